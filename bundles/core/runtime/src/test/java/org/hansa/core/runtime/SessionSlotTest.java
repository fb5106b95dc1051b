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
  private final SessionSlot slot =
      new SessionSlot(new DriverThreads(loader -> 0), openers, PATIENCE, PATIENCE);
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
    slot.retire(null, SessionSlot.until());
    assertThat(closed).hasValue(2);
  }

  @Test
  void whoeverWaitsForADriverThatLeavesIsToldAndItLeavesAtOnce() {
    SessionSlot patient =
        new SessionSlot(
            new DriverThreads(loader -> 0), openers, TimeUnit.MINUTES.toNanos(5), PATIENCE);
    CountDownLatch opening = new CountDownLatch(1);
    Supplier<Session> open =
        () -> {
          opening.countDown();
          return hanging();
        };
    CompletableFuture<Void> waits = CompletableFuture.runAsync(() -> patient.lease(print(1), open));
    await().until(() -> opening.getCount() == 0);

    patient.retire(driver, SessionSlot.until());

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
        .isInstanceOf(DriverException.class)
        .hasMessageContaining("NoClassDefFoundError: it");

    slot.lease(print(1), Counted::new).close();
  }

  private CompletableFuture<Void> replaced(long generation) {
    CountDownLatch asking = new CountDownLatch(1);
    CompletableFuture<Void> replaced =
        CompletableFuture.runAsync(
            () -> {
              asking.countDown();
              slot.lease(print(generation), Counted::new).close();
            },
            openers);
    await().until(() -> asking.getCount() == 0);
    return replaced;
  }

  @Test
  void whoNeedsAnotherSessionWaitsUntilNobodyUsesTheFormerOne() throws Exception {
    SessionSlot.Lease former = slot.lease(print(1), Counted::new);
    CompletableFuture<Void> replaced = replaced(2);
    assertThat(closed).hasValue(0);

    former.close();

    replaced.get(1, TimeUnit.MINUTES);
    assertThat(closed).hasValue(1);
  }

  @Test
  void butNotForLong() {
    try (SessionSlot.Lease former = slot.lease(print(1), Counted::new)) {
      CompletableFuture<Void> replaced = replaced(2);
      assertThatThrownBy(() -> replaced.get(1, TimeUnit.MINUTES))
          .hasMessageContaining("opened anew");
      // Who asks now is told at once.
      assertThatThrownBy(() -> slot.lease(print(2), Counted::new))
          .hasMessageContaining("opened anew");
      assertThat(former.call(Session::facets)).isEmpty();
    }
  }

  /** The driver leaves after another has come in its place, and calls go on all the time. */
  @Test
  void aDriverThatLeavesDoesNotTakeAwayTheSessionOfItsSuccessor() throws Exception {
    SessionSlot.Print next = new SessionSlot.Print(new FakeDriver(), "uid", 1, 0);
    SessionSlot.Lease former = slot.lease(print(1), Counted::new);
    CompletableFuture<SessionSlot.Lease> taken =
        CompletableFuture.supplyAsync(() -> slot.lease(next, Counted::new), openers);
    CompletableFuture<Void> left =
        CompletableFuture.runAsync(() -> slot.retire(driver, SessionSlot.until()), openers);
    former.close();

    try (SessionSlot.Lease lease = taken.get(1, TimeUnit.MINUTES)) {
      left.get(5, TimeUnit.SECONDS);
      slot.lease(next, Counted::new).close();
      assertThat(lease.call(Session::facets)).isEmpty();
    }
    assertThat(closed).hasValue(1);
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

    slot.retire(driver, SessionSlot.until());

    slot.lease(print(2), Counted::new).close();
  }

  /** Who asks meanwhile is told so, and who takes the driver away goes on when the time is over. */
  @Test
  void aSessionThatHangsWhileItClosesHoldsUpNobody() throws Exception {
    Session stuck =
        new Session() {
          @Override
          public List<Ability> facets() {
            return List.of();
          }

          @Override
          public void close() {
            hanging();
          }
        };
    slot.lease(print(1), () -> stuck).close();

    assertThatThrownBy(() -> slot.lease(print(2), Counted::new))
        .hasMessageContaining("it is being opened");
    CompletableFuture<Void> left =
        CompletableFuture.runAsync(() -> slot.retire(null, System.nanoTime() + PATIENCE), openers);
    left.get(1, TimeUnit.MINUTES);

    hangs.countDown();
    slot.lease(print(3), Counted::new).close();
    slot.retire(null, SessionSlot.until());
    await().until(() -> closed.get() >= 1);
  }
}
