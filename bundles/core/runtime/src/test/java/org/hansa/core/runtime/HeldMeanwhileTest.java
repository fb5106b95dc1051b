package org.hansa.core.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.hansa.core.api.Installation;
import org.hansa.core.api.Observation;
import org.hansa.core.api.Ref;
import org.hansa.core.api.control.Change;
import org.hansa.core.api.gate.Request;
import org.hansa.core.gate.DefaultGate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Another node sets a hold after a step looked for one, and before its intent is committed. */
class HeldMeanwhileTest {

  private static final String HOLD = "look first";

  @TempDir Path folder;

  private final FakeDriver driver = new FakeDriver();
  private final Meddled meddled = new Meddled();
  private World world;
  private DefaultGate elsewhere;

  @BeforeEach
  void start() {
    world = new World(folder, driver, Threads.make(), meddled);
    elsewhere =
        new DefaultGate(
            world.store,
            folder,
            InstantSource.system(),
            () -> UUID.randomUUID().toString(),
            new SecureRandom(),
            1000);
  }

  @AfterEach
  void stop() throws Exception {
    world.close();
  }

  private static ConditionFactory await() {
    return Awaitility.await().atMost(Duration.ofMinutes(1));
  }

  private void hold(Ref ref, boolean present) {
    elsewhere.submit(
        Request.of(World.USER, "test", "test", List.of(new Change.Hold(ref, HOLD, present))));
  }

  /** The first time that a step commits something of a thing. */
  private AtomicBoolean holdAtTheNextCommitOfAStep(Ref held) {
    AtomicBoolean set = new AtomicBoolean();
    meddled.before =
        () -> {
          if (Thread.currentThread().getName().startsWith("hansa-step")
              && set.compareAndSet(false, true)) {
            hold(held, true);
          }
        };
    return set;
  }

  @Test
  void nothingIsMadeOfWhatIsHeld() {
    nothingIsMade(World.thing("a"));
  }

  @Test
  void nothingIsMadeWhileAllIsHeld() {
    nothingIsMade(Installation.SELF);
  }

  private void nothingIsMade(Ref held) {
    AtomicBoolean set = holdAtTheNextCommitOfAStep(held);
    world.submit(World.put("a", 1));

    // The step is made again on what stands now: what it decides is written, and no intent.
    await().until(() -> world.find("a").orElseThrow().finalizers().contains("things"));
    assertThat(set).isTrue();
    assertThat(world.find("a").orElseThrow().observed("things")).isEqualTo(Observation.NONE);
    assertThat(driver.calls).isEmpty();

    hold(held, false);
    await().until(() -> world.ready("a"));
    assertThat(driver.applies()).isEqualTo(1);
  }

  @Test
  void nothingIsRemovedOfWhatIsHeld() {
    world.submit(World.put("a", 1));
    await().until(() -> world.ready("a"));
    AtomicBoolean set = holdAtTheNextCommitOfAStep(World.thing("a"));
    world.submit(Change.Delete.of(World.thing("a")));

    await().untilTrue(set);
    world.submit(World.put("b", 1));
    await().until(() -> world.ready("b"));
    assertThat(world.find("a").orElseThrow().observed("things").isSettled()).isTrue();
    assertThat(driver.calls).doesNotContain("remove");

    hold(World.thing("a"), false);
    await().until(() -> world.find("a").isEmpty());
    assertThat(driver.world).hasSize(1);
  }
}
