package org.hansa.core.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.hansa.core.driver.machine.VolumeFacet;
import org.hansa.core.driver.machine.VolumeSpec;
import org.hansa.core.kit.Verdict.Outcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/**
 * What the kit does to the endpoint that it tries a driver on, and to the machine that it runs on.
 */
class SafetyTest {

  private static final Settings SETTINGS =
      Settings.DEFAULT.within(
          Duration.ofMillis(300), Duration.ofSeconds(1), Duration.ofMillis(300));

  private static final Set<String> FEW =
      Set.of("apply-creates", "apply-idempotent", "others-unremoved", "remove-gone");

  private final World world = new World();

  @AfterEach
  void end() {
    world.end();
  }

  private Verification verification(Defect defect, Settings settings) {
    return new Verification(new Model(defect, world), settings, Listener.SILENT);
  }

  /** Something of each installation that the kit is not. */
  private Made plant(String installation) {
    Made object = new Made(installation, VolumeFacet.NAME, "0123-of-" + installation);
    world.things().put(object, world.fresh(new VolumeSpec("v", 1, none(), none()), 0));
    return object;
  }

  private static Optional<String> none() {
    return Optional.empty();
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.INCLUDE,
      names = {"MADE_ANEW", "CHANGE_DOUBLES", "NONSENSE_STAYS", "OBSERVE_MAKES", "THROWS_ANYTHING"})
  void whateverIsWrongNothingOfItsOwnIsLeftAndNothingElseIsTouched(Defect defect) {
    Made real = plant("kit");
    Made partner = plant("kit.verify.partner");

    Report report = verification(defect, SETTINGS).run();

    assertThat(report.passed()).isFalse();
    assertThat(world.things().keySet()).as(report.table()).containsOnly(real, partner);
    assertThat(report.left()).isEmpty();
  }

  @Test
  void whatCannotBeRemovedIsSaid() {
    Report report = verification(Defect.NEVER_GONE, SETTINGS.only(Set.of("apply-creates"))).run();

    assertThat(world.things()).isNotEmpty();
    assertThat(report.left())
        .hasSameSizeAs(world.things().keySet())
        .allSatisfy(left -> assertThat(left).contains("kit.verify", "CONFLICT"));
    assertThat(report.table()).contains("left behind:");
  }

  @Test
  void whereNothingCanBeListedItIsSaidThatSomethingMayBeLeft() {
    Report report = verification(Defect.LIST_WITHOUT_END, SETTINGS.only(Set.of("driver-id"))).run();
    assertThat(report.left()).isEmpty();

    plant("kit.verify");
    report = verification(Defect.LIST_WITHOUT_END, SETTINGS.only(Set.of("driver-id"))).run();
    assertThat(report.left())
        .singleElement()
        .satisfies(left -> assertThat(left).contains("volume", "list: "));
  }

  @Test
  void whatAKilledRunLeftTheNextRemoves() {
    plant("kit.verify");
    plant("kit.verify-other");
    Made real = plant("kit");

    Report report = verification(Defect.NONE, SETTINGS.only(Set.of("driver-id"))).run();

    assertThat(world.things().keySet()).containsOnly(real);
    assertThat(report.left()).isEmpty();
  }

  @Test
  void whatIsToBeKeptIsKeptAndSaidAndGoesWithTheNextRun() {
    Report kept = verification(Defect.NONE, SETTINGS.only(FEW).keeping()).run();

    assertThat(kept.passed()).as(kept.table()).isTrue();
    assertThat(world.things()).isNotEmpty();
    assertThat(kept.left()).allSatisfy(left -> assertThat(left).endsWith(": kept"));

    verification(Defect.NONE, SETTINGS.only(FEW)).run();
    assertThat(world.things()).isEmpty();
  }

  @Test
  void aDriverThatHangsHoldsUpNothingForLong() {
    Report report = verification(Defect.LATE, SETTINGS).run();

    assertThat(report.duration()).isLessThan(Duration.ofSeconds(60));
    assertThat(report.broken()).extracting(Verdict::rule).contains("keeps-deadlines");
    assertThat(report.verdicts())
        .anySatisfy(v -> assertThat(v.text()).isEqualTo("given up: calls do not come back"));
    assertThat(report.left()).isNotEmpty();
  }

  @Test
  void aDriverThatLeaksThreadsIsNamedAndTheRulesGoOn() {
    Report report =
        verification(
                Defect.THREAD_STAYS, SETTINGS.only(Set.of("close-ends-threads", "remove-gone")))
            .run();

    assertThat(report.verdicts())
        .extracting(Verdict::outcome)
        .containsExactly(Outcome.BROKEN, Outcome.PASSED);
    assertThat(report.broken().get(0).text()).contains("model-worker");
  }

  @Test
  void noThreadOfTheKitIsLeftAndNoGroup() {
    verification(Defect.NONE, SETTINGS.only(FEW)).run();

    awaitNoGroup();
  }

  private static void awaitNoGroup() {
    Waiting waiting = new Waiting(Duration.ofSeconds(10));
    while (!ownThreads().isEmpty() || !ownGroups().isEmpty()) {
      assertThat(waiting.forAWhile(Duration.ofMillis(10)))
          .as(
              "groups %s, threads %s",
              ownGroups(), ownThreads().stream().map(t -> List.of(t.getStackTrace())).toList())
          .isTrue();
    }
  }

  /** A thread that is made and never started would keep its group for good. */
  @Test
  void aTimerThatEndsWhileItIsFirstUsedLeavesNoGroup() {
    Findings findings = new Findings();
    Calls calls = new Calls(findings, Duration.ZERO);
    AtomicReference<WatchedTimer> used = new AtomicReference<>();
    WatchedTimer timer =
        new WatchedTimer(
            work -> {
              Thread thread = calls.thread(work);
              Optional.ofNullable(used.get()).ifPresent(WatchedTimer::end);
              return thread;
            },
            findings);
    used.set(timer);
    timer.execute(() -> {});
    timer.end();
    calls.end();

    awaitNoGroup();
  }

  private static List<Thread> ownThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(t -> t.getName().startsWith(Calls.THREAD))
        .toList();
  }

  private static List<String> ownGroups() {
    ThreadGroup here = Thread.currentThread().getThreadGroup();
    ThreadGroup[] all = new ThreadGroup[here.activeGroupCount() + 16];
    return Arrays.stream(all, 0, here.enumerate(all))
        .map(ThreadGroup::getName)
        .filter("hansa-kit"::equals)
        .toList();
  }

  /** Interrupted while it is at its twentieth rule or later. */
  private Report interrupted(Consumer<Verification> before) throws Exception {
    CountDownLatch atIt = new CountDownLatch(20);
    Listener listener =
        new Listener() {
          @Override
          public void begun(Rule rule, int n, int of) {
            atIt.countDown();
          }
        };
    Verification verification =
        new Verification(new Model(Defect.NONE, world, 5), SETTINGS, listener);
    FutureTask<Report> task = new FutureTask<>(verification::run);
    Thread thread = new Thread(task);
    thread.start();
    assertThat(atIt.await(30, TimeUnit.SECONDS)).isTrue();
    before.accept(verification);
    thread.interrupt();
    return task.get(60, TimeUnit.SECONDS);
  }

  @Test
  void whoeverComesAfterItKeepsWhatIsTheirsUnderTheSameInstallation() throws Exception {
    List<Made> theirs = new ArrayList<>();
    Report report =
        interrupted(
            verification -> {
              verification.cede();
              theirs.add(plant("kit.verify"));
              theirs.add(plant("kit.verify-other"));
            });

    assertThat(report.passed()).isFalse();
    assertThat(report.left()).isEmpty();
    assertThat(world.things().keySet()).containsExactlyInAnyOrderElementsOf(theirs);
  }

  @Test
  void whoeverInterruptsItGetsAReportAndNothingIsLeft() throws Exception {
    Report report = interrupted(verification -> {});

    assertThat(report.verdicts()).hasSameSizeAs(Kit.rules());
    assertThat(report.verdicts().get(report.verdicts().size() - 1).text())
        .isEqualTo("the verification was interrupted");
    assertThat(report.passed()).isFalse();
    assertThat(report.untried())
        .singleElement()
        .satisfies(u -> assertThat(u).endsWith(" rules: the verification was interrupted"));
    assertThat(world.things()).isEmpty();
  }
}
