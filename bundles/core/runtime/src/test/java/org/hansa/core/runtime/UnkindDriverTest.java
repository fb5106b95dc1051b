package org.hansa.core.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.hansa.core.api.Condition;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Draft;
import org.hansa.core.api.Endpoint;
import org.hansa.core.api.Ref;
import org.hansa.core.api.control.Change;
import org.hansa.core.driver.DriverException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Drivers that throw what nobody expects, or do not say what they can do. */
class UnkindDriverTest {

  private static final Ref OTHER = new Ref(Endpoint.KIND, "system", "other");

  @TempDir Path folder;

  private final FakeDriver driver = new FakeDriver();
  private final Semaphore answers = new Semaphore(0);
  private World world;

  @AfterEach
  void stop() throws Exception {
    answers.release(1000);
    world.close();
  }

  private static ConditionFactory await() {
    return Awaitility.await().atMost(Duration.ofMinutes(1));
  }

  private String ready(Ref endpoint) {
    return world
        .store
        .snapshot()
        .get(endpoint)
        .flatMap(e -> e.condition(Condition.READY))
        .map(c -> c.state() + " " + c.reason() + " " + c.message())
        .orElse("");
  }

  private void addOther() {
    Endpoint.Spec spec = new Endpoint.Spec("fake", "here", Optional.of(Map.of()), Optional.empty());
    world.submit(Change.Put.of(Draft.of(OTHER, Doc.of(spec))));
  }

  @Test
  void anErrorInACallIsAFailureOfIt() {
    world = new World(folder, driver);
    await().until(() -> ready(World.AT).contains("is open"));
    driver.before =
        () -> {
          throw new StackOverflowError("too deep");
        };
    world.submit(World.put("a", 1));

    await()
        .untilAsserted(
            () ->
                assertThat(
                        world
                            .store
                            .snapshot()
                            .get(World.thing("a"))
                            .orElseThrow()
                            .observed("things")
                            .failure()
                            .map(f -> f.message()))
                    .contains("the driver failed: java.lang.StackOverflowError: too deep"));
    assertThat(driver.applies()).isLessThan(5);
    driver.before = () -> null;
    await().until(() -> world.ready("a"));
  }

  @Test
  void anErrorOfWhoIsAskedWhatItCanDoIsItsOwn() {
    AtomicBoolean first = new AtomicBoolean(true);
    driver.asked =
        () -> {
          if (first.getAndSet(false)) {
            throw new AssertionError("never");
          }
        };
    world = new World(folder, driver);
    await().until(() -> !first.get());
    addOther();

    await().until(() -> ready(OTHER).contains("is open"));
    await().until(() -> ready(World.AT).contains("is open"));
  }

  @Test
  void whoDoesNotSayWhatItCanDoKeepsNobodyWaiting() {
    AtomicBoolean first = new AtomicBoolean(true);
    driver.asked =
        () -> {
          if (first.getAndSet(false)) {
            answers.acquireUninterruptibly();
          }
        };
    world = new World(folder, driver);
    await().until(() -> !first.get());
    assertThat(ready(World.AT)).isEmpty();
    world.passed.addAndGet(Introductions.PATIENCE.toNanos());
    addOther();
    await().until(() -> ready(OTHER).contains("is open"));
    await().until(() -> ready(World.AT).contains("FALSE UNAVAILABLE its driver has not said"));

    answers.release();
    await().until(() -> ready(World.AT).contains("is open"));
  }

  /** The runtime waits, repeats and gives up by a clock of its own. */
  @Test
  void whoUsesUpItsTimerHarmsNobodyElse() {
    world = new World(folder, driver);
    await().until(() -> ready(World.AT).contains("is open"));
    for (int task = 0; task < 10; task++) {
      driver.timer.execute(answers::acquireUninterruptibly);
    }
    AtomicBoolean first = new AtomicBoolean(true);
    driver.before =
        () ->
            first.getAndSet(false)
                ? new DriverException(DriverException.Reason.UNAVAILABLE, "not now")
                : null;
    world.submit(World.put("a", 1));
    await().until(() -> world.ready("a"));

    ScheduledExecutorService shut = driver.timer;
    shut.shutdownNow();
    addOther();
    await().until(() -> ready(OTHER).contains("is open"));
    assertThat(driver.timer).isNotSameAs(shut);
    assertThat(driver.timer.isShutdown()).isFalse();
    world.submit(World.put("b", 1));
    await().until(() -> world.ready("b"));
  }
}
