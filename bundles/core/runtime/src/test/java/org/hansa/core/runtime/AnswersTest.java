package org.hansa.core.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.hansa.core.api.Observation;
import org.hansa.core.api.Observation.Outcome;
import org.hansa.core.api.Resource;
import org.hansa.core.api.control.Call;
import org.hansa.core.api.control.Change;
import org.hansa.core.api.store.Fence;
import org.hansa.core.api.store.Leases;
import org.hansa.core.driver.DriverException;
import org.hansa.core.driver.DriverException.Reason;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an answer is written of, and what a look proves. */
class AnswersTest {

  private static final Call APPLY = Call.apply(World.AT, "box", new FakeDriver.Wish(1));

  @TempDir Path folder;

  private final FakeDriver driver = new FakeDriver();
  private final Meddled meddled = new Meddled();
  private final AtomicInteger woken = new AtomicInteger();
  private World world;
  private Caller caller;
  private Completion completion;
  private Resource thing;

  @BeforeEach
  void start() {
    world = new World(folder, driver, Threads.make(), meddled);
    Threads threads = Threads.make();
    caller = new Caller(world, folder, threads, threads.callers(), at -> "fake");
    completion =
        new Completion(
            meddled.over(world.store),
            world.gate,
            caller.calls,
            new Freshness(caller::now),
            new MeterBook(world.store),
            new Settling(caller::now),
            (controller, ref) -> woken.incrementAndGet());
    world.submit(World.put("a", 1));
    await().until(() -> world.ready("a"));
    thing = world.find("a").orElseThrow();
  }

  @AfterEach
  void stop() throws Exception {
    caller.close();
    world.close();
  }

  private static ConditionFactory await() {
    return Awaitility.await().atMost(Duration.ofMinutes(1));
  }

  /** By a controller that asks for nothing itself, so that only this is written of it. */
  private void begin(Call call) {
    Calls.Key key = new Calls.Key(thing.uid(), "idle");
    Fence fence = new Fence(Leases.partition(thing.ref()), 1);
    completion.start(
        caller.reserve(key, fence, call.endpoint()).orElseThrow(), new World.Idle(), thing, call);
  }

  private Observation observed() {
    return world.find("a").orElseThrow().observed("idle");
  }

  private Observation make(Call call) {
    int before = woken.get();
    begin(call);
    await().until(() -> woken.get() > before);
    return observed();
  }

  private void replace() {
    world.submit(Change.Delete.of(thing.ref()));
    await().until(() -> world.find("a").isEmpty());
    world.submit(World.put("a", 1));
    await().until(() -> world.ready("a"));
  }

  @Test
  void anAnswerIsNotWrittenOfASuccessorOfTheSameName() {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch answers = new CountDownLatch(1);
    driver.before =
        () -> {
          driver.before = () -> null;
          asked.countDown();
          Meddled.await(answers);
          return null;
        };
    begin(APPLY);
    await().until(() -> asked.getCount() == 0);
    replace();
    answers.countDown();
    await().until(() -> woken.get() == 1);

    assertThat(observed()).isEqualTo(Observation.NONE);
  }

  /** After the answer's writer has found the resource, and before it commits. */
  @Test
  void norOfOneThatComesAmidTheCommit() {
    AtomicBoolean replaced = new AtomicBoolean();
    driver.after =
        () -> {
          driver.after = () -> null;
          Thread answering = Thread.currentThread();
          meddled.before =
              () -> {
                if (Thread.currentThread().equals(answering)
                    && replaced.compareAndSet(false, true)) {
                  replace();
                }
              };
          return null;
        };
    begin(APPLY);
    await().until(() -> woken.get() == 1);

    assertThat(replaced).isTrue();
    assertThat(observed()).isEqualTo(Observation.NONE);
  }

  @Test
  void theSettleTimeCountsFromTheLoss() {
    driver.settle = Duration.ofHours(1);
    driver.before = () -> new DriverException(Reason.UNAVAILABLE, "connection reset");
    assertThat(make(APPLY).outcome()).isEqualTo(Outcome.UNKNOWN);
    driver.world.clear();
    caller.passed.addAndGet(driver.settle.plusSeconds(1).toNanos());

    Observation looked = make(Call.observe(World.AT, "box"));
    assertThat(looked.present()).isFalse();
    assertThat(looked.outcome()).isEqualTo(Outcome.SETTLED);
  }
}
