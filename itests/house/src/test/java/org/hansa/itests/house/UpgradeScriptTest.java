package org.hansa.itests.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * {@code bin/hansa upgrade} is killed at each of its stages and run again, with releases that are
 * scripts and do at once what a Hansa takes half a minute for. The real ones are in the tests of
 * the archive.
 */
@Execution(ExecutionMode.CONCURRENT)
class UpgradeScriptTest {

  /** Answers what {@code Offline} does; waits where a test holds it. */
  private static final String JAVA =
      """
      home=${2%%/system/*}
      shift 3
      while [ -e "$HOLD-$1" ]; do sleep 0.02; done
      case $1 in
          knows) if [ -e "$home/migrates" ]; then echo 3; else echo 2; fi ;;
          nodes) cat "$2/nodes" ;;
          schema) cat "$2/schema" ;;
          backup) mkdir -p "$2/backups/$3" && cp "$2/schema" "$2/backups/$3" && touch "$2/backups/$3/sealed" && echo "$3" ;;
          restore) [ ! -s "$2/nodes" ] || { echo "other nodes work: $(cat "$2/nodes")"; exit 1; }
              [ -e "$2/backups/$3/sealed" ] || [ "${4:-}" = --unsealed ] || { echo "no seal"; exit 1; }
              echo "entries of the audit since then: $(cat "$2/since" 2> /dev/null || echo 1)" >&2
              cp "$2/backups/$3/schema" "$2/schema" && echo restored >> "$2/restores" && echo "$3" ;;
      esac
      """;

  private static final String START =
      """
      home=$(cd "$(dirname "$0")/.." && pwd -P)
      [ ! -e "$home/migrates" ] || echo 3 > "$HANSA_STATE/schema"
      [ ! -e "$home/broken" ] || exit 1
      nohup "$home/bin/main" "-Dkaraf.base=$HANSA_STATE/karaf" org.apache.karaf.main.Main > /dev/null 2>&1 &
      """;

  private static final String MAIN =
      """
      home=$(cd "$(dirname "$0")/.." && pwd -P)
      trap 'rm -f "$HANSA_STATE/up"; while [ -e "$HOLD-stop" ]; do sleep 0.02; done; exit 0' TERM
      [ -e "$home/deaf" ] || sed -n 's/^hansa.version = //p' "$home/etc/system.properties" > "$HANSA_STATE/up"
      while :; do sleep 0.02; done
      """;

  /**
   * Instead of a program that the command calls: waits where a test holds what it is called for,
   * and does nothing if whoever called it was killed meanwhile.
   */
  private static final String HELD =
      """
      caller=$PPID
      case "${0##*/} $*" in
          mv*release.new*) held=link ;;
          "sync $HANSA_STATE") held=linked ;;
          "rm -rf $HANSA_STATE/upgrade") held=ended ;;
          *) held=none ;;
      esac
      [ -e "$HANSA_STATE/upgrade/stage" ] || held=none
      while [ -e "$HOLD-$held" ]; do sleep 0.02; done
      kill -0 "$caller" 2> /dev/null || exit 1
      PATH=${PATH#*:} exec "${0##*/}" "$@"
      """;

  @TempDir Path folder;
  private final Map<String, String> settings = new TreeMap<>();
  private HttpServer server;

  /** So often the release 2 says how far it is with bringing the state to its schema. */
  private final AtomicInteger left = new AtomicInteger();

  private Supplier<String> far = () -> "";

  private Path state;
  private Path home;

  @BeforeEach
  void lay() throws Exception {
    state = Files.createDirectories(folder.resolve("state"));
    Path jdk = Files.createDirectories(folder.resolve("jdk"));
    Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"17.0.1\"\n");
    script(jdk.resolve("bin/java"), JAVA);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/health/ready",
        exchange -> {
          boolean up = Files.exists(state.resolve("up")) && !Files.exists(hold("ready"));
          String version = up ? Files.readString(state.resolve("up")).strip() : "";
          boolean migrates = version.equals("2") && left.getAndDecrement() > 0;
          String said = migrates ? far.get() : version;
          byte[] body = ("{\"version\":\"" + said + "\"}").getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(version.isEmpty() || migrates ? 503 : 200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    settings.put("JAVA_HOME", jdk.toString());
    settings.put("HANSA_STATE", state.toString());
    settings.put("HANSA_HTTP_PORT", Integer.toString(server.getAddress().getPort()));
    settings.put("HANSA_READY_SECONDS", "20");
    for (String program : List.of("mv", "sync", "rm")) {
      script(folder.resolve("held/" + program), HELD);
    }
    settings.put("PATH", folder.resolve("held") + ":" + System.getenv("PATH"));
    settings.put("HOLD", hold("").toString().replaceFirst("-$", ""));
    home = release("1", "");
    Files.writeString(state.resolve("schema"), "2\n");
    Files.writeString(state.resolve("hansa.db"), "");
    assertThat(ended(hansa("start"))).isZero();
  }

  @AfterEach
  void end() throws Exception {
    assertThat(ended(hansa("stop"))).isZero();
    server.stop(0);
  }

  private Path hold(String what) {
    return folder.resolve("hold-" + what);
  }

  private static void script(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, "#!/usr/bin/env bash\n" + text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /**
   * @param how a file that it has, which says what is wrong with it
   */
  private Path release(String version, String... how) throws IOException {
    Path release = folder.resolve("release-" + version);
    Files.createDirectories(release.resolve("etc"));
    Files.writeString(
        release.resolve("etc/system.properties"), "hansa.version = " + version + "\n");
    Files.createDirectories(release.resolve("system"));
    Files.writeString(release.resolve("system/org.hansa.core.store-1.jar"), "");
    script(release.resolve("bin/start"), START);
    script(release.resolve("bin/main"), MAIN);
    Path own = Tree.ROOT.resolve("assembly/src/main/distribution/bin/hansa");
    Files.copy(own, release.resolve("bin/hansa"));
    release.resolve("bin/hansa").toFile().setExecutable(true);
    for (String each : how) {
      if (!each.isEmpty()) {
        Files.writeString(release.resolve(each), "");
      }
    }
    return release;
  }

  private Path archive(String version, String... how) throws Exception {
    Path release = release(version, how);
    Path archive = folder.resolve("hansa-" + version + ".tar.gz");
    Process tar =
        new ProcessBuilder(
                "tar", "-czf", archive + "", "-C", folder + "", release.getFileName() + "")
            .start();
    assertThat(tar.waitFor()).isZero();
    return archive;
  }

  private Process hansa(String... words) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder("/usr/bin/env", "bash", home.resolve("bin/hansa").toString())
            .redirectErrorStream(true)
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectOutput(folder.resolve("output").toFile());
    builder.command().addAll(List.of(words));
    builder.environment().putAll(settings);
    return builder.start();
  }

  private static int ended(Process process) throws InterruptedException {
    try {
      assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    return process.exitValue();
  }

  private String said() throws IOException {
    return Files.readString(folder.resolve("output"));
  }

  private void killAt(String stage, Process upgrade) throws Exception {
    long until = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
    Path noted = state.resolve("upgrade/stage");
    while (!Files.exists(noted) || !Files.readString(noted).strip().equals(stage)) {
      assertThat(upgrade.isAlive()).as(said()).isTrue();
      assertThat(System.nanoTime()).as(stage).isLessThan(until);
      Thread.onSpinWait();
    }
    upgrade.destroyForcibly();
    assertThat(upgrade.waitFor(10, TimeUnit.SECONDS)).isTrue();
  }

  private interface Coming {
    boolean isThere() throws IOException;
  }

  private static void await(Coming coming) throws IOException {
    long until = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
    while (!coming.isThere()) {
      assertThat(System.nanoTime()).isLessThan(until);
      Thread.onSpinWait();
    }
  }

  private void assertIs(String version, String schema) throws Exception {
    assertThat(Files.readString(state.resolve("up")).strip()).isEqualTo(version);
    assertThat(Files.readString(state.resolve("schema")).strip()).isEqualTo(schema);
    assertThat(state.resolve("upgrade")).doesNotExist();
    assertThat(ended(hansa("status"))).as(said()).isZero();
    assertThat(said()).contains("release " + version).contains("Hansa runs");
  }

  @ParameterizedTest
  @CsvSource({
    "checked, stop, false",
    "saving, backup, false",
    "switching, link, false",
    "switching, linked, false",
    "starting, ready, false",
    "done, ended, false",
    "saving, backup, true",
    "starting, ready, true"
  })
  void forwards(String stage, String held, boolean shared) throws Exception {
    Path next = archive("2");
    if (shared) {
      share("other");
    }
    Files.writeString(hold(held), "");
    Process upgrade = hansa("upgrade", next.toString());
    if (held.equals("linked")) {
      await(() -> Files.isSymbolicLink(state.resolve("release")));
    }
    killAt(stage, upgrade);
    Files.delete(hold(held));
    assertThat(ended(hansa("start"))).as("it is cut off").isEqualTo(1);
    assertThat(said()).contains("bin/hansa upgrade");

    assertThat(ended(hansa("upgrade"))).as(said()).isZero();
    assertIs("2", "2");
    assertThat(state.resolve("restores")).doesNotExist();
    assertThat(backups()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"nothing, false", "restore, false", "restore, true"})
  void back(String held, boolean shared) throws Exception {
    Path next = archive("2", "broken", "migrates");
    if (shared) {
      share("");
    }
    if (held.equals("restore")) {
      Files.writeString(hold(held), "");
    }
    killAt("back", hansa("upgrade", next.toString()));
    Files.deleteIfExists(hold(held));

    assertThat(ended(hansa("upgrade"))).as(said()).isEqualTo(1);
    assertThat(said()).contains("not upgraded, and all is as before");
    assertIs("1", "2");
    assertThat(Files.readString(state.resolve("restores"))).contains("restored");
  }

  /** The state is in a database, and these live on it beside this one. */
  private void share(String others) throws IOException {
    Path cfg = Files.createDirectories(state.resolve("etc")).resolve("org.hansa.core.store.cfg");
    Files.writeString(cfg, "url = jdbc:postgresql://localhost:5432/hansa\n");
    Files.writeString(state.resolve("nodes"), others.isEmpty() ? "" : others + "\n");
  }

  /** With others at work, for the tables stay as they are. */
  @ParameterizedTest
  @CsvSource({"false", "true"})
  void nodesThatShareADatabaseGoOneAfterTheOther(boolean broken) throws Exception {
    share("b, c");
    Path next = archive("2", broken ? "broken" : "");
    assertThat(ended(hansa("upgrade", next.toString()))).as(said()).isEqualTo(broken ? 1 : 0);
    assertIs(broken ? "1" : "2", "2");
    assertThat(backups()).hasSize(1);
    assertThat(state.resolve("restores")).as("others have gone on").doesNotExist();
  }

  @Test
  void whatChangesTheTablesIsRefusedWhileOthersWorkWithThem() throws Exception {
    share("b, c");
    Path next = archive("2", "migrates");
    assertThat(ended(hansa("upgrade", next.toString()))).isEqualTo(1);
    assertThat(said())
        .contains("2 brings the database to schema 3", "nodes work with it at schema 2: b, c.")
        .contains("bin/hansa stop on each of them");
    assertIs("1", "2");

    share("");
    assertThat(ended(hansa("upgrade", next.toString()))).as(said()).isZero();
    assertIs("2", "3");
    assertThat(backups()).hasSize(1);
  }

  /** The first has brought the database to its schema: there is nothing to save and no way back. */
  @ParameterizedTest
  @CsvSource({"false", "true"})
  void aNodeFollowsThatWasStoppedForAnother(boolean broken) throws Exception {
    share("a");
    assertThat(ended(hansa("stop"))).isZero();
    Files.writeString(state.resolve("schema"), "3\n");
    Path next = archive("2", "migrates", broken ? "broken" : "");
    assertThat(ended(hansa("upgrade", next.toString()))).as(said()).isEqualTo(broken ? 1 : 0);
    assertThat(state.resolve("backups")).doesNotExist();
    assertThat(state.resolve("restores")).doesNotExist();
    if (broken) {
      assertThat(said()).contains("left stopped: 1 does not know schema 3");
      assertThat(state.resolve("upgrade")).doesNotExist();
      assertThat(ended(hansa("status"))).isEqualTo(1);
      assertThat(said()).contains("release 1").contains("does not run");
    } else {
      assertThat(said()).contains("upgraded to 2").doesNotContain("backup");
      assertIs("2", "3");
    }
  }

  /** What the other nodes have come to is not this one's to take back. */
  @Test
  void whatAnotherNodeMadeOfTheDatabaseMeanwhileStays() throws Exception {
    share("");
    settings.put("HANSA_READY_SECONDS", "3");
    Path next = archive("2", "deaf");
    Process upgrade = hansa("upgrade", next.toString());
    await(() -> Files.isSymbolicLink(state.resolve("release")));
    Files.writeString(state.resolve("schema"), "3\n");
    assertThat(ended(upgrade)).isEqualTo(1);
    assertIs("1", "3");
    assertThat(state.resolve("restores")).doesNotExist();
  }

  /** It is asked twice a second at most. */
  @ParameterizedTest
  @CsvSource({"gets on", "stands still", "fails and begins anew"})
  void whatBringsAMuchLargerStateToItsSchemaIsWaitedForWhileItGetsOn(String how) throws Exception {
    boolean moves = how.equals("gets on");
    settings.put("HANSA_READY_SECONDS", moves ? "10" : "3");
    left.set(moves ? 40 : Integer.MAX_VALUE);
    String brought = "is brought from schema 2 to 3: ";
    far =
        switch (how) {
          case "gets on" -> () -> brought + left + " rows are left";
          case "stands still" -> () -> brought + "not any further";
          default -> () -> left.get() % 2 == 0 ? brought + left + " rows are left" : "no room";
        };
    Path next = archive("2", "migrates");
    assertThat(ended(hansa("upgrade", next.toString()))).as(said()).isEqualTo(moves ? 0 : 1);
    assertIs(moves ? "2" : "1", moves ? "3" : "2");
  }

  /** They may have been acknowledged; they can be done again, by the audit. */
  @Test
  void writesOfTheNewReleaseThatDoNotComeBackAreSaid() throws Exception {
    settings.put("HANSA_READY_SECONDS", "3");
    Files.writeString(state.resolve("since"), "4\n");
    Path next = archive("2", "deaf", "migrates");
    assertThat(ended(hansa("upgrade", next.toString()))).isEqualTo(1);
    assertThat(said()).contains("what was written since the backup is not in it: 3 entries");
    assertIs("1", "2");
  }

  /** It is noted where it is; when the others have stopped it goes on from there. */
  @Test
  void nothingIsBroughtBackUnderOthers() throws Exception {
    share("");
    settings.put("HANSA_READY_SECONDS", "3");
    Path next = archive("2", "deaf", "migrates");
    Process upgrade = hansa("upgrade", next.toString());
    await(() -> Files.readString(state.resolve("schema")).startsWith("3"));
    Files.writeString(state.resolve("nodes"), "b\n");
    assertThat(ended(upgrade)).isEqualTo(1);
    assertThat(said()).contains("the state was not brought back: other nodes work: b");
    assertThat(Files.readString(state.resolve("schema")).strip()).isEqualTo("3");

    Files.writeString(state.resolve("nodes"), "");
    assertThat(ended(hansa("upgrade"))).isEqualTo(1);
    assertThat(said()).contains("not upgraded, and all is as before");
    assertIs("1", "2");
  }

  /** Whoever was cut off before anything was noted has changed nothing. */
  @Test
  void beforeItHasBegunNothingHasChanged() throws Exception {
    Path next = archive("2");
    Files.writeString(hold("knows"), "");
    Process upgrade = hansa("upgrade", next.toString());
    await(this::isUnpacked);
    upgrade.destroyForcibly();
    assertThat(upgrade.waitFor(10, TimeUnit.SECONDS)).isTrue();
    Files.delete(hold("knows"));
    assertIs("1", "2");

    assertThat(ended(hansa("upgrade", next.toString()))).as(said()).isZero();
    assertIs("2", "2");
  }

  private boolean isUnpacked() throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.anyMatch(f -> f.getFileName().toString().matches("hansa-[0-9a-f]{16}"));
    }
  }

  @Test
  void withoutHarmTheStateStaysAsItIs() throws Exception {
    assertThat(ended(hansa("upgrade", archive("2", "broken").toString()))).isEqualTo(1);
    assertIs("1", "2");
    assertThat(state.resolve("restores")).as("what was written stays").doesNotExist();
  }

  /** It lives, answers, and never says that it is ready. */
  @ParameterizedTest
  @CsvSource({"false", "true"})
  void fromOneThatLivesAndDoesNotBecomeReady(boolean migrates) throws Exception {
    settings.put("HANSA_READY_SECONDS", "3");
    Path next = archive("2", "deaf", migrates ? "migrates" : "");

    assertThat(ended(hansa("upgrade", next.toString()))).isEqualTo(1);

    assertThat(said())
        .contains("going back to 1, for it was not ready within 3 s", "all is as before");
    assertIs("1", "2");
    assertThat(Files.exists(state.resolve("restores"))).isEqualTo(migrates);
    assertThat(isUnpacked()).as("what was unpacked").isFalse();
    assertThat(ProcessHandle.allProcesses())
        .noneMatch(p -> p.info().commandLine().orElse("").contains(folder + "/hansa-"));
  }

  /** Whoever called a backup of theirs as upgrades call theirs keeps it. */
  @Test
  void onlyBackupsOfFormerUpgradesGo() throws Exception {
    Path own = Files.createDirectories(state.resolve("backups/upgrade-mine"));
    Path alike = Files.createDirectories(state.resolve("backups/upgrade-1700000000"));
    assertThat(ended(hansa("upgrade", archive("2").toString()))).as(said()).isZero();
    List<String> first = backups();
    assertThat(first).hasSize(3).contains("upgrade-mine", "upgrade-1700000000");
    assertThat(ended(hansa("upgrade", archive("3").toString()))).as(said()).isZero();

    assertThat(backups()).hasSize(3).contains("upgrade-mine", "upgrade-1700000000");
    assertThat(backups()).isNotEqualTo(first);
    assertThat(own).exists();
    assertThat(alike).exists();
  }

  private List<String> backups() throws IOException {
    try (Stream<Path> all = Files.list(state.resolve("backups"))) {
      return all.map(f -> f.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void aBackupWithoutASealIsRestoredOnlyIfOneSaysSo() throws Exception {
    Files.writeString(
        Files.createDirectories(state.resolve("backups/bare")).resolve("schema"), "2\n");
    assertThat(ended(hansa("stop"))).isZero();
    assertThat(ended(hansa("restore", "bare"))).isEqualTo(1);
    assertThat(said()).contains("no seal");
    assertThat(ended(hansa("restore", "bare", "--force"))).isEqualTo(1);
    assertThat(said()).contains("--unsealed");
    assertThat(ended(hansa("restore", "bare", "--unsealed"))).as(said()).isZero();
    assertThat(said()).contains("bare is restored");
  }
}
