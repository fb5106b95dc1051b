package org.hansa.core.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.hansa.core.api.Condition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An error where an intent is committed, as when a bundle is being replaced. */
class BrokenCommitTest {

  @TempDir Path folder;

  private final FakeDriver driver = new FakeDriver();
  private final Meddled meddled = new Meddled();
  private final AtomicBoolean thrown = new AtomicBoolean();
  private World world;

  @BeforeEach
  void start() {
    world = new World(folder, driver, Threads.make(), meddled);
    Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .until(
            () ->
                world
                    .store
                    .snapshot()
                    .get(World.AT)
                    .filter(e -> e.is(Condition.READY))
                    .isPresent());
  }

  @AfterEach
  void stop() throws Exception {
    world.close();
  }

  private void breakOnce() {
    if (Thread.currentThread().getName().startsWith("hansa-step")
        && thrown.compareAndSet(false, true)) {
      throw new NoClassDefFoundError("of a bundle that is being replaced");
    }
  }

  @Test
  void theResourceIsSteppedAgain() {
    meddled.before = this::breakOnce;
    world.submit(World.put("a", 1));

    Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> world.ready("a"));
    assertThat(thrown).isTrue();
    assertThat(driver.applies()).isEqualTo(1);
  }
}
