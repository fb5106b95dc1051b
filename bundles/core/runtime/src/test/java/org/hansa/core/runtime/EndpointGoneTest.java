package org.hansa.core.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.awaitility.Awaitility;
import org.hansa.core.api.Endpoint;
import org.hansa.core.api.Resource;
import org.hansa.core.api.control.Change;
import org.hansa.core.api.store.Changed;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node that has used an endpoint, of which another node has the partition. */
class EndpointGoneTest {

  @TempDir Path folder;

  private final FakeDriver driver = new FakeDriver();
  private final Threads threads = Threads.make();
  private World world;
  private Sessions sessions;
  private EndpointKeeper keeper;

  @BeforeEach
  void start() {
    world = new World(folder, driver);
    sessions =
        new Sessions(
            world.store,
            world.gate,
            folder.resolve("other"),
            InstantSource.system(),
            threads.errands(),
            threads.openers(),
            uid -> {});
    sessions.add(driver);
    Partitions none =
        new Partitions(
            world.store.leases(),
            Partitions.Terms.of("other"),
            (task, after) -> {},
            (task, after) -> {},
            System::nanoTime,
            new Partitions.Listener() {
              @Override
              public void lost(Set<Integer> moved) {}

              @Override
              public void gained(Set<Integer> moved) {}
            });
    keeper =
        new EndpointKeeper(
            world.store,
            world.gate,
            sessions,
            none,
            e -> Optional.empty(),
            threads.openers(),
            System::nanoTime,
            threads.keeper());
  }

  @AfterEach
  void stop() throws Exception {
    threads.keeper().shutdownNow();
    threads.timer().shutdownNow();
    sessions.close();
    world.close();
  }

  @Test
  void itsSessionEndsWithIt() {
    sessions.lease(World.AT).close();
    Resource gone = world.store.snapshot().get(World.AT).orElseThrow();
    Path own = folder.resolve("other").resolve("fake").resolve(gone.uid());
    assertThat(own).isDirectory();
    assertThat(driver.open).hasValueGreaterThan(0);
    world.submit(new Change.Delete(World.AT, Optional.empty()));
    Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> world.store.snapshot().list(Endpoint.KIND).findAny().isEmpty());

    keeper.changed(List.of(new Changed(gone.revision(), Changed.Op.DELETED, gone)));

    Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> driver.open.get() == 0 && !Files.exists(own));
  }
}
