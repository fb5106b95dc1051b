package org.hansa.core.runtime.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Real threads and time. */
@Timeout(180)
class DeliveryThreadsTest {

  private static final int SHOPS = 20;
  private static final int CHANGES = 2_000;

  private final MemoryStore store = new MemoryStore();
  private final ExecutorService pool = Executors.newFixedThreadPool(4);
  private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1);
  private final Watching stepper = new Watching();
  private final Delivery delivery =
      new Delivery(
          store,
          stepper,
          NoOutlets.outlets(),
          pool,
          timer,
          InstantSource.system(),
          System::nanoTime,
          new Random(7));

  @AfterEach
  void stop() throws InterruptedException {
    delivery.stop();
    pool.shutdownNow();
    timer.shutdownNow();
    assertThat(pool.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
  }

  private static RoutesBuilder shops() {
    return new RouteBuilder() {
      @Override
      public void configure() {
        from("hansa-changes:shops?kinds=Shop&concurrency=4&backoffMin=1ms&backoffMax=5ms")
            .routeId("flow.shops")
            .to("hansa-step:shops");
      }
    };
  }

  private static Resource shop(int number, int spec) {
    return Things.thing("Shop/t" + number % 3 + "/s" + number).withSpec(Things.doc(spec));
  }

  /** Fails now and then, and knows what it has seen and whether it was called twice at once. */
  private final class Watching implements Stepper {

    final Map<Ref, Integer> seen = new ConcurrentHashMap<>();
    final Set<Ref> inWork = ConcurrentHashMap.newKeySet();
    final AtomicInteger twice = new AtomicInteger();
    final AtomicInteger calls = new AtomicInteger();
    final CountDownLatch all = new CountDownLatch(SHOPS);

    @Override
    public Optional<Duration> step(String controller, Ref ref) {
      if (!inWork.add(ref)) {
        twice.incrementAndGet();
      }
      try {
        if (calls.incrementAndGet() % 7 == 0) {
          throw new StepFailed(true, "now and then");
        }
        int value = store.snapshot().get(ref).orElseThrow().spec().as(Things.Value.class).n();
        Integer before = seen.put(ref, value);
        if (value == CHANGES && (before == null || before != CHANGES)) {
          all.countDown();
        }
        return Optional.empty();
      } finally {
        inWork.remove(ref);
      }
    }

    @Override
    public Optional<String> kindOf(String controller) {
      return Optional.of("Shop");
    }
  }

  @Test
  void everyLastChangeIsSeenAndNoKeyIsEverInWorkTwice() throws InterruptedException {
    delivery.addRoutes("bundle", shops());
    delivery.start();
    for (int spec = 1; spec <= CHANGES; spec++) {
      for (int number = spec % 2; number < SHOPS; number += 2) {
        store.put(shop(number, spec == CHANGES - 1 ? CHANGES : spec));
      }
    }

    assertThat(stepper.all.await(60, TimeUnit.SECONDS)).isTrue();
    assertThat(stepper.twice).hasValue(0);
  }

  @Test
  void routesReplacedWhileKeysRunLoseNothing() throws InterruptedException {
    RoutesBuilder current = shops();
    delivery.addRoutes("bundle 0", current);
    delivery.start();
    for (int round = 1; round <= 10; round++) {
      for (int number = 0; number < SHOPS; number++) {
        store.put(shop(number, round == 10 ? CHANGES : round));
      }
      RoutesBuilder next = shops();
      delivery.addRoutes("bundle " + round, next);
      delivery.removeRoutes("bundle " + (round - 1), current);
      current = next;
    }

    assertThat(stepper.all.await(60, TimeUnit.SECONDS)).isTrue();
    assertThat(stepper.twice).hasValue(0);
  }

  @Test
  void stoppingWaitsForWhatIsInWork() throws Exception {
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch released = new CountDownLatch(1);
    AtomicInteger ended = new AtomicInteger();
    Stepper slow =
        new Stepper() {
          @Override
          public Optional<Duration> step(String controller, Ref ref) {
            entered.countDown();
            try {
              assertThat(released.await(60, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
            ended.incrementAndGet();
            return Optional.empty();
          }

          @Override
          public Optional<String> kindOf(String controller) {
            return Optional.of("Shop");
          }
        };
    Delivery other =
        new Delivery(
            store,
            slow,
            NoOutlets.outlets(),
            pool,
            timer,
            InstantSource.system(),
            System::nanoTime,
            new Random(7));
    RoutesBuilder routes = shops();
    other.addRoutes("bundle", routes);
    other.start();
    store.put(shop(1, 1));
    assertThat(entered.await(60, TimeUnit.SECONDS)).isTrue();
    Future<?> removal = timer.submit(() -> other.removeRoutes("bundle", routes));
    assertThatThrownBy(() -> removal.get(100, TimeUnit.MILLISECONDS))
        .isInstanceOf(TimeoutException.class);
    released.countDown();
    removal.get(60, TimeUnit.SECONDS);

    assertThat(ended).hasValue(1);
    other.stop();
  }
}
