package org.hansa.itests.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.hansa.itests.archive.shed.ShedDriver.Trouble;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * Drivers that throw, hang and leak beside the process driver and the example: what an
 * administrator is told of each, and that the example is answered and changed as before. Then sound
 * versions take their places.
 */
@TestMethodOrder(OrderAnnotation.class)
class DriverTroubleIT {

  /** What four endpoints of eight places each can lose. */
  private static final int BUDGET = 32;

  private static final int STANDING = 40;

  /** Beside what a change takes when all drivers are sound; no deadline of a call is so short. */
  private static final Duration MORE = Duration.ofSeconds(5);

  private static final List<String> SHEDS = List.of("shed0", "shed1", "shed2", "shed3");

  @TempDir static Path folder;

  private static Distribution hansa;
  private static Example example;
  private static Sheds sheds;
  private static Ssh ssh;
  private static Duration usual;
  private static int changes;

  private static final AtomicBoolean ENDED = new AtomicBoolean();
  private static final AtomicInteger ANSWERS = new AtomicInteger();
  private static final Set<String> FAILURES = ConcurrentHashMap.newKeySet();
  private static final ExecutorService CALLERS = Executors.newFixedThreadPool(2);
  private static final List<Future<?>> calling = new ArrayList<>();

  private interface Question {
    Object ask() throws IOException;
  }

  @BeforeAll
  static void start() throws IOException {
    Path examples = Example.copy(folder);
    hansa = Distribution.withAdministrator(folder, examples);
    example = new Example(hansa, examples);
    sheds = new Sheds(hansa, folder);
    ssh = new Ssh(hansa.ssh());
    hansa.start();
    example.addSite();
    example.apply(example.document()).ok();
    example.awaitRest();
    calling.add(CALLERS.submit(() -> call(() -> example.state())));
    calling.add(CALLERS.submit(() -> call(() -> hansa.rest().get("/endpoints").ok())));
    usual = change();
    System.out.println("A change takes " + usual.toMillis() + " ms.");
  }

  @AfterAll
  static void end() throws IOException {
    ENDED.set(true);
    CALLERS.shutdownNow();
    ssh.close();
    hansa.end();
  }

  @AfterEach
  void nobodyElseHasNoticed() throws IOException {
    Duration now = change();
    System.out.println("A change takes " + now.toMillis() + " ms.");
    assertThat(now).isLessThan(usual.plus(MORE));
    assertThat(FAILURES).isEmpty();
    assertThat(sheds.ready("local").path("state").asText()).isEqualTo("TRUE");
    assertThat(hansa.rest().get("/accounts").status()).isEqualTo(200);
  }

  private static void call(Question question) {
    while (!ENDED.get()) {
      try {
        question.ask();
        ANSWERS.incrementAndGet();
      } catch (IOException | RuntimeException | AssertionError e) {
        FAILURES.add(e.toString());
      }
    }
  }

  /**
   * How long the example takes to be as a new order says, the middle one of three. What is changed
   * is not what answers people.
   */
  private static Duration change() throws IOException {
    List<Duration> all = new ArrayList<>();
    for (int n = 0; n < 3; n++) {
      changes++;
      String machine = "mill-" + changes;
      ObjectNode application = example.document();
      ((ObjectNode) Example.component(application, "feed").get("env")).put("MACHINE", machine);
      long began = System.nanoTime();
      example.apply(application).ok();
      await()
          .atMost(Distribution.SOON)
          .pollInterval(Duration.ofMillis(50))
          .ignoreExceptions()
          .until(() -> runs(machine));
      all.add(Duration.ofNanos(System.nanoTime() - began));
    }
    Collections.sort(all);
    return all.get(1);
  }

  private static boolean runs(String machine) throws IOException {
    JsonNode feed = hansa.rest().get("/instances/demo/factory-line.feed.0").ok().body();
    return feed.at("/spec/workload/env/MACHINE").asText().equals(machine)
        && feed.at("/observed/wdm.instance/outcome").asText().equals("SETTLED")
        && Sheds.condition(feed, "Ready").path("state").asText().equals("TRUE");
  }

  private static String shell(String command) throws IOException {
    Distribution.Result result = ssh.run("admin", Distribution.PASSWORD, command);
    assertThat(result.code()).as(result.output()).isZero();
    return result.output();
  }

  private static ShedBundle bad(String id, Trouble trouble) {
    return new ShedBundle(id, "1.1.0", trouble, false);
  }

  private static void awaitDriver(ShedBundle bundle, String state, String... words) {
    await()
        .atMost(Distribution.SOON)
        .untilAsserted(
            () -> {
              assertThat(sheds.drivers(bundle)).hasSize(1);
              JsonNode said = sheds.drivers(bundle).get(0);
              assertThat(said.path("state").asText()).isEqualTo(state);
              assertThat(words)
                  .allSatisfy(word -> assertThat(said.path("text").asText()).contains(word));
            });
  }

  @Test
  @Order(1)
  void whatThrowsInItsConstructorIsSaid() throws IOException {
    ShedBundle unborn = bad("unborn", Trouble.UNBORN);
    sheds.install(unborn);
    sheds.addEndpoint("unborn", "unborn");

    sheds.awaitInstalled(unborn);
    awaitDriver(unborn, "FAILED", "IllegalStateException", "the shed has no door");
    sheds.awaitClosed("unborn", "UNAVAILABLE", "'unborn' is not installed", "driver:list");
    assertThat(shell("driver:list"))
        .containsPattern("FAILED .*org.example.unborn 1.1.0")
        .contains("the shed has no door");

    ShedBundle sound = ShedBundle.sound("unborn", "1.2.0");
    sheds.install(sound);
    sheds.awaitOpen("unborn", "1.2.0");
    awaitDriver(sound, "ACTIVE");
  }

  @Test
  @Order(2)
  void whatDoesNotFinishItsConstructorIsSaid() throws IOException {
    ShedBundle unfinished = bad("unfinished", Trouble.UNFINISHED);
    sheds.install(unfinished);
    sheds.addEndpoint("unfinished", "unfinished");

    sheds.awaitInstalled(unfinished);
    sheds.awaitClosed("unfinished", "UNAVAILABLE", "'unfinished' is not installed", "driver:list");
    awaitDriver(unfinished, "FAILED", "constructor has not returned");

    ShedBundle sound = ShedBundle.sound("unfinished", "1.2.0");
    sheds.install(sound);
    sheds.awaitOpen("unfinished", "1.2.0");
    awaitDriver(sound, "ACTIVE");
  }

  @Test
  @Order(3)
  void anErrorWhileItOpensIsItsOwn() throws IOException {
    ShedBundle trips = bad("trips", Trouble.TRIPS);
    sheds.install(trips);
    sheds.addEndpoint("trips", "trips");

    sheds.awaitClosed("trips", "INTERNAL", "StackOverflowError", "over the step of the shed");
    awaitDriver(trips, "ACTIVE");

    sheds.install(ShedBundle.sound("trips", "1.2.0"));
    sheds.awaitOpen("trips", "1.2.0");
  }

  @Test
  @Order(4)
  void whoDoesNotSayWhatItCanDoKeepsNobodyWaiting() throws IOException {
    ShedBundle mute = bad("mute", Trouble.MUTE);
    sheds.install(mute);
    sheds.addEndpoint("mute", "mute");
    sheds.awaitClosed("mute", "UNAVAILABLE", "has not said what it can do");

    // Another that comes later is attended to.
    sheds.addEndpoint("later", "trips");
    sheds.awaitOpen("later", "1.2.0");

    ShedBundle sound = ShedBundle.sound("mute", "1.2.0");
    sheds.install(sound);
    sheds.awaitInstalled(sound);
    sheds.addEndpoint("anew", "mute");
    sheds.awaitOpen("anew", "1.2.0");
  }

  @Test
  @Order(5)
  void whatLeaksThreadsIsQuarantined() throws IOException {
    ShedBundle leaks = bad("leaks", Trouble.LEAKS);
    sheds.install(leaks);
    sheds.addEndpoint("leaks", "leaks");

    sheds.awaitClosed(
        "leaks",
        "Quarantined",
        "more threads that have not ended",
        "replace or restart its bundle");
    awaitDriver(leaks, "QUARANTINED", "more threads that have not ended");
    assertThat(sheds.drivers(leaks).get(0).path("threads").asInt()).isGreaterThan(128);
    assertThat(hansa.rest().get("/endpoints/system/local").status()).isEqualTo(200);

    ShedBundle sound = ShedBundle.sound("leaks", "1.2.0");
    sheds.install(sound);
    sheds.awaitOpen("leaks", "1.2.0");
    awaitDriver(sound, "ACTIVE");
    assertThat(sheds.drivers(sound).get(0).path("threads").asInt()).isZero();
  }

  @Test
  @Order(6)
  void whatFaintsInEachCallIsTriedLessAndLess() throws IOException {
    sheds.install(ShedBundle.sound("faints", "1.0.0"));
    sheds.addEndpoint("faints", "faints");
    sheds.awaitOpen("faints", "1.0.0");
    sheds.stand("fainting", "faints", 2, "a");
    sheds.awaitStanding("fainting", 2, "a");
    sheds.install(bad("faints", Trouble.FAINTS));
    sheds.awaitOpen("faints", "1.1.0");

    sheds.stand("fainting", "faints", 2, "b");
    await()
        .atMost(Distribution.SOON)
        .untilAsserted(
            () ->
                assertThat(sheds.instances("fainting", 2))
                    .allSatisfy(
                        i ->
                            assertThat(i.at("/observed/wdm.instance/failure/message").asText())
                                .contains("the driver failed", "StackOverflowError")));

    sheds.install(ShedBundle.sound("faints", "1.2.0"));
    sheds.awaitOpen("faints", "1.2.0");
    sheds.awaitStanding("fainting", 2, "b");
    assertThat(hansa.rest().delete("/applications/demo/fainting").status()).isLessThan(300);
  }

  /** Its calls are lost at four endpoints; that is all that they cost. */
  @Test
  @Order(7)
  void whatHangsIsQuarantined() throws IOException {
    ShedBundle sound = ShedBundle.sound("silent", "1.0.0");
    sheds.install(sound);
    for (String shed : SHEDS) {
      sheds.addEndpoint(shed, "silent");
    }
    for (String shed : SHEDS) {
      sheds.awaitOpen(shed, "1.0.0");
    }
    sheds.stand("many", "silent", STANDING, "a");
    sheds.awaitStanding("many", STANDING, "a");
    ShedBundle silent = bad("silent", Trouble.SILENT);
    sheds.install(silent);
    sheds.awaitOpen(SHEDS.get(0), "1.1.0");
    sheds.stand("many", "silent", STANDING, "b");

    awaitDriver(silent, "QUARANTINED", BUDGET + " of its calls have not come back");
    for (String shed : SHEDS) {
      sheds.awaitClosed(shed, "Quarantined", "have not come back", "restart");
    }
    assertThat(sheds.drivers(silent).get(0).path("lost").asInt()).isGreaterThanOrEqualTo(BUDGET);
    assertThat(shell("driver:list")).containsPattern("silent .*1.1.0 +QUARANTINED +4 ");
    assertThat(sheds.instances("many", STANDING))
        .anySatisfy(
            i ->
                assertThat(Sheds.condition(i, "Stalled").path("message").asText())
                    .contains("was not answered by its deadline"));
  }

  /** An endpoint whose calls are at it still waits for them, and says so; others do not. */
  @Test
  @Order(8)
  void aSoundVersionServesWhatNobodyIsAtAnyMore() throws Exception {
    ShedBundle sound = ShedBundle.sound("silent", "1.2.0");
    long began = System.nanoTime();
    sheds.install(sound);
    sheds.awaitInstalled(sound);
    awaitDriver(sound, "ACTIVE");
    System.out.println(
        "It is replaced in " + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began) + " ms.");
    sheds.addEndpoint("shed4", "silent");
    sheds.awaitOpen("shed4", "1.2.0");
    for (String shed : SHEDS) {
      sheds.awaitClosed(shed, "UNAVAILABLE", "former session has not ended", "restart the node");
    }
  }

  @Test
  @Order(9)
  void afterARestartOfTheNodeAllIsWell() throws Exception {
    ENDED.set(true);
    for (Future<?> caller : calling) {
      caller.get(1, TimeUnit.MINUTES);
    }
    assertThat(FAILURES).isEmpty();
    assertThat(ANSWERS.get()).isGreaterThan(100);
    ssh.close();
    hansa.stop();
    hansa.start();
    ssh = new Ssh(hansa.ssh());
    for (String shed : SHEDS) {
      sheds.awaitOpen(shed, "1.2.0");
    }
    sheds.awaitStanding("many", STANDING, "b");
    example.awaitRest();
  }
}
