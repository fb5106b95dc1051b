package org.hansa.core.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Draft;
import org.hansa.core.api.Endpoint;
import org.hansa.core.api.Ref;
import org.hansa.core.api.control.Call;
import org.hansa.core.api.control.Change;
import org.hansa.core.api.store.Fence;
import org.hansa.core.driver.DriverException.Reason;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Calls that do not come back, whatever they are told. */
class HungDriverTest {

  private static final int ENDPOINTS = 5;
  private static final Ref LAST = at(ENDPOINTS - 1);

  @TempDir Path folder;

  private final FakeDriver driver = new FakeDriver();
  private final Semaphore answers = new Semaphore(0);
  private World world;
  private Caller caller;

  @BeforeEach
  void start() {
    world = new World(folder, driver);
    for (int n = 0; n < ENDPOINTS; n++) {
      Endpoint.Spec spec =
          new Endpoint.Spec("fake", "here", Optional.of(Map.of()), Optional.empty());
      world.submit(Change.Put.of(Draft.of(at(n), Doc.of(spec))));
    }
    caller = caller(Hasty.threads());
    driver.before =
        () -> {
          answers.acquireUninterruptibly();
          return null;
        };
  }

  private Caller caller(Threads threads) {
    return new Caller(
        world, folder, threads, threads.callers(), at -> at.equals(World.AT) ? "another" : "fake");
  }

  @AfterEach
  void stop() throws Exception {
    answers.release(1000);
    caller.close();
    world.close();
  }

  private static ConditionFactory await() {
    return Awaitility.await().atMost(Duration.ofMinutes(1));
  }

  private static Ref at(int n) {
    return new Ref(Endpoint.KIND, "system", "e" + n);
  }

  private void hang(int endpoints) {
    for (int n = 0; n < endpoints; n++) {
      for (int i = 0; i < Tickets.PERMITS; i++) {
        caller.make(n + "-" + i, Call.apply(at(n), "box", new FakeDriver.Wish(1)));
      }
    }
    int all = endpoints * Tickets.PERMITS;
    await().until(() -> caller.running.lost(), Map.of("fake", all)::equals);
    await().until(() -> caller.answers.size() == all);
    assertThat(caller.answers).hasOnlyElementsOfType(Answer.Lost.class);
    caller.answers.clear();
  }

  private Answer look(Ref at) {
    caller.answers.clear();
    caller.make("x", Call.observe(at, "box"));
    await().until(() -> !caller.tickets.inFlight(new Calls.Key("x", "things")));
    assertThat(caller.answers).hasSize(1);
    return caller.answers.get(0);
  }

  private int places() {
    return ((ThreadPoolExecutor) caller.threads.callers()).getMaximumPoolSize();
  }

  @Test
  void twoEndpointsThatDoNotAnswerDoNotStopAThird() {
    int places = places();
    hang(2);

    assertThat(look(LAST)).isInstanceOf(Answer.Seen.class);
    assertThat(places()).isEqualTo(places + 2 * Tickets.PERMITS);
    assertThat(caller.running.lostAt(at(0))).isEqualTo(Tickets.PERMITS);
    assertThat(caller.reserve(new Calls.Key("y", "things"), new Fence(1, 1), at(0)))
        .as("its own places stay taken")
        .isEmpty();

    answers.release(2 * Tickets.PERMITS);
    await().until(() -> caller.running.lost(), Map.of("fake", 0)::equals);
    assertThat(places()).isEqualTo(places);
    await().until(() -> caller.answers.size() == 2 * Tickets.PERMITS + 1);
    assertThat(caller.answers).as("late, and not lost").hasOnlyElementsOfType(Answer.Seen.class);
  }

  @Test
  void beyondItsBudgetADriverIsNotCalledUntilOneComesBack() {
    hang(Running.BUDGET / Tickets.PERMITS);

    assertThat(look(LAST))
        .isInstanceOfSatisfying(
            Answer.Failed.class,
            failed -> {
              assertThat(failed.reason()).isEqualTo(Reason.EXHAUSTED);
              assertThat(failed.message()).contains("'fake' is quarantined", "restart its bundle");
            });
    assertThat(driver.calls).as("nothing is asked").doesNotContain("observe");
    assertThat(look(World.AT)).as("of another driver").isInstanceOf(Answer.Seen.class);

    answers.release(1);
    await().until(() -> caller.running.quarantines().isEmpty());
    assertThat(look(LAST)).isInstanceOf(Answer.Seen.class);
  }

  @Test
  void theDriverThatReplacesItIsCalled() {
    hang(Running.BUDGET / Tickets.PERMITS);
    assertThat(caller.running.quarantine("fake")).isPresent();

    caller.running.removed("fake");
    assertThat(look(LAST)).isInstanceOf(Answer.Seen.class);
    assertThat(caller.running.lost()).containsEntry("fake", Running.BUDGET);
  }

  private Answer lookAfterWaiting(Duration wait) {
    ExecutorService one = Executors.newSingleThreadExecutor();
    CountDownLatch busy = new CountDownLatch(1);
    try {
      caller.close();
      caller = new Caller(world, folder, Threads.make(), one, at -> "fake");
      one.execute(() -> Meddled.await(busy));
      caller.make("x", Call.observe(LAST, "box"));
      caller.passed.addAndGet(wait.toNanos());
      busy.countDown();
      await().until(() -> caller.woken.get() == 1);
      return caller.answers.get(0);
    } finally {
      one.shutdown();
    }
  }

  @Test
  void whatHasWaitedTooLongForAThreadIsAnsweredAndNotMade() {
    assertThat(lookAfterWaiting(Duration.ofSeconds(6)))
        .isInstanceOfSatisfying(
            Answer.Failed.class, f -> assertThat(f.reason()).isEqualTo(Reason.EXHAUSTED));
    assertThat(driver.calls).isEmpty();
    assertThat(lookAfterWaiting(Duration.ofSeconds(2))).isInstanceOf(Answer.Seen.class);
  }

  @Test
  void whatNoPoolTakesIsAnsweredAndItsKeyIsFree() {
    ExecutorService none = Executors.newSingleThreadExecutor();
    none.shutdown();
    caller.close();
    caller = new Caller(world, folder, Threads.make(), none, at -> "fake");
    caller.make("x", Call.observe(LAST, "box"));

    assertThat(caller.answers)
        .containsExactly(new Answer.Failed(Reason.EXHAUSTED, "too many calls wait"));
    assertThat(caller.tickets.inFlight(new Calls.Key("x", "things"))).isFalse();
    assertThat(caller.woken).hasValue(1);
  }
}
