package org.hansa.itests.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.hansa.core.api.Json;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** From one release to another by the command that comes with it, while an application runs on. */
@TestMethodOrder(OrderAnnotation.class)
class ReleaseIT {

  private static final Duration SOON = Duration.ofSeconds(90);
  private static final int PATIENCE_SECONDS = 300;

  /** What the later releases make of the state, and an earlier one cannot read. */
  private static final List<String> LATER = List.of("CREATE TABLE later (word TEXT NOT NULL)");

  /** One that has forgotten, in its statements, what it has just renamed. */
  private static final List<String> BROKEN =
      List.of(LATER.get(0), "ALTER TABLE log RENAME TO history");

  @TempDir static Path folder;

  private static Distribution hansa;
  private static Example example;
  private static Traces traces;
  private static Map<String, Long> mains;

  @BeforeAll
  static void start() throws Exception {
    Path examples = Example.copy(folder);
    hansa = Distribution.withAdministrator(folder, examples);
    example = new Example(hansa, examples);
    traces = new Traces(hansa.state());
    assertThat(ended(command("start"))).isZero();
    example.addSite();
    example.apply(example.document()).ok();
    example.awaitRest();
    mains = mains();
  }

  @AfterAll
  static void end() throws IOException {
    hansa.end();
  }

  private static Map<String, Long> mains() throws IOException {
    World world = World.of(hansa.rest());
    Map<String, Long> found = new TreeMap<>();
    for (String component : List.of("analyse", "feed", "page")) {
      found.put(component, traces.main(world.instance(component, 0)).orElseThrow());
    }
    return found;
  }

  private static Process command(String... words) throws IOException {
    return hansa.process(folder.resolve("command.log"), "bin/hansa", words);
  }

  private static int ended(Process process) throws Exception {
    assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).as("it ends").isTrue();
    return process.exitValue();
  }

  private static String said() throws IOException {
    return Files.readString(folder.resolve("command.log"));
  }

  /**
   * A later release: another version, and another schema of the store.
   *
   * @param file of its etc/, which Karaf reads
   * @param line what stands last in it
   */
  private static Path later(String version, String file, String line) throws IOException {
    LaterRelease release = unpacked();
    release.version(version);
    Path changed = release.home().resolve("etc").resolve(file);
    String before = Files.readString(changed);
    Files.writeString(changed, before + "\n" + line + "\n");
    Path archive = release.pack(hansa, version);
    Files.writeString(changed, before);
    return archive;
  }

  private static Path later(String version) throws IOException {
    return later(version, "system.properties", "# the next");
  }

  private static LaterRelease unpacked() throws IOException {
    return LaterRelease.unpack(hansa, folder, LATER);
  }

  private static String version() throws Exception {
    return hansa.health().path("version").asText();
  }

  /** The numbers of all audit entries. */
  private static String audit() throws IOException {
    StringBuilder numbers = new StringBuilder();
    String cursor = "";
    do {
      JsonNode page = hansa.rest().get("/audit?limit=1000" + cursor).ok().body();
      page.path("items").forEach(entry -> numbers.append(entry.path("number")).append(' '));
      cursor = page.has("next") ? "&after=" + page.get("next").asText() : "";
    } while (!cursor.isEmpty());
    return numbers.toString();
  }

  private static void assertUnderWay(String stage) {
    await()
        .atMost(SOON)
        .pollInterval(Duration.ofMillis(5))
        .ignoreExceptions()
        .until(
            () -> Files.readString(hansa.state().resolve("upgrade/stage")).strip().equals(stage));
  }

  @Test
  @Order(1)
  void goesOverToAnotherReleaseAndTheApplicationNoticesNothing() throws Exception {
    String before = version();
    World world = World.of(hansa.rest());
    String audit = audit();
    Path next = later("7.0.0");

    assertThat(ended(command("upgrade", next.toString()))).as(said()).isZero();

    assertThat(version()).isEqualTo("7.0.0").isNotEqualTo(before);
    example.awaitRest();
    assertThat(mains()).isEqualTo(mains);
    assertThat(example.state().has("page")).isTrue();
    assertThat(World.of(hansa.rest()).resources().keySet()).containsAll(world.resources().keySet());
    assertThat(audit()).startsWith(audit);
    // Whoever starts the former one by hand is told where to.
    assertThat(ended(command("stop"))).isZero();
    assertThat(traces.processes()).isNotEmpty();
    assertThat(hansa.run("", "bin/start").code()).isNotZero();
    assertThat(ended(command("start"))).as(said()).isZero();
    assertThat(version()).isEqualTo("7.0.0");
  }

  @Test
  @Order(2)
  void goesBackFromOneThatDoesNotStart() throws Exception {
    Path broken =
        later("8.0.0", "config.properties", "karaf.framework.felix=mvn\\:no.such/thing/1");

    assertThat(ended(command("upgrade", broken.toString()))).isEqualTo(1);

    assertThat(said()).contains("going back to 7.0.0", "all is as before");
    assertThat(version()).isEqualTo("7.0.0");
    example.awaitRest();
    assertThat(mains()).isEqualTo(mains);
    assertThat(hansa.state().resolve("upgrade")).doesNotExist();
  }

  /**
   * The command is killed at each stage that takes a while; run again it ends what was begun. At
   * those that are over at once it is killed where its releases are scripts.
   */
  @Test
  @Order(3)
  void isFinishedWhereverItWasCutOff() throws Exception {
    int number = 9;
    for (String stage : List.of("checked", "saving", "starting")) {
      String version = number++ + ".0.0";
      Path next = later(version);
      Process upgrade = command("upgrade", next.toString());
      assertUnderWay(stage);
      upgrade.destroyForcibly();
      assertThat(upgrade.waitFor(10, TimeUnit.SECONDS)).isTrue();
      assertThat(ended(command("start"))).as("an upgrade is under way").isEqualTo(1);

      assertThat(ended(command("upgrade"))).as(said()).isZero();

      assertThat(version()).isEqualTo(version);
      example.awaitRest();
      assertThat(mains()).isEqualTo(mains);
    }
  }

  @Test
  @Order(4)
  void whatIsNoReleaseIsRefusedAndNothingChanges() throws Exception {
    String before = version();
    long pid = hansa.pid();
    Path torn = folder.resolve("torn.tar.gz");
    byte[] whole = Files.readAllBytes(Path.of(System.getProperty("hansa.archive")));
    Files.write(torn, Arrays.copyOf(whole, whole.length / 2));
    assertThat(ended(command("upgrade", torn.toString()))).isEqualTo(1);
    assertThat(said()).contains("is damaged");
    assertThat(ended(command("upgrade", folder.resolve("none").toString()))).isEqualTo(1);
    Path other = later("11.5.0");
    Files.writeString(Path.of(other + ".sha256"), "0".repeat(64) + "  " + other.getFileName());
    assertThat(ended(command("upgrade", other.toString()))).isEqualTo(1);
    assertThat(said()).contains("digest");
    assertThat(version()).isEqualTo(before);
    assertThat(hansa.pid()).isEqualTo(pid);
  }

  /** The state is not that of the release under test any more. */
  @Test
  @Order(5)
  void oneThatDoesNotKnowTheSchemaIsRefused() throws Exception {
    String before = version();
    assertThat(ended(command("upgrade", System.getProperty("hansa.archive")))).isEqualTo(1);
    assertThat(said()).contains("knows schemas up to", "choose a release that is not older");
    assertThat(version()).isEqualTo(before);
    assertThat(mains()).isEqualTo(mains);
  }

  /**
   * A release brings the state to its schema, cannot work with it, and ends: the former one comes
   * back with the state that it left, to the last write.
   */
  @Test
  @Order(6)
  void theStateComesBackFromOneThatHasChangedItsSchema() throws Exception {
    LaterRelease release = unpacked();
    release.version("12.0.0");
    release.steps(BROKEN);
    Path broken = release.pack(hansa, "12.0.0");
    hansa
        .rest()
        .send(
            "PUT",
            "/holdrules/system/last-words",
            Json.tree(Map.of("spec", Map.of("kinds", List.of("Site")))))
        .ok();
    example.awaitRest();
    String before = version();
    World world = World.of(hansa.rest());
    String audit = audit();

    Process upgrade = command("upgrade", broken.toString());
    Path log = hansa.state().resolve("log/karaf.log");
    await()
        .atMost(Distribution.SOON)
        .until(() -> Files.readString(log).contains("The store is not open"));
    hansa.kill();
    assertThat(ended(upgrade)).as(said()).isEqualTo(1);

    assertThat(said())
        .contains("going back to " + before, "the state is brought back too", "all is as before");
    assertThat(version()).isEqualTo(before);
    assertThat(mains()).isEqualTo(mains);
    assertThat(hansa.rest().get("/holdrules/system/last-words").status()).isEqualTo(200);
    World back = World.of(hansa.rest());
    assertThat(back.resources().keySet()).isEqualTo(world.resources().keySet());
    assertThat(back.changedSince(world)).isEmpty();
    assertThat(audit()).startsWith(audit);
    assertThat(hansa.state().resolve("upgrade")).doesNotExist();

    // It only observes until a person has seen what differs; then it works on.
    assertThat(hansa.health().toString()).contains("observe-only");
    Distribution.Result accepted = hansa.shell("admin", Distribution.TOKEN, "store:accept --yes");
    assertThat(accepted.code()).as(accepted.output()).isZero();
    example.apply(Example.alarmAbove(example.document(), "7.5")).ok();
    example.awaitRest();
    Map<String, Long> changed = mains();
    assertThat(changed.get("page")).isEqualTo(mains.get("page"));
    assertThat(changed.get("analyse")).isNotEqualTo(mains.get("analyse"));
  }
}
