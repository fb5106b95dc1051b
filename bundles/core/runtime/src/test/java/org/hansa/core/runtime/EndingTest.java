package org.hansa.core.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.hansa.core.api.store.Leases;
import org.hansa.core.driver.DriverException;
import org.hansa.core.driver.DriverException.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node that ends, or others take over from, while it calls a driver. */
class EndingTest {

  @TempDir Path folder;

  private final FakeDriver driver = new FakeDriver();
  private final Meddled meddled = new Meddled();
  private final CountDownLatch never = new CountDownLatch(1);
  private final AtomicInteger calling = new AtomicInteger();
  private final AtomicInteger interrupted = new AtomicInteger();
  private final AtomicBoolean taken = new AtomicBoolean();
  private final AtomicBoolean left = new AtomicBoolean();
  private World world;

  /** All goes to another node when that is said. */
  private record Shared(Leases real, AtomicBoolean taken, AtomicBoolean left) implements Leases {
    @Override
    public Held renew(String node, Duration ttl) {
      return taken.get() ? new Held(Map.of(), 0, ttl) : real.renew(node, ttl);
    }

    @Override
    public void leave(String node) {
      left.set(true);
      real.leave(node);
    }
  }

  private static ConditionFactory await() {
    return Awaitility.await().atMost(Duration.ofSeconds(20)); // well before a call's deadline
  }

  private RuntimeException untilInterrupted() {
    calling.incrementAndGet();
    try {
      never.await();
    } catch (InterruptedException e) {
      interrupted.incrementAndGet();
      return new DriverException(Reason.UNAVAILABLE, "interrupted", e);
    }
    return null;
  }

  private RuntimeException whateverItIsTold() {
    calling.incrementAndGet();
    Meddled.await(never);
    return null;
  }

  private void call(Threads threads) {
    meddled.leases = real -> new Shared(real, taken, left);
    world = new World(folder, driver, threads, meddled);
    world.submit(World.put("a", 1));
    await().until(() -> calling.get() == 1);
  }

  @Test
  void whatIsUnderWayIsInterruptedAndThenTheLeasesAreGivenUp() throws Exception {
    driver.before = this::untilInterrupted;
    call(Threads.make());
    world.close();
    assertThat(interrupted).hasValue(1);
    assertThat(left).isTrue();
  }

  @Test
  void whileACallMayStillBeAtItTheLeasesAreLeftToRunOut() throws Exception {
    driver.before = this::whateverItIsTold;
    call(Hasty.threads());
    world.close();
    assertThat(left).isFalse();
    never.countDown();
  }

  @Test
  void whatGoesToAnotherNodeIsInterrupted() throws Exception {
    driver.before = this::untilInterrupted;
    call(Threads.make());
    taken.set(true);
    await().until(() -> interrupted.get() == 1);
    world.close();
  }
}
