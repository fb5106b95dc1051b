package org.hansa.core.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.hansa.core.driver.Ability;
import org.hansa.core.driver.DriverException;
import org.hansa.core.driver.Session;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What drivers do when they open and close, that they should not. */
class SessionSlotTest {

  private static final long PATIENCE = TimeUnit.MILLISECONDS.toNanos(200);

  private final ExecutorService openers = Executors.newCachedThreadPool();
  private final FakeDriver driver = new FakeDriver();
  private final SessionSlot slot = new SessionSlot(new DriverThreads(), openers, PATIENCE);
  private final CountDownLatch hangs = new CountDownLatch(1);
  private final AtomicInteger closed = new AtomicInteger();

  @AfterEach
  void end() {
    hangs.countDown();
    openers.shutdownNow();
  }

  private static ConditionFactory await() {
    return Awaitility.await().atMost(Duration.ofMinutes(1));
  }

  private SessionSlot.Print print(long generation) {
    return new SessionSlot.Print(driver, "uid", generation, 0);
  }

  private final class Counted implements Session {

    @Override
    public List<Ability> facets() {
      return List.of();
    }

    @Override
    public void close() {
      closed.incrementAndGet();
    }
  }

  /** A driver that is told to stop and does not. */
  private Session hanging() {
    boolean waits = true;
    while (waits) {
      try {
        hangs.await();
        waits = false;
      } catch (InterruptedException e) {
        Thread.interrupted();
      }
    }
    return new Counted();
  }

  @Test
  void whatHangsWhileItOpensIsWaitedForOnceAndServesOnceItIsOpen() {
    assertThatThrownBy(() -> slot.lease(print(1), this::hanging))
        .isInstanceOf(DriverException.class)
        .hasMessageContaining("being opened");
    // Who asks now is told at once: else each call would take a thread for as long.
    CompletableFuture<Void> asked =
        CompletableFuture.runAsync(() -> slot.lease(print(1), this::hanging));
    assertThatThrownBy(() -> asked.get(1, TimeUnit.MINUTES)).hasMessageContaining("being opened");

    hangs.countDown();
    await().ignoreExceptions().untilAsserted(() -> slot.lease(print(1), this::hanging).close());
    assertThat(closed).hasValue(0);
  }

  @Test
  void anEndpointThatIsCorrectedIsOpenedThoughTheFormerOneHangs() {
    assertThatThrownBy(() -> slot.lease(print(1), this::hanging))
        .isInstanceOf(DriverException.class);

    try (SessionSlot.Lease lease = slot.lease(print(2), Counted::new)) {
      assertThat(lease.call(Session::facets)).isEmpty();
    }
    hangs.countDown();
    // The one that came too late is closed; the other one stays.
    await().until(() -> closed.get() == 1);
    slot.retire(null);
    assertThat(closed).hasValue(2);
  }

  @Test
  void whoeverWaitsForADriverThatLeavesIsToldAndItLeavesAtOnce() {
    SessionSlot patient =
        new SessionSlot(new DriverThreads(), openers, TimeUnit.MINUTES.toNanos(5));
    CountDownLatch opening = new CountDownLatch(1);
    Supplier<Session> open =
        () -> {
          opening.countDown();
          return hanging();
        };
    CompletableFuture<Void> waits = CompletableFuture.runAsync(() -> patient.lease(print(1), open));
    await().until(() -> opening.getCount() == 0);

    patient.retire(driver);

    assertThatThrownBy(() -> waits.get(1, TimeUnit.MINUTES)).hasMessageContaining("given up");
    hangs.countDown();
    await().until(() -> closed.get() == 1);
  }

  @Test
  void whatCannotBeOpenedIsOpenedAnewByWhoeverAsksNext() {
    Supplier<Session> broken =
        () -> {
          throw new DriverException(DriverException.Reason.UNAUTHORIZED, "wrong key");
        };
    assertThatThrownBy(() -> slot.lease(print(1), broken)).hasMessageContaining("wrong key");
    assertThatThrownBy(
            () ->
                slot.lease(
                    print(1),
                    () -> {
                      throw new NoClassDefFoundError("it");
                    }))
        .isInstanceOf(NoClassDefFoundError.class);

    slot.lease(print(1), Counted::new).close();
  }

  @Test
  void aDriverThatFailsToCloseIsLetGo() {
    Session bad =
        new Session() {
          @Override
          public List<Ability> facets() {
            return List.of();
          }

          @Override
          public void close() {
            throw new IllegalStateException("it is stuck");
          }
        };
    slot.lease(print(1), () -> bad).close();

    slot.retire(driver);

    slot.lease(print(2), Counted::new).close();
  }
}
