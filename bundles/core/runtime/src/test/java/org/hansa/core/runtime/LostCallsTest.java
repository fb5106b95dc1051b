package org.hansa.core.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Drivers that do not answer, and a database that does not either. */
class LostCallsTest {

  /** More than the timer has threads. */
  private static final int CALLS = 6;

  private static final int FASTER = 100;

  @TempDir Path folder;

  private final FakeDriver driver = new FakeDriver();
  private final Meddled meddled = new Meddled();
  private final CountDownLatch database = new CountDownLatch(1);
  private final CountDownLatch outside = new CountDownLatch(1);
  private final AtomicInteger hanging = new AtomicInteger();
  private final AtomicInteger interrupted = new AtomicInteger();
  private World world;

  /** A timer of two threads, as the runtime's, by which half a minute is soon over. */
  private static final class Hasty extends ScheduledThreadPoolExecutor {
    Hasty() {
      super(2);
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable work, long delay, TimeUnit unit) {
      return super.schedule(work, unit.toNanos(delay) / FASTER, TimeUnit.NANOSECONDS);
    }
  }

  @BeforeEach
  void start() {
    Threads usual = Threads.make();
    usual.timer().shutdownNow();
    Threads threads =
        new Threads(
            usual.steppers(),
            usual.callers(),
            new Hasty(),
            usual.keeper(),
            usual.leases(),
            usual.followers(),
            usual.openers());
    world = new World(folder, driver, threads, meddled);
  }

  @AfterEach
  void stop() throws Exception {
    outside.countDown();
    database.countDown();
    world.close();
  }

  private static ConditionFactory await() {
    return Awaitility.await().atMost(Duration.ofMinutes(1));
  }

  /** A driver that is told to stop and does not. */
  private RuntimeException hang() {
    hanging.incrementAndGet();
    boolean counted = false;
    while (outside.getCount() > 0) {
      try {
        outside.await();
      } catch (InterruptedException e) {
        if (!counted) {
          interrupted.incrementAndGet();
        }
        counted = true;
      }
    }
    return null;
  }

  private static void await(CountDownLatch latch) {
    boolean was = false;
    while (latch.getCount() > 0) {
      try {
        latch.await();
      } catch (InterruptedException e) {
        was = true;
      }
    }
    if (was) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void whileTheDatabaseHangsDeadlinesOfOthersStillFire() {
    driver.before = this::hang;
    for (int i = 0; i < CALLS; i++) {
      world.submit(World.put("t" + i, 1));
    }
    await().until(() -> hanging.get() == CALLS);
    meddled.before = () -> await(database);
    await().untilAsserted(() -> assertThat(interrupted).hasValue(CALLS));
    driver.before = () -> null;
    database.countDown();
    outside.countDown();
    for (int i = 0; i < CALLS; i++) {
      String name = "t" + i;
      await().until(() -> world.ready(name));
    }
    assertThat(driver.world).hasSize(CALLS);
  }
}
