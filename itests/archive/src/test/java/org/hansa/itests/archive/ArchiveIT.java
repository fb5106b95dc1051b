package org.hansa.itests.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The archive, unpacked and started: what it opens, whom it lets in, what it writes where. */
class ArchiveIT {

  private static final String PASSWORD = "a very good one";

  @TempDir static Path folder;

  private static Distribution hansa;
  private static SortedMap<String, Long> unpacked;

  @BeforeAll
  static void start() throws IOException {
    hansa = Distribution.unpack(folder);
    unpacked = files(hansa.home());
    Path etc = Files.createDirectories(hansa.state().resolve("etc"));
    Files.writeString(etc.resolve("users.properties"), "root = pw,admin,ssh\nann = pw,ssh,hansa\n");
    Files.writeString(
        Files.createFile(
            hansa.state().resolve("bootstrap.json"),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))),
        "{\"name\":\"admin\",\"password\":\"" + PASSWORD + "\"}");
    hansa.start();
  }

  @AfterAll
  static void stop() throws IOException {
    hansa.stop();
  }

  @Test
  void listensOnLoopbackOnly() throws IOException {
    List<Sockets.Listener> listeners = Sockets.of(hansa.pid());

    assertThat(listeners).allMatch(Sockets.Listener::loopback);
    assertThat(listeners)
        .extracting(Sockets.Listener::port)
        .contains(hansa.http(), hansa.ssh())
        .as("HTTP, SSH, and the port that bin/stop knocks at")
        .hasSize(3);
  }

  @Test
  void leavesTheUnpackedArchiveAsItWas() throws IOException {
    assertThat(files(hansa.home())).isEqualTo(unpacked);
  }

  @Test
  void shipsNoUser() throws IOException {
    assertThat(Files.readAllLines(hansa.home().resolve("etc/users.properties")))
        .allMatch(line -> line.startsWith("#"));
    assertThat(Files.readAllLines(hansa.home().resolve("etc/keys.properties")))
        .allMatch(line -> line.startsWith("#") || line.isBlank());
    assertThat(hansa.shell("karaf", "karaf", "bundle:list").code()).isNotZero();
  }

  @Test
  void startsEveryFeature() throws IOException {
    String features = hansa.shell("root", "pw", "feature:list -i").output();

    assertThat(features).contains("hansa-core", "hansa-rest", "hansa-shell");
    assertThat(features.lines().filter(line -> line.startsWith("hansa")))
        .isNotEmpty()
        .allMatch(line -> line.contains("Started"));
  }

  /** One goes, all others stay started; it comes back, and all is as it was. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "hansa-rest",
        "hansa-routes-lifecycle",
        "hansa-orchestration-orchestrator",
        "hansa-orchestration-repository",
        "hansa-platform-connectivity",
        "hansa-platform-multicloud",
        "hansa-platform-resources",
        "hansa-platform-wdm",
        "hansa-platform-workloads",
        "hansa-driver-process",
      })
  void takesAFeatureAwayAlone(String feature) throws IOException {
    String list = "feature:list -i --no-format\necho listed\n";
    String away = "feature:uninstall " + feature + "\n";
    String back = "feature:install " + feature + "\n";
    String output = hansa.shell("root", "pw", list + away + list + back + list).output();

    List<Set<String>> listed =
        Stream.of(output.split("listed")).limit(3).map(ArchiveIT::started).toList();
    Set<String> others = new TreeSet<>(listed.get(0));
    others.remove(feature);
    others.remove("hansa-cxf");
    assertThat(listed.get(0)).contains(feature);
    assertThat(listed.get(1)).containsAll(others).doesNotContain(feature);
    assertThat(listed.get(2)).isEqualTo(listed.get(0));
  }

  @Test
  void logsNothingWorseThanAWord() throws IOException {
    assertThat(Files.readAllLines(hansa.state().resolve("log/karaf.log")))
        .noneMatch(line -> line.matches("\\S+ \\| (WARN|ERROR|FATAL) .*"));
  }

  /** Karaf's shell can read, write and run anything: no account may use it, nor any other login. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "bundle:list",
        "feature:list",
        "config:list",
        "system:property a b",
        "shell:cat etc/users.properties",
        "shell:exec id",
        "shell:new java.lang.Object",
        "echo x | tac",
        "echo x > planted",
        "[1 2] getClass",
      })
  void refusesKarafsCommandsToAllButTheProcessAdministrator(String command) throws IOException {
    assertThat(hansa.shell("admin", PASSWORD, command).code()).isNotZero();
    assertThat(hansa.shell("ann", "pw", command).code()).isNotZero();
    assertThat(hansa.state().resolve("karaf/planted")).doesNotExist();
  }

  @Test
  void letsTheFirstAdministratorIn() throws IOException {
    Distribution.Result kinds = hansa.shell("admin", PASSWORD, "hansa:kinds");

    assertThat(kinds.output()).contains("Account");
    assertThat(kinds.code()).isZero();
    assertThat(hansa.state().resolve("bootstrap.json")).doesNotExist();
  }

  @Test
  void takesUpTheStateOfAnotherArchive() throws IOException {
    Path karaf = hansa.state().resolve("karaf");
    hansa.stop();
    byte[] key = Files.readAllBytes(hansa.state().resolve("root.key"));
    Files.writeString(karaf.resolve("archive"), "another");
    Path old = Files.createFile(karaf.resolve("data/cache/old"));

    hansa.start();

    assertThat(old).doesNotExist();
    assertThat(hansa.state().resolve("root.key")).hasBinaryContent(key);
  }

  @Test
  void refusesASecondStartOnTheSameState() throws IOException {
    Distribution.Result second = hansa.run("", "bin/karaf", "server");

    assertThat(second.code()).isNotZero();
    assertThat(second.output()).contains("already running");
  }

  /** Hansa's features among the lines of {@code feature:list} that say they are started. */
  private static Set<String> started(String list) {
    return list.lines()
        .map(line -> line.split("\\s+"))
        .filter(cells -> cells[0].startsWith("hansa-") && List.of(cells).contains("Started"))
        .map(cells -> cells[0])
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static SortedMap<String, Long> files(Path root) throws IOException {
    SortedMap<String, Long> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(root)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        files.put(root.relativize(file).toString(), Files.getLastModifiedTime(file).toMillis());
      }
    }
    return files;
  }
}
