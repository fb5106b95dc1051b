package org.hansa.itests.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.hansa.itests.archive.shed.ShedDriver.Trouble;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * A driver that its manifest marks as isolated works in a process of its own, which may be killed
 * and may hang, and which goes with the bundle and with Hansa, however that ends.
 */
@TestMethodOrder(OrderAnnotation.class)
class IsolatedDriverIT {

  private static final String ID = "apart";
  private static final int STANDING = 4;
  private static final ShedBundle FIRST = new ShedBundle(ID, "1.0.0", Trouble.NONE, true);
  private static final ShedBundle LAST = new ShedBundle(ID, "1.2.0", Trouble.NONE, true);

  @TempDir static Path folder;

  private static Distribution hansa;
  private static Sheds sheds;

  @BeforeAll
  static void start() throws IOException {
    Path examples = Example.copy(folder);
    hansa = Distribution.withAdministrator(folder, examples);
    sheds = new Sheds(hansa, folder);
    hansa.start();
    new Example(hansa, examples).addSite();
    sheds.install(FIRST);
    sheds.addEndpoint(ID, ID);
    sheds.awaitOpen(ID, "1.0.0");
    sheds.stand("things", ID, STANDING, "a");
    sheds.awaitStanding("things", STANDING, "a");
  }

  @AfterAll
  static void end() throws IOException {
    hansa.end();
  }

  /** Processes that Hansa has started for drivers. */
  private static List<ProcessHandle> children() throws IOException {
    return ProcessHandle.of(hansa.pid()).stream()
        .flatMap(ProcessHandle::children)
        .filter(each -> isChild(each.pid()))
        .toList();
  }

  private static ProcessHandle child() throws IOException {
    List<ProcessHandle> all = children();
    assertThat(all).hasSize(1);
    return all.get(0);
  }

  private static ProcessHandle awaitChild() throws IOException {
    await().atMost(Distribution.SOON).until(() -> children().size() == 1);
    return child();
  }

  /** What has ended and is not fetched yet has no command line any more. */
  private static boolean isChild(long pid) {
    try {
      return Files.readString(Path.of("/proc/" + pid + "/cmdline"), StandardCharsets.ISO_8859_1)
          .contains("org.hansa.core.isolation.child.Child");
    } catch (IOException e) {
      return false; // it has ended
    }
  }

  private static String shell(String command) throws IOException {
    try (Ssh ssh = new Ssh(hansa.ssh())) {
      Distribution.Result result = ssh.run("admin", Distribution.PASSWORD, command);
      assertThat(result.code()).as(result.output()).isZero();
      return result.output();
    }
  }

  /** What stands in the shed, by uid: as it was made, and when. */
  private static Map<String, String> standing() throws IOException {
    Map<String, String> all = new TreeMap<>();
    try (Stream<Path> files = Files.walk(sheds.shed(ID))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        all.put(file.getFileName().toString(), Files.readString(file));
      }
    }
    return all;
  }

  @Test
  @Order(1)
  void worksInAProcessOfItsOwnAndKeepsTheContract() throws IOException {
    ProcessHandle child = child();
    Map<String, String> before = standing();
    assertThat(before).hasSize(STANDING);

    assertThat(shell("driver:list")).containsPattern(ID + ".* 1.0.0 +ACTIVE .*isolated");
    assertThat(shell("driver:verify -t system " + ID))
        .contains(ID + " 1.0.0 (simulated): 0 broken");

    assertThat(standing()).isEqualTo(before);
    assertThat(child().pid()).isEqualTo(child.pid());
  }

  @Test
  @Order(2)
  void isKilledAndGoesOnWithWhatItHad() throws IOException {
    long main = hansa.pid();
    Map<String, String> before = standing();
    ProcessHandle killed = child();
    assertThat(killed.destroyForcibly()).isTrue();
    await().atMost(Distribution.SOON).until(() -> !isChild(killed.pid()));

    // What stands is looked at again by itself, and so there is a process again.
    assertThat(awaitChild().pid()).isNotEqualTo(killed.pid());
    sheds.awaitOpen(ID, "1.0.0");
    sheds.awaitStanding("things", STANDING, "a");
    assertThat(standing()).isEqualTo(before);

    sheds.stand("things", ID, STANDING, "b");
    sheds.awaitStanding("things", STANDING, "b");
    assertThat(standing().keySet()).isEqualTo(before.keySet());
    assertThat(shell("driver:verify -t system --rule apply-idempotent " + ID)).contains("0 broken");
    assertThat(hansa.pid()).isEqualTo(main);
    assertThat(ProcessHandle.of(main)).isPresent();
  }

  /** What would need a restart of the node inside of it. */
  @Test
  @Order(3)
  void isEndedWhenItHangs() throws IOException {
    sheds.install(new ShedBundle(ID, "1.1.0", Trouble.SILENT, true));
    sheds.awaitOpen(ID, "1.1.0");
    long hanging = awaitChild().pid();
    sheds.stand("things", ID, STANDING, "c");

    await().atMost(Distribution.SOON).until(() -> !isChild(hanging));
    sheds.install(LAST);
    sheds.awaitOpen(ID, "1.2.0");
    sheds.awaitStanding("things", STANDING, "c");
    assertThat(standing()).hasSize(STANDING);
    await()
        .atMost(Distribution.SOON)
        .untilAsserted(
            () -> {
              assertThat(sheds.drivers(LAST)).hasSize(1);
              assertThat(sheds.drivers(LAST).get(0).path("state").asText()).isEqualTo("ACTIVE");
              assertThat(sheds.drivers(LAST).get(0).path("lost").asInt()).isZero();
            });
    assertThat(awaitChild().pid()).isNotEqualTo(hanging);
  }

  @Test
  @Order(4)
  void whatThrowsInItsConstructorIsSaid() throws IOException {
    ProcessHandle child = child();
    ShedBundle unborn = new ShedBundle("unborn", "1.0.0", Trouble.UNBORN, true);
    sheds.install(unborn);
    await()
        .atMost(Distribution.SOON)
        .untilAsserted(
            () ->
                assertThat(shell("driver:list"))
                    .containsPattern("FAILED .*org.example.unborn 1.0.0")
                    .contains("the shed has no door"));
    sheds.remove(unborn);
    await().atMost(Distribution.SOON).until(() -> sheds.drivers(unborn).isEmpty());
    assertThat(awaitChild()).isEqualTo(child);
  }

  @Test
  @Order(5)
  void goesWithItsBundle() throws IOException {
    long pid = child().pid();
    sheds.remove(LAST);
    await().atMost(Distribution.SOON).until(() -> !isChild(pid));
    sheds.awaitClosed(ID, "UNAVAILABLE", "'apart' is not installed");
    assertThat(children()).isEmpty();

    sheds.install(LAST);
    sheds.awaitOpen(ID, "1.2.0");
    sheds.awaitStanding("things", STANDING, "c");
  }

  @Test
  @Order(6)
  void goesWhenHansaIsStopped() throws IOException {
    long pid = child().pid();
    hansa.stop();
    await().atMost(Distribution.SOON).until(() -> !isChild(pid));

    hansa.start();
    sheds.awaitOpen(ID, "1.2.0");
    sheds.awaitStanding("things", STANDING, "c");
    assertThat(awaitChild().pid()).isNotEqualTo(pid);
  }

  @Test
  @Order(7)
  void goesWhenHansaIsKilled() throws IOException {
    long pid = child().pid();
    hansa.kill();
    await().atMost(Distribution.SOON).until(() -> !isChild(pid));
  }
}
