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

/** A look says what was when it looked, and may say so much later. */
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
}
