package org.hansa.core.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.hansa.core.api.Alarm;
import org.hansa.core.api.Condition;
import org.hansa.core.api.Problem;
import org.hansa.core.api.metrics.Sample;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Drivers that do not answer, and a database that does not either. */
class LostCallsTest {

  /** More than the timer has threads. */
  private static final int CALLS = 6;

  @TempDir Path folder;

  private final FakeDriver driver = new FakeDriver();
  private final Meddled meddled = new Meddled();
  private final CountDownLatch database = new CountDownLatch(1);
  private final CountDownLatch outside = new CountDownLatch(1);
  private final AtomicInteger hanging = new AtomicInteger();
  private final AtomicInteger interrupted = new AtomicInteger();
  private World world;

  @BeforeEach
  void start() {
    world = new World(folder, driver, Hasty.threads(), meddled);
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

  @Test
  void whileTheDatabaseHangsDeadlinesOfOthersStillFire() {
    driver.before = this::hang;
    for (int i = 0; i < CALLS; i++) {
      world.submit(World.put("t" + i, 1));
    }
    await().until(() -> hanging.get() == CALLS);
    meddled.before = () -> Meddled.await(database);
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

  private String shown(String figure) {
    return world.runtime.figures().stream()
        .filter(f -> f.title().equals("endpoints"))
        .flatMap(f -> f.rows().stream())
        .map(row -> row.get(figure))
        .collect(Collectors.joining());
  }

  private double measured(String family) {
    return world.runtime.measured().families().stream()
        .filter(f -> f.name().equals(family))
        .flatMap(f -> f.samples().stream())
        .filter(s -> s.labels().equals(Map.of("driver", "fake")))
        .mapToDouble(Sample::value)
        .sum();
  }

  @Test
  void whatDoesNotComeBackStallsItsResourceUntilItDoes() {
    driver.before = this::hang;
    world.submit(World.put("a", 1));
    await().until(() -> world.find("a").filter(a -> a.is(Condition.STALLED)).isPresent());

    Condition stalled = world.find("a").orElseThrow().condition(Condition.STALLED).orElseThrow();
    assertThat(stalled.reason()).isEqualTo("NoAnswer");
    assertThat(stalled.message()).contains("APPLY at Endpoint/system/there", "restart");
    assertThat(world.store.snapshot().list(Alarm.KIND)).hasSize(1);
    assertThat(shown("CALLS LOST")).isEqualTo("1");
    assertThat(measured("hansa_calls_lost")).isEqualTo(1);
    assertThat(measured("hansa_calls_running")).isZero();

    outside.countDown();
    await().until(() -> world.ready("a"));
    await().until(() -> world.find("a").orElseThrow().condition(Condition.STALLED).isEmpty());
    await().until(() -> world.store.snapshot().list(Alarm.KIND).findAny().isEmpty());
    assertThat(driver.applies()).isEqualTo(1);
    assertThat(shown("CALLS LOST")).isEqualTo("0");
  }

  /** How many calls were measured, by verb and outcome. */
  private Map<String, Double> outcomes() {
    return world.runtime.measured().families().stream()
        .filter(f -> f.name().equals("hansa_call_seconds"))
        .flatMap(f -> f.samples().stream())
        .filter(s -> s.suffix().equals("_count"))
        .collect(
            Collectors.toMap(
                s -> s.labels().get("verb") + " " + s.labels().get("outcome"), Sample::value));
  }

  @Test
  void whatIsLostIsMeasuredAsThatWhenItIsGivenUpAndNotAgainWhenItAnswers() {
    driver.before = this::hang;
    world.submit(World.put("a", 1));
    await().untilAsserted(() -> assertThat(outcomes()).containsEntry("APPLY LOST", 1.0));

    outside.countDown();
    await().until(() -> world.ready("a"));
    assertThat(driver.applies()).isEqualTo(1);
    assertThat(outcomes()).containsEntry("APPLY LOST", 1.0).doesNotContainKey("APPLY ANSWERED");
  }

  @Test
  void itStallsThoughThatItIsLostCannotBeWrittenAtFirst() {
    driver.before = this::hang;
    world.submit(World.put("a", 1));
    await().until(() -> hanging.get() == 1);
    AtomicInteger left = new AtomicInteger(3);
    meddled.before =
        () -> {
          if (left.getAndDecrement() > 0) {
            throw new Problem(Problem.Reason.UNAVAILABLE, "no database", "Wait.");
          }
        };
    await().until(() -> world.find("a").filter(a -> a.is(Condition.STALLED)).isPresent());
    assertThat(left.get()).isNotPositive();
    outside.countDown();
    await().until(() -> world.ready("a"));
    await().until(() -> world.find("a").orElseThrow().condition(Condition.STALLED).isEmpty());
  }
}
