package org.hansa.core.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.hansa.core.api.Condition;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Draft;
import org.hansa.core.api.Ref;
import org.hansa.core.api.control.Change;
import org.hansa.core.api.metrics.Sample;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** More is wanted of an endpoint at once than it takes. */
class FullEndpointTest {

  @TempDir Path folder;

  private final FakeDriver driver = new FakeDriver();
  private World world;

  @BeforeEach
  void start() {
    world = new World(folder, driver);
  }

  @AfterEach
  void stop() throws Exception {
    world.close();
  }

  private static ConditionFactory await() {
    return Awaitility.await().atMost(Duration.ofMinutes(1));
  }

  private void awaitReady(String name) {
    await().until(() -> world.ready(name));
  }

  @Test
  void aTenantsFloodAtAnEndpointHoldsUpNoOther() {
    int many = 60;
    Semaphore free = new Semaphore(0);
    driver.before =
        () -> {
          free.acquireUninterruptibly();
          return null;
        };
    for (int n = 0; n < many; n++) {
      world.submit(World.put("a" + n, 1));
    }
    await().until(() -> waiting() == many - Tickets.PERMITS);
    Ref small = new Ref("Thing", "small", "b");
    world.submit(Change.Put.of(Draft.of(small, Doc.of(new World.Thing(1)))));
    await().until(() -> waiting() == many - Tickets.PERMITS + 1);

    free.release(2);
    await()
        .until(() -> world.store.snapshot().get(small).orElseThrow().observed("things").isOpen());

    free.release(many);
    await().until(() -> world.store.snapshot().get(small).orElseThrow().is(Condition.READY));
    for (int n = 0; n < many; n++) {
      awaitReady("a" + n);
    }
    assertThat(waiting()).isZero();
  }

  private double waiting() {
    return world.runtime.measured().families().stream()
        .filter(f -> f.name().equals("hansa_endpoint_waiting"))
        .flatMap(f -> f.samples().stream())
        .mapToDouble(Sample::value)
        .sum();
  }
}
