package org.hansa.core.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Endpoint;
import org.hansa.core.api.Resource;
import org.hansa.core.api.control.Change;
import org.hansa.core.api.store.Entry;
import org.hansa.core.api.store.Transaction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That an endpoint is being verified, and when it is not any more. */
class ClaimTest {

  @TempDir Path folder;

  private final Hand timer = new Hand();
  private final AtomicInteger losses = new AtomicInteger();
  private World world;
  private Claim claim;

  /** Nothing becomes due but by hand, and then is written. */
  private static final class Hand extends ScheduledThreadPoolExecutor {
    private final List<Runnable> due = new ArrayList<>();
    private final List<Runnable> commits = new ArrayList<>();

    Hand() {
      super(1);
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable work, long delay, TimeUnit unit) {
      due.add(work);
      return super.schedule(() -> {}, 0, unit);
    }

    void turn() {
      List<Runnable> now = List.copyOf(due);
      due.clear();
      now.forEach(Runnable::run);
      commits.forEach(Runnable::run);
      commits.clear();
    }
  }

  @BeforeEach
  void start() {
    world = new World(folder, new FakeDriver());
    Resource endpoint = world.store.snapshot().get(World.AT).orElseThrow();
    claim =
        Claim.take(
            world.store,
            endpoint,
            "test",
            "user:ada",
            at ->
                new Entry(
                    Entry.AUDIT,
                    at,
                    Optional.of(endpoint.ref()),
                    endpoint.uid(),
                    "user:ada",
                    "test:1",
                    Doc.EMPTY),
            System::nanoTime);
    claim.keep(timer, timer.commits::add, losses::incrementAndGet);
  }

  @AfterEach
  void stop() throws Exception {
    timer.shutdownNow();
    world.close();
  }

  /** As another node of the store would. */
  static void claim(World world, String node, Duration left) {
    world.store.transact(
        now -> {
          Resource found = now.get(World.AT).orElseThrow();
          Endpoint.Status was = found.status().as(Endpoint.Status.class);
          Endpoint.Verifying other =
              new Endpoint.Verifying(
                  "user:bob", node, now.now().minusSeconds(60), now.now().plus(left));
          Endpoint.Status next =
              new Endpoint.Status(
                  was.version(),
                  was.facets(),
                  was.capabilities(),
                  was.simulated(),
                  Optional.of(other));
          return new Transaction(
              List.of(found.withStatus(found.status().with(next))), List.of(), List.of(), Map.of());
        });
  }

  @Test
  void thatAnotherHasItIsSaidOnceAndAtTheLookThatSeesIt() {
    timer.turn();
    assertThat(losses).hasValue(0);
    claim(world, "node-b", Duration.ofMinutes(1));

    timer.turn();
    assertThat(losses).hasValue(1);
    assertThat(claim.lost())
        .hasValueSatisfying(why -> assertThat(why).contains("being verified on node-b"));
    assertThat(claim.deleted()).isFalse();

    timer.turn();
    timer.turn();
    assertThat(losses).hasValue(1);
  }

  @Test
  void thatTheEndpointIsGoneIsSaidAtOnceToo() {
    world.submit(Change.Delete.of(World.AT));
    Awaitility.await().until(() -> world.store.snapshot().get(World.AT).isEmpty());

    timer.turn();
    assertThat(losses).hasValue(1);
    assertThat(claim.lost()).contains("the endpoint was deleted");
    assertThat(claim.deleted()).isTrue();
  }

  @Test
  void whatIsOverIsNotLostToWhomeverComesNext() {
    claim.release();
    claim(world, "node-b", Duration.ofMinutes(1));

    timer.turn();
    assertThat(losses).hasValue(0);
    assertThat(claim.lost()).isEmpty();
  }
}
