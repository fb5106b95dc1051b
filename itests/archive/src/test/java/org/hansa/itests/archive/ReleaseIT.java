package org.hansa.itests.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
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
   * The archive under test with another version in it.
   *
   * @param file of its etc/, which Karaf reads
   * @param line what stands last in it
   */
  private static Path repacked(String version, String file, String line) throws IOException {
    Path copy = folder.resolve("repack/hansa-x");
    if (!Files.exists(copy)) {
      Files.createDirectories(copy);
      String archive = System.getProperty("hansa.archive");
      run("tar", "-xzf", archive, "--strip-components=1", "-C", copy.toString());
    }
    Path etc = copy.resolve("etc");
    Path properties = etc.resolve("system.properties");
    String said = Files.readString(properties);
    Files.writeString(
        properties, said.replaceFirst("(?m)^hansa\\.version *=.*$", "hansa.version = " + version));
    Path changed = etc.resolve(file);
    String before = Files.readString(changed);
    Files.writeString(changed, before + "\n" + line + "\n");
    Path archive = folder.resolve("hansa-" + version + ".tar.gz");
    run("tar", "-czf", archive.toString(), "-C", copy.getParent().toString(), "hansa-x");
    Files.writeString(changed, before);
    return archive;
  }

  private static void run(String... words) throws IOException {
    Distribution.Result result = hansa.run("", words);
    assertThat(result.code()).as(result.output()).isZero();
  }

  private static String version() throws Exception {
    return hansa.health().path("version").asText();
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
    Path next = repacked("7.0.0", "system.properties", "# the next");

    assertThat(ended(command("upgrade", next.toString()))).as(said()).isZero();

    assertThat(version()).isEqualTo("7.0.0").isNotEqualTo(before);
    example.awaitRest();
    assertThat(mains()).isEqualTo(mains);
    assertThat(example.state().has("page")).isTrue();
    assertThat(World.of(hansa.rest()).resources().keySet()).containsAll(world.resources().keySet());
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
        repacked("8.0.0", "config.properties", "karaf.framework.felix=mvn\\:no.such/thing/1");

    assertThat(ended(command("upgrade", broken.toString()))).isEqualTo(1);

    assertThat(said()).contains("going back to 7.0.0", "all is as before");
    assertThat(version()).isEqualTo("7.0.0");
    example.awaitRest();
    assertThat(mains()).isEqualTo(mains);
    assertThat(hansa.state().resolve("upgrade")).doesNotExist();
  }

  /** The command is killed at each of its stages; run again it ends what was begun. */
  @Test
  @Order(3)
  void isFinishedWhereverItWasCutOff() throws Exception {
    int number = 9;
    for (String stage : List.of("checked", "saving", "starting")) {
      String version = number++ + ".0.0";
      Path next = repacked(version, "system.properties", "# the next");
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
    Path other = repacked("11.5.0", "system.properties", "# the next");
    Files.writeString(Path.of(other + ".sha256"), "0".repeat(64) + "  " + other.getFileName());
    assertThat(ended(command("upgrade", other.toString()))).isEqualTo(1);
    assertThat(said()).contains("digest");
    assertThat(version()).isEqualTo(before);
    assertThat(hansa.pid()).isEqualTo(pid);
  }
}
