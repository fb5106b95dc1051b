package org.hansa.core.runtime.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.junit.jupiter.api.Test;

class KeyedQueueTest {

  private static final Duration SECOND = Duration.ofSeconds(1);

  private final Machine machine = new Machine();
  private final List<String> ran = new ArrayList<>();
  private final List<Instant> times = new ArrayList<>();
  private final Map<String, Work> works = new HashMap<>();
  private final Set<String> absent = new HashSet<>();
  private KeyedQueue queue = queue(Map.of());

  private KeyedQueue queue(Map<String, String> more) {
    Map<String, String> options =
        new HashMap<>(Map.of("kinds", "Job", "concurrency", "1", "backoffMin", "1s"));
    options.put("backoffMax", "10s");
    options.putAll(more);
    KeyedQueue made =
        new KeyedQueue(
            ChangesOptions.parse("jobs", options), machine.engine(), this::run, absent::contains);
    made.start();
    return made;
  }

  private Work.Outcome run(Ref key) throws Exception {
    ran.add(key.name());
    times.add(machine.instant());
    return works.getOrDefault(key.name(), k -> Work.Outcome.DONE).run(key);
  }

  private static Ref key(String name) {
    return new Ref("Job", "t", name);
  }

  private void add(String name) {
    queue.add(key(name), Urgency.OBSERVED);
  }

  private void failing(String name) {
    works.put(
        name,
        k -> {
          throw new IllegalStateException("broken");
        });
  }

  /** Seconds between one run and the next. */
  private List<Long> gaps() {
    List<Long> gaps = new ArrayList<>();
    for (int i = 1; i < times.size(); i++) {
      gaps.add(Duration.between(times.get(i - 1), times.get(i)).toSeconds());
    }
    return gaps;
  }

  @Test
  void manyWakesOfAKeyThatWaitsAreOneStep() {
    add("a");
    add("b");
    add("b");
    add("b");
    machine.runAll();

    assertThat(ran).containsExactly("a", "b");
  }

  @Test
  void aKeyWokenWhileInWorkRunsOnceMoreAfterwards() {
    works.put(
        "a",
        k -> {
          works.remove("a");
          add("a");
          add("a");
          assertThat(queue.figures().running()).isOne();
          assertThat(queue.figures().depth()).isZero();
          return Work.Outcome.again(Duration.ofHours(1));
        });
    add("a");
    machine.runAll();

    assertThat(ran).containsExactly("a", "a");
    assertThat(queue.figures().delayed()).as("the newer step asked for nothing").isZero();
  }

  @Test
  void aKeyInWorkIsNotGivenToAnotherWorker() {
    queue = queue(Map.of("concurrency", "4"));
    works.put(
        "a",
        k -> {
          works.remove("a");
          add("a");
          assertThat(machine.waiting()).isZero();
          return Work.Outcome.DONE;
        });
    add("a");
    machine.runOne();
    machine.runAll();

    assertThat(ran).containsExactly("a", "a");
  }

  @Test
  void noMoreKeysThanAllowedAreInWork() {
    queue = queue(Map.of("concurrency", "2"));
    List.of("a", "b", "c", "d").forEach(this::add);

    assertThat(machine.waiting()).isEqualTo(2);
    assertThat(queue.figures().depth()).isEqualTo(2);
    machine.runOne();
    assertThat(machine.waiting()).isEqualTo(2);
  }

  @Test
  void failuresComeBackLaterAndLaterUpToTheMost() {
    failing("a");
    add("a");
    machine.pass(Duration.ofSeconds(44));

    assertThat(gaps()).containsExactly(1L, 2L, 4L, 8L, 10L, 10L);
    assertThat(queue.figures().failing()).isOne();
    assertThat(queue.figures().failures()).isEqualTo(7);
  }

  @Test
  void nothingWaitsByTheClockOfTheDay() {
    for (Duration step : List.of(Duration.ofHours(-3), Duration.ofHours(3))) {
      ran.clear();
      failing("failed");
      works.put("again", k -> Work.Outcome.again(Duration.ofSeconds(5)));
      works.put("later", k -> Work.Outcome.again(Duration.ofSeconds(7)));
      List.of("failed", "again", "later").forEach(this::add);
      machine.runAll();
      works.clear();
      assertThat(ran).containsExactly("failed", "again", "later");

      machine.setClock(step);
      machine.pass(Duration.ofMillis(900));
      assertThat(ran).as("none too soon").hasSize(3);
      machine.pass(Duration.ofSeconds(6));
      assertThat(ran).containsExactly("failed", "again", "later", "failed", "again");
      machine.pass(Duration.ofMillis(200));
      assertThat(ran).endsWith("later").hasSize(6);
    }
  }

  @Test
  void whatIsDelayedAfterTheClockWasSetBackIsTimedToo() {
    works.put("a", k -> Work.Outcome.again(Duration.ofSeconds(20)));
    works.put("b", k -> Work.Outcome.again(Duration.ofSeconds(5)));
    add("a");
    machine.runAll();
    machine.setClock(Duration.ofHours(-1));
    add("b");
    machine.runAll();
    works.clear();
    machine.pass(Duration.ofSeconds(6));
    assertThat(ran).containsExactly("a", "b", "b");
    machine.pass(Duration.ofSeconds(15));
    assertThat(ran).containsExactly("a", "b", "b", "a");
  }

  @Test
  void aSuccessBeginsTheBackoffAnew() {
    failing("a");
    add("a");
    machine.pass(Duration.ofSeconds(4));
    works.remove("a");
    machine.pass(Duration.ofSeconds(4));
    assertThat(queue.figures().failing()).isZero();

    failing("a");
    add("a");
    times.clear();
    machine.pass(Duration.ofSeconds(4));
    assertThat(gaps()).containsExactly(1L, 2L);
  }

  @Test
  void oneBadKeyHoldsUpNoOther() {
    failing("bad");
    add("bad");
    List.of("a", "b", "c").forEach(this::add);
    machine.runAll();

    assertThat(ran).containsExactly("bad", "a", "b", "c");
  }

  @Test
  void whatIsObservedDoesNotCutABackoffButWhatIsWantedDoes() {
    failing("a");
    add("a");
    machine.runAll();
    add("a");
    queue.add(key("a"), Urgency.DELETING);
    machine.runAll();
    assertThat(ran).containsExactly("a");

    works.remove("a");
    queue.add(key("a"), Urgency.WANTED);
    machine.runAll();
    assertThat(ran).containsExactly("a", "a");
    machine.pass(Duration.ofMinutes(5));
    assertThat(ran).as("the backoff it had is gone").hasSize(2);
  }

  @Test
  void whatIsWantedWhileAStepFailsIsTriedAtOnce() {
    works.put(
        "a",
        k -> {
          works.remove("a");
          queue.add(k, Urgency.WANTED);
          throw new IllegalStateException("of what was wanted before");
        });
    add("a");
    machine.runAll();

    assertThat(ran).containsExactly("a", "a");
    assertThat(queue.figures().failing()).isZero();
    assertThat(queue.figures().delayed()).as("the backoff it had is gone").isZero();
  }

  @Test
  void aKeyThatFailsAndWakesItselfStillBacksOff() {
    works.put(
        "a",
        k -> {
          add("a");
          throw new IllegalStateException("broken");
        });
    add("a");
    machine.pass(Duration.ofMillis(2500));

    assertThat(ran).hasSize(2);
  }

  @Test
  void whatARetryCannotHelpWaitsTheLongest() {
    works.put(
        "a",
        k -> {
          throw new StepFailed(false, "wrong for good");
        });
    add("a");
    machine.pass(Duration.ofSeconds(21));

    assertThat(gaps()).containsExactly(10L, 10L);
  }

  @Test
  void errorsOfABundleBeingReplacedAreFailuresToo() {
    works.put(
        "a",
        k -> {
          throw new NoClassDefFoundError("org/example/Gone");
        });
    add("a");
    machine.runAll();
    works.remove("a");
    machine.pass(SECOND);

    assertThat(ran).containsExactly("a", "a");
    assertThat(queue.figures().failing()).isZero();
  }

  @Test
  void aStepIsLookedAtAgainWhenItAsked() {
    works.put("a", k -> Work.Outcome.again(Duration.ofSeconds(5)));
    add("a");
    machine.pass(Duration.ofSeconds(11));

    assertThat(gaps()).containsExactly(5L, 5L);
  }

  @Test
  void aChangeComesBeforeTheTimeAsked() {
    works.put("a", k -> Work.Outcome.again(Duration.ofSeconds(5)));
    add("a");
    machine.pass(Duration.ofSeconds(2));
    add("a");
    machine.pass(Duration.ofSeconds(6));

    assertThat(gaps()).containsExactly(2L, 5L);
  }

  @Test
  void deletedAndNewlyWantedGoFirst() {
    add("running");
    add("old");
    queue.add(key("deleting"), Urgency.DELETING);
    queue.add(key("wanted"), Urgency.WANTED);
    add("late");
    queue.add(key("late"), Urgency.WANTED);
    machine.runAll();

    assertThat(ran).containsExactly("running", "deleting", "wanted", "late", "old");
  }

  @Test
  void whoIsCalledGoesBeforeAllOfItsTenantButNotOfOthers() {
    add("running");
    queue.add(key("wanted"), Urgency.WANTED);
    queue.add(key("called"), Urgency.CALLED);
    queue.add(key("called-too"), Urgency.CALLED);
    queue.add(new Ref("Job", "small", "other"), Urgency.WANTED);
    machine.runAll();

    assertThat(ran).containsExactly("running", "called", "other", "called-too", "wanted");
  }

  @Test
  void priorityCanBeSwitchedOff() {
    queue = queue(Map.of("priority", "none"));
    add("running");
    add("old");
    queue.add(key("wanted"), Urgency.WANTED);
    machine.runAll();

    assertThat(ran).containsExactly("running", "old", "wanted");
  }

  @Test
  void theUrgentDoNotStarveTheRest() {
    add("running");
    add("patient");
    for (int i = 0; i < 30; i++) {
      queue.add(key("urgent" + i), Urgency.WANTED);
    }
    machine.runAll();

    assertThat(ran.indexOf("patient")).isLessThan(12);
  }

  @Test
  void tenantsTakeTurns() {
    add("running");
    for (int i = 0; i < 100; i++) {
      queue.add(new Ref("Job", "big", "big" + i), Urgency.OBSERVED);
    }
    queue.add(new Ref("Job", "small", "small0"), Urgency.OBSERVED);
    queue.add(new Ref("Job", "small", "small1"), Urgency.OBSERVED);
    machine.runAll();

    assertThat(ran.subList(1, 6)).containsExactly("big0", "small0", "big1", "small1", "big2");
    assertThat(ran).hasSize(103);
  }

  @Test
  void aTenantsFloodHoldsUpNoOther() {
    add("running");
    for (int i = 0; i < 100_000; i++) {
      queue.add(new Ref("Job", "big", "big" + i), i % 2 == 0 ? Urgency.WANTED : Urgency.OBSERVED);
    }
    queue.add(new Ref("Job", "small", "wanted"), Urgency.WANTED);
    queue.add(new Ref("Job", "small", "observed"), Urgency.OBSERVED);
    machine.runAll();

    assertThat(ran.indexOf("wanted")).isLessThan(4);
    assertThat(ran.indexOf("observed")).isLessThan(24);
    assertThat(ran).hasSize(100_003);
  }

  @Test
  void aKeyWithoutItsControllerIsParkedNotFailed() {
    absent.add("jobs");
    works.put("a", k -> Work.Outcome.absent("jobs"));
    add("a");
    machine.pass(Duration.ofHours(1));
    assertThat(ran).containsExactly("a");
    assertThat(queue.figures().parked()).isOne();
    assertThat(queue.figures().failures()).isZero();

    absent.clear();
    works.clear();
    queue.unpark("jobs");
    machine.runAll();
    assertThat(ran).containsExactly("a", "a");
    assertThat(queue.figures().parked()).isZero();
  }

  @Test
  void aControllerThatReturnsWhileTheKeyIsBeingParkedIsNotMissed() {
    works.put(
        "a",
        k -> {
          works.clear();
          return Work.Outcome.absent("jobs");
        });
    add("a");
    machine.runAll();

    assertThat(ran).containsExactly("a", "a");
  }

  @Test
  void afterShutNothingIsBegunAndWhatIsInWorkIsWaitedFor() {
    List<CompletableFuture<Void>> ends = new ArrayList<>();
    works.put(
        "a",
        k -> {
          ends.add(queue.shut());
          assertThat(ends.get(0)).isNotDone();
          return Work.Outcome.again(SECOND);
        });
    add("a");
    add("b");
    machine.pass(Duration.ofMinutes(1));

    assertThat(ran).containsExactly("a");
    assertThat(ends.get(0)).isDone();
  }

  @Test
  void aFullPoolLosesNothing() {
    machine.full(true);
    add("a");
    machine.pass(SECOND);
    assertThat(ran).isEmpty();
    machine.full(false);
    machine.pass(SECOND);

    assertThat(ran).containsExactly("a");
  }

  @Test
  void figuresSayWhatHappens() {
    works.put("a", k -> Work.Outcome.again(Duration.ofMinutes(1)));
    works.put(
        "b",
        k -> {
          throw new Problem(Problem.Reason.UNAVAILABLE, "the disk refuses", "Free some.");
        });
    List.of("a", "b", "c", "d", "e").forEach(this::add);
    machine.runOne();
    machine.runOne();
    machine.runOne();

    assertThat(queue.figures())
        .isEqualTo(new QueueFigures("", "jobs", 1, Duration.ZERO, 1, 2, 1, 0, 3, 1));
  }

  @Test
  void theOldestAgeIsThatOfAReadyKey() {
    KeyedQueue idle =
        new KeyedQueue(
            ChangesOptions.parse("jobs", Map.of("kinds", "Job")),
            machine.engine(),
            this::run,
            absent::contains);
    idle.add(key("a"), Urgency.WANTED);
    machine.pass(Duration.ofSeconds(7));
    idle.add(key("b"), Urgency.OBSERVED);
    machine.pass(Duration.ofSeconds(2));
    idle.add(key("c"), Urgency.CALLED);

    assertThat(idle.figures().oldest()).isEqualTo(Duration.ofSeconds(9));
    idle.start();
    machine.runAll();
    assertThat(idle.figures().oldest()).isZero();
  }

  @Test
  void jitterShortensByUpToHalf() {
    Backoff backoff = new Backoff(Duration.ofSeconds(8), Duration.ofSeconds(60));

    assertThat(backoff.delay(1, () -> -1L))
        .isBetween(Duration.ofSeconds(4), Duration.ofMillis(4001));
    assertThat(backoff.delay(1, () -> 0L)).isEqualTo(Duration.ofSeconds(8));
    assertThat(backoff.delay(1_000_000, () -> 0L)).isEqualTo(Duration.ofSeconds(60));
  }
}
