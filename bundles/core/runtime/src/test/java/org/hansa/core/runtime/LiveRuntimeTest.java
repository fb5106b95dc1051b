package org.hansa.core.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.hansa.core.api.Alarm;
import org.hansa.core.api.Condition;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Observation;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.control.Call;
import org.hansa.core.api.control.Change;
import org.hansa.core.api.gate.Principal;
import org.hansa.core.api.metrics.Family;
import org.hansa.core.api.metrics.OpenMetrics;
import org.hansa.core.api.plan.Plan;
import org.hansa.core.driver.DriverException;
import org.hansa.core.driver.DriverException.Reason;
import org.hansa.core.testing.Exposition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveRuntimeTest {

  @TempDir Path folder;

  private final FakeDriver driver = new FakeDriver();
  private World world;

  @BeforeEach
  void start() {
    world = new World(folder, driver);
  }

  @AfterEach
  void stop() throws Exception {
    world.close();
  }

  private static Supplier<RuntimeException> times(int times, RuntimeException e) {
    AtomicInteger left = new AtomicInteger(times);
    return () -> left.getAndDecrement() > 0 ? e : null;
  }

  private static ConditionFactory await() {
    return Awaitility.await().atMost(Duration.ofMinutes(1));
  }

  private void awaitReady(String name) {
    await().until(() -> world.ready(name));
  }

  @Test
  void whatIsWantedComesToBeAndGoesWithAllThatBelongsToIt() {
    world.submit(World.put("a", 3));
    awaitReady("a");
    assertThat(driver.world.values()).extracting(FakeDriver.Box::size).containsExactly(3);
    world.submit(World.put("a", 4));
    await().until(() -> driver.world.values().stream().allMatch(b -> b.size() == 4));
    world.submit(Change.Delete.of(World.thing("a")));
    await().until(() -> world.find("a").isEmpty());
    assertThat(driver.world).isEmpty();
  }

  @Test
  void aSettledThingIsNotTouchedAgain() {
    world.submit(World.put("a", 3));
    awaitReady("a");
    long revision = world.find("a").orElseThrow().revision();
    long applies = driver.applies();
    String uid = world.find("a").orElseThrow().uid();
    int looks = driver.calls.size();
    driver.hint.accept(uid);
    await().until(() -> driver.calls.size() > looks);
    world.submit(World.put("b", 1));
    awaitReady("b");
    assertThat(world.find("a").orElseThrow().revision()).isEqualTo(revision);
    assertThat(driver.applies()).isEqualTo(applies + 1);
  }

  @Test
  void aLostAnswerIsLookedUpAndNothingIsMadeTwice() {
    driver.after = times(1, new DriverException(Reason.UNAVAILABLE, "lost"));
    world.submit(World.put("a", 3));
    awaitReady("a");
    assertThat(driver.world).hasSize(1);
    assertThat(driver.calls.indexOf("observe")).isGreaterThan(driver.calls.indexOf("apply"));
  }

  @Test
  void whatFailedBeforeItsEffectIsTriedAgain() {
    driver.before = times(2, new DriverException(Reason.CONFLICT, "in the way"));
    world.submit(World.put("a", 3));
    awaitReady("a");
    assertThat(driver.applies()).isEqualTo(3);
    assertThat(world.find("a").orElseThrow().condition(Condition.STALLED)).isEmpty();
  }

  @Test
  void whatCanNeverWorkStallsWithAnAlarmUntilItIsChanged() {
    driver.before = times(1, new DriverException(Reason.INVALID, "no such colour"));
    world.submit(World.put("a", 3));
    await().until(() -> world.find("a").filter(r -> r.is(Condition.STALLED)).isPresent());
    assertThat(world.find("a").orElseThrow().condition(Condition.STALLED).orElseThrow().message())
        .contains("no such colour");
    assertThat(world.store.snapshot().list(Alarm.KIND)).hasSize(1);
    world.submit(World.put("a", 4));
    awaitReady("a");
    await().until(() -> world.store.snapshot().list(Alarm.KIND).findAny().isEmpty());
    assertThat(world.find("a").orElseThrow().condition(Condition.STALLED)).isEmpty();
  }

  @Test
  void whatWasRefusedForGoodIsAskedAgainWhenAPersonSaysSo() {
    driver.before = times(1, new DriverException(Reason.INVALID, "no such colour"));
    world.submit(World.put("a", 3));
    await().until(() -> world.find("a").filter(r -> r.is(Condition.STALLED)).isPresent());
    world.submit(new Change.Retry(World.thing("a")));
    awaitReady("a");
    await().until(() -> world.store.snapshot().list(Alarm.KIND).findAny().isEmpty());
    assertThat(world.find("a").orElseThrow().condition(Condition.STALLED)).isEmpty();
    assertThat(driver.applies()).isEqualTo(2);
  }

  @Test
  void stepsAndCallsAndCommitsAreMeasured() throws Exception {
    world.submit(World.put("a", 3));
    awaitReady("a");
    List<Family> all = new ArrayList<>(world.runtime.measured().families());
    all.addAll(world.store.families());
    String text = OpenMetrics.text(all);
    assertThat(Exposition.read(text)).extracting(Family::name).doesNotHaveDuplicates();
    assertThat(text)
        .containsPattern("hansa_step_seconds_count\\{controller=\"things\"\\} [1-9]")
        .contains("hansa_call_seconds_count{facet=\"box\",outcome=\"ANSWERED\",verb=\"APPLY\"} 1")
        .containsPattern("hansa_commit_seconds_count [1-9]")
        .containsPattern("hansa_flush_seconds_count [1-9]")
        .containsPattern("hansa_queue_ready\\{controller=\"idle\",route=\"test.idle\"\\} \\d")
        .containsPattern("hansa_snapshot_bytes\\{kind=\"Thing\"\\} [1-9]\\d\\d")
        .contains("hansa_resources{kind=\"Thing\"} 1");
    String table = Files.readString(Path.of("../README.md")).split("## Metrics")[1];
    assertThat(table.split("\n## ")[0].lines().filter(line -> line.startsWith("| `")))
        .containsExactlyElementsOf(
            all.stream().sorted(Comparator.comparing(Family::name)).map(f -> row(f)).toList());
  }

  /** As the README has it; followers and who waits, of which there are none here, have a label. */
  private static String row(Family family) {
    Set<String> labels = new TreeSet<>();
    family.samples().forEach(sample -> labels.addAll(sample.labels().keySet()));
    labels.remove("le");
    if (family.name().startsWith("hansa_follower_")) {
      labels.add("follower");
    }
    if (family.name().startsWith("hansa_endpoint_")) {
      labels.add("endpoint");
    }
    List<String> cells =
        List.of(
            "`" + family.name() + "`",
            family.type().name().toLowerCase(Locale.ROOT),
            family.name().replaceFirst(".*_(seconds|bytes)$|.*", "$1"),
            String.join(", ", labels),
            family.help());
    return "| " + String.join(" | ", cells).replace("|  |", "| |").replace("|  |", "| |") + " |";
  }

  @Test
  void topSaysWhatThisNodeActsOn() {
    await()
        .until(
            () -> world.runtime.figures().get(0).rows(),
            rows -> rows.get(0).get("PARTITIONS").equals("64 of 64"));
    assertThat(world.runtime.figures().get(0).rows().get(0)).containsEntry("NODE", "test");
  }

  @Test
  void aControllersRefusalIsSaidWithItsCure() {
    world.submit(World.put("a", 1000));
    await().until(() -> world.find("a").filter(r -> r.is(Condition.STALLED)).isPresent());
    assertThat(world.find("a").orElseThrow().condition(Condition.STALLED).orElseThrow().message())
        .contains("1000")
        .contains("Ask for less");
    world.submit(World.put("a", 10));
    awaitReady("a");
  }

  @Test
  void anIntentWithoutAnswerIsResolvedByLookingAfterACrash() throws Exception {
    world.submit(World.put("a", 3));
    awaitReady("a");
    Resource a = world.find("a").orElseThrow();
    world.runtime.stop();
    // As a crash between the commit of an intent and the driver's answer leaves it.
    Observation open =
        Outcomes.intent(
            a.observed("things"),
            Call.apply(World.AT, "box", new FakeDriver.Wish(3)),
            Instant.now());
    world.submit(new Change.Observed(a.ref(), "things", open));
    world.store.close();
    driver.calls.clear();
    world = new World(folder, driver);
    await().until(() -> world.find("a").orElseThrow().observed("things").isSettled());
    assertThat(driver.calls.get(0)).isEqualTo("observe");
    assertThat(driver.world).hasSize(1);
  }

  @Test
  void whatStalledWhileItWasBeingDeletedGoesOnceItCan() throws Exception {
    world.submit(World.put("a", 3));
    awaitReady("a");
    world.runtime.stop();
    Resource a = world.find("a").orElseThrow();
    world.submit(Change.Delete.of(a.ref()));
    driver.world.clear();
    // As when its removal has failed for long, and then did not.
    Instant now = Instant.now();
    world.submit(
        new Change.Conditions(
            a.ref(),
            List.of(Condition.yes(Condition.STALLED, "Failed", "things: in the way", now)),
            List.of()),
        new Change.Observed(
            a.ref(),
            "things",
            Outcomes.intent(a.observed("things"), Call.remove(World.AT, "box"), now)));
    world.store.close();

    world = new World(folder, driver);

    await().until(() -> world.find("a").isEmpty());
  }

  @Test
  void aStallStandsThoughAnotherControllerStepsTheSameResource() {
    world.submit(World.put("a", 1000));
    await().until(() -> world.find("a").filter(r -> r.is(Condition.STALLED)).isPresent());
    world.submit(World.put("b", 1));
    awaitReady("b");
    long revision = world.find("a").orElseThrow().revision();
    world.runtime.add(new World.Idle());
    world.submit(World.put("c", 1));
    awaitReady("c");
    assertThat(world.find("a").orElseThrow().is(Condition.STALLED)).isTrue();
    assertThat(world.find("a").orElseThrow().revision()).isEqualTo(revision);
    assertThat(world.store.snapshot().list(Alarm.KIND)).hasSize(1);
  }

  @Test
  void whatAControllerRefusesOutrightIsNotAppliedAtAll() {
    assertThatThrownBy(
            () ->
                world
                    .runtime
                    .planner()
                    .apply(World.USER, "test", "test", List.of(World.put("a", 1000))))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("1000");
    assertThat(world.find("a")).isEmpty();
  }

  @Test
  void aStoredPlanIsRefusedOnceWhatItReliedOnNoLongerHolds() {
    Ref plan = new Ref(Plan.KIND, "demo", "p");
    world.runtime.planner().store(World.USER, "test", "test", plan, List.of(World.put("a", 4)));
    world.submit(
        Change.Put.of(
            org.hansa.core.api.Draft.of(
                World.AT, Doc.parse("{\"driver\":\"fake\",\"site\":\"elsewhere\"}"))));
    assertThatThrownBy(() -> world.runtime.planner().apply(World.USER, "test", "test", plan))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("elsewhere");
    assertThat(world.find("a")).isEmpty();
  }

  @Test
  void aStoredDeletionSparesAnotherResourceOfTheSameName() {
    world.submit(World.put("a", 3));
    awaitReady("a");
    Ref plan = new Ref(Plan.KIND, "demo", "p");
    Change delete = Change.Delete.of(World.thing("a"));
    world.runtime.planner().store(World.USER, "test", "test", plan, List.of(delete));
    world.submit(delete);
    await().until(() -> world.find("a").isEmpty());
    world.submit(World.put("a", 3));
    assertThatThrownBy(() -> world.runtime.planner().apply(World.USER, "test", "test", plan))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("another one");
    awaitReady("a");
  }

  @Test
  void aStoredPlanWhoseTextWasChangedIsRefused() {
    Ref plan = new Ref(Plan.KIND, "demo", "p");
    world.runtime.planner().store(World.USER, "test", "test", plan, List.of(World.put("a", 4)));
    world.submit(
        Change.Put.of(org.hansa.core.api.Draft.of(plan, Doc.parse("{\"put\":[],\"delete\":[]}"))));
    assertThatThrownBy(() -> world.runtime.planner().apply(World.USER, "test", "test", plan))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("decided otherwise");
    assertThat(world.find("a")).isEmpty();
  }

  @Test
  void aHoldKeepsEveryEffectBack() {
    world.submit(World.put("a", 3), new Change.Hold(World.thing("a"), "ticket", true));
    world.submit(World.put("b", 1));
    awaitReady("b");
    assertThat(driver.world).hasSize(1);
    world.submit(new Change.Hold(World.thing("a"), "ticket", false));
    awaitReady("a");
  }

  @Test
  void anEndpointStaysWhileSomethingStandsOnIt() {
    world.submit(World.put("a", 3));
    awaitReady("a");
    world.submit(Change.Delete.of(World.AT));
    await()
        .until(
            () ->
                world
                    .store
                    .snapshot()
                    .get(World.AT)
                    .filter(r -> r.is(Condition.STALLED))
                    .isPresent());
    world.submit(Change.Delete.of(World.thing("a")));
    await().until(() -> world.store.snapshot().get(World.AT).isEmpty());
    assertThat(driver.world).isEmpty();
  }

  @Test
  void whileTheDriverIsAwayNothingIsLost() {
    world.submit(World.put("a", 3));
    awaitReady("a");
    world.runtime.remove(driver);
    world.submit(World.put("a", 5));
    await().until(() -> !world.store.snapshot().get(World.AT).orElseThrow().is(Condition.READY));
    world.runtime.add(driver);
    await().until(() -> driver.world.values().stream().allMatch(b -> b.size() == 5));
  }

  @Test
  void applyDoesWhatThePlanSaid() {
    await().until(() -> world.store.snapshot().get(World.AT).orElseThrow().is(Condition.READY));
    Plan.Status plan = world.runtime.planner().plan(World.USER, List.of(World.put("a", 3)));
    assertThat(world.find("a")).isEmpty();
    assertThat(driver.world).isEmpty();
    Plan.Line line = plan.changes().get(0);
    assertThat(line.verb()).isEqualTo(Plan.Verb.CREATE);
    assertThat(line.calls()).containsExactly("apply box at " + World.AT);
    assertThat(plan.blocked()).isEmpty();
    world.runtime.planner().apply(World.USER, "test", "test", List.of(World.put("a", 3)));
    awaitReady("a");
    assertThat(world.find("a").orElseThrow().status().at("/phase").orElseThrow().asText())
        .isEqualTo("There");
    assertThat(plan.changes().get(0).fields())
        .anySatisfy(
            f -> {
              assertThat(f.pointer()).isEqualTo("/status/phase");
              assertThat(f.after().orElseThrow().asText()).isEqualTo("There");
            });
  }

  @Test
  void aStoredPlanIsRefusedOnceWhatItChangesHasChanged() {
    world.submit(World.put("a", 3));
    awaitReady("a");
    Ref plan = new Ref(Plan.KIND, "demo", "p");
    world.runtime.planner().store(World.USER, "test", "test", plan, List.of(World.put("a", 4)));
    world.submit(World.put("a", 5));
    assertThatThrownBy(() -> world.runtime.planner().apply(World.USER, "test", "test", plan))
        .isInstanceOfSatisfying(
            Problem.class, p -> assertThat(p.reason()).isEqualTo(Problem.Reason.PRECONDITION));
    Ref again = new Ref(Plan.KIND, "demo", "q");
    world.runtime.planner().store(World.USER, "test", "test", again, List.of(World.put("a", 6)));
    world.runtime.planner().apply(World.USER, "test", "test", again);
    await().until(() -> driver.world.values().stream().allMatch(b -> b.size() == 6));
    assertThatThrownBy(() -> world.runtime.planner().apply(World.USER, "test", "test", again))
        .isInstanceOfSatisfying(
            Problem.class, p -> assertThat(p.reason()).isEqualTo(Problem.Reason.CONFLICT));
  }

  @Test
  void aPlanOfAllSaysWhatIsNotAsItShouldBeToWhoMayReadIt() {
    world.submit(World.put("a", 3));
    awaitReady("a");
    assertThat(world.runtime.planner().planAll(World.USER).changes()).isEmpty();

    world.submit(World.put("b", 1000));
    Plan.Status plan = world.runtime.planner().planAll(World.USER);
    assertThat(plan.blocked()).anyMatch(b -> b.contains("Thing/demo/b") && b.contains("1000"));

    Principal nobody = new Principal("user:nobody", "demo", Set.of());
    Plan.Status none = world.runtime.planner().planAll(nobody);
    assertThat(none.changes()).isEmpty();
    assertThat(none.blocked()).isEmpty();
  }

  @Test
  void aPlanSaysWhatBlocksIt() {
    Plan.Status plan = world.runtime.planner().plan(World.USER, List.of(World.put("a", 1000)));
    assertThat(plan.blocked()).anyMatch(b -> b.contains("1000") && b.contains("Ask for less"));
  }

  @Test
  void optionsThatTheDriverDoesNotKnowAreSaidAtTheEndpoint() {
    world.submit(
        Change.Put.of(
            org.hansa.core.api.Draft.of(
                new Ref("Endpoint", "system", "bad"),
                Doc.parse(
                    "{\"driver\":\"fake\",\"site\":\"here\",\"options\":{\"color\":\"red\"}}"))));
    await()
        .until(
            () ->
                world
                    .store
                    .snapshot()
                    .get(new Ref("Endpoint", "system", "bad"))
                    .orElseThrow()
                    .condition(Condition.READY)
                    .filter(c -> c.message().contains("Maybe 'colour'"))
                    .isPresent());
  }
}
