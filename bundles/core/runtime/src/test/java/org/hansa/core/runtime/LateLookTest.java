package org.hansa.core.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.hansa.core.api.control.Change;
import org.hansa.core.driver.DriverException;
import org.hansa.core.driver.DriverException.Reason;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A call says what was when it was made, and may say so much later. */
class LateLookTest {

  /** The first look begins a second after the loss. */
  private static final Duration SETTLE = Duration.ofSeconds(2);

  @TempDir Path folder;

  private final FakeDriver driver = new FakeDriver();
  private World world;

  /** When the answer of the apply was lost. */
  private volatile long lost;

  @BeforeEach
  void start() {
    driver.settle = SETTLE;
    world = new World(folder, driver);
  }

  @AfterEach
  void stop() throws Exception {
    world.close();
  }

  private static ConditionFactory await() {
    return Awaitility.await().atMost(Duration.ofMinutes(1));
  }

  private RuntimeException lose() {
    driver.before = () -> null;
    lost = System.nanoTime();
    return new DriverException(Reason.UNAVAILABLE, "connection reset");
  }

  private boolean settled() {
    return System.nanoTime() - lost > SETTLE.toNanos();
  }

  /** In time, but after this look; and when the look is answered, that time is over. */
  private void lands(String uid) {
    driver.looked = any -> {};
    if (!settled()) {
      driver.world.put(uid, new FakeDriver.Box(1, Optional.of("late")));
    }
    await().until(this::settled);
  }

  @Test
  void anAbsenceSeenBeforeTheSettleTimeWasOverReleasesNothing() {
    driver.before = this::lose;
    driver.looked = this::lands;
    world.submit(World.put("a", 1));
    await().until(() -> lost != 0);
    world.submit(Change.Delete.of(World.thing("a")));

    await().until(() -> world.find("a").isEmpty());
    assertThat(driver.world).isEmpty();
  }

  private static ConditionFactory awaitSoon() {
    return Awaitility.await().atMost(Duration.ofSeconds(15)); // well before it is looked at anyway
  }

  private long looks() {
    return driver.calls.stream().filter("observe"::equals).count();
  }

  private String settled(String name) {
    world.submit(World.put(name, 1));
    await().until(() -> world.ready(name));
    return world.find(name).orElseThrow().uid();
  }

  @Test
  void whatALookSawThatTookTooLongIsLookedAtAgain() {
    String uid = settled("a");
    long looks = looks();
    driver.looked =
        any -> {
          driver.looked = again -> {};
          world.passed.addAndGet(Freshness.MAX_AGE.plusSeconds(1).toNanos());
        };
    driver.hint.accept(uid);

    awaitSoon().until(() -> looks() >= looks + 2);
  }

  @Test
  void whatHappensWhileItIsLookedAtIsNotMissed() {
    String uid = settled("a");
    driver.looked =
        any -> {
          driver.looked = again -> {};
          driver.world.remove(uid);
          driver.hint.accept(uid);
        };
    driver.hint.accept(uid);

    awaitSoon().until(() -> driver.applies() == 2 && driver.world.containsKey(uid));
  }

  @Test
  void whatHappensBeforeItIsSaidToBeMadeIsNotMissed() {
    driver.after =
        () -> {
          driver.after = () -> null;
          String uid = driver.world.keySet().iterator().next();
          driver.world.remove(uid);
          driver.hint.accept(uid);
          return null;
        };
    String uid = settled("a");

    awaitSoon().until(() -> driver.applies() == 2 && driver.world.containsKey(uid));
  }

  @Test
  void aDriverThatHintsWheneverItIsAskedIsNotAskedForEver() {
    String uid = settled("a");
    driver.looked = driver.hint;
    driver.hint.accept(uid);
    world.submit(World.put("a", 2));

    awaitSoon().until(() -> driver.world.get(uid).size() == 2 && world.ready("a"));
    assertThat(looks()).isLessThan(10);
  }
}
