package org.hansa.core.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.builder.RouteBuilder;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Draft;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Reservation;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.control.Change;
import org.hansa.core.api.control.Controller;
import org.hansa.core.api.control.Relied;
import org.hansa.core.api.control.Step;
import org.hansa.core.api.gate.Request;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a step says that it relied on must hold when it is written, not only when it was made. */
class ReliedTest {

  private static final Ref RIVAL = new Ref(Reservation.KIND, "demo", "rival");

  @TempDir Path folder;

  private final Meddled meddled = new Meddled();
  private final Shy shy = new Shy();
  private World world;

  @BeforeEach
  void start() {
    world = new World(folder, new FakeDriver(), Threads.make(), meddled);
    world.runtime.add(shy);
    world.runtime.add(
        "shy",
        new RouteBuilder() {
          @Override
          public void configure() {
            from("hansa-changes:shy?kinds=Thing&backoffMin=20ms&backoffMax=100ms")
                .routeId("shy")
                .to("hansa-step:shy");
          }
        });
  }

  @AfterEach
  void stop() throws Exception {
    world.close();
  }

  private static Change held(Ref ref, String key) {
    return Change.Put.of(
        new Draft(
            ref,
            Map.of(),
            Optional.empty(),
            Set.of(),
            Doc.of(
                new Reservation.Spec(
                    World.AT.toString(), Map.of(), List.of(key), Optional.empty()))));
  }

  @Test
  void whatHoldsNoLongerIsNotWrittenAndDecidedAnew() {
    AtomicBoolean done = new AtomicBoolean();
    meddled.before =
        () -> {
          if (Shy.DECIDED.get() != null && done.compareAndSet(false, true)) {
            Shy.DECIDED.remove();
            world.gate.submit(
                Request.of(Completion.RUNTIME, "test", "test", List.of(held(RIVAL, "b"))));
          }
        };
    world.submit(World.put("a", 1));

    await().atMost(Duration.ofMinutes(1)).until(() -> shy.sawRival.get() > 0);
    assertThat(world.store.snapshot().list(Reservation.KIND))
        .extracting(Resource::ref)
        .containsExactly(RIVAL);
  }

  /** Takes something only while nobody else does. */
  private static final class Shy implements Controller {

    private static final ThreadLocal<Boolean> DECIDED = new ThreadLocal<>();

    private final AtomicInteger sawRival = new AtomicInteger();

    @Override
    public String name() {
      return "shy";
    }

    @Override
    public String kind() {
      return "Thing";
    }

    @Override
    public Set<String> writes() {
      return Set.of(Reservation.KIND);
    }

    @Override
    public Step step(Snapshot snapshot, Resource r) {
      if (snapshot.get(RIVAL).isPresent()) {
        sawRival.incrementAndGet();
        return Step.done();
      }
      DECIDED.set(true);
      return Step.builder()
          .change(held(new Ref(Reservation.KIND, "demo", r.ref().name()), "a"))
          .relied(Relied.absent(RIVAL))
          .build();
    }
  }
}
