package org.hansa.core.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Drivers whose constructors take their time. */
class ArrivalsTest {

  private static final Arrivals.Card CARD = new Arrivals.Card("com.acme.Rig", "com.acme.rig 1.0.0");

  private final ExecutorService openers = Executors.newCachedThreadPool();
  private final CountDownLatch hangs = new CountDownLatch(1);
  private final List<String> there = new CopyOnWriteArrayList<>();

  @AfterEach
  void end() {
    hangs.countDown();
    openers.shutdownNow();
  }

  private static ConditionFactory await() {
    return Awaitility.await().atMost(Duration.ofMinutes(1));
  }

  private Arrivals<String> arrivals(Duration patience) {
    return new Arrivals<>(openers, patience, System::nanoTime, this::take);
  }

  private Runnable take(String name) {
    if (name.startsWith("slow")) {
      try {
        hangs.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    there.add(name);
    return () -> there.remove(name);
  }

  @Test
  void oneThatIsQuickIsThereAtOnceAndGoes() {
    Arrivals<String> arrivals = arrivals(Duration.ofMinutes(1));

    arrivals.come("quick", CARD);

    assertThat(there).containsExactly("quick");
    assertThat(arrivals.late()).isEmpty();
    arrivals.go("quick");
    assertThat(there).isEmpty();
  }

  @Test
  void oneThatIsSlowKeepsNobodyAndIsTakenWhenItComes() {
    Arrivals<String> arrivals = arrivals(Duration.ofMillis(50));

    arrivals.come("slow", CARD);
    assertThat(arrivals.late())
        .singleElement()
        .satisfies(
            late -> {
              assertThat(late.name()).isEqualTo("com.acme.Rig");
              assertThat(late.bundle()).isEqualTo("com.acme.rig 1.0.0");
              assertThat(late.why()).contains("constructor has not returned");
            });
    arrivals.come("quick", CARD);
    assertThat(there).containsExactly("quick");

    hangs.countDown();
    await().until(() -> there.contains("slow"));
    await().until(() -> arrivals.late().isEmpty());
    arrivals.go("slow");
    assertThat(there).containsExactly("quick");
  }

  @Test
  void oneThatComesWhenItHasGoneIsUndone() {
    Arrivals<String> arrivals = arrivals(Duration.ofMillis(50));
    arrivals.come("slow", CARD);
    arrivals.go("slow");
    assertThat(arrivals.late()).isEmpty();

    hangs.countDown();
    openers.shutdown();
    await().until(openers::isTerminated);
    assertThat(there).isEmpty();
  }
}
