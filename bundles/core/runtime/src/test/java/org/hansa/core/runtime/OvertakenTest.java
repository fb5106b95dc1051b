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
import org.hansa.core.api.control.Step;
import org.hansa.core.api.gate.Request;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a step has chosen is taken by another before it is written. */
@SuppressWarnings("try")
class OvertakenTest {

  @TempDir Path folder;

  private final Meddled meddled = new Meddled();
  private final AtomicInteger rivals = new AtomicInteger();
  private final Seats seats = new Seats();
  private World world;

  @BeforeEach
  void start() {
    world = new World(folder, new FakeDriver(), Threads.make(), meddled);
    world.runtime.add(seats);
    world.runtime.add(
        "seats",
        new RouteBuilder() {
          @Override
          public void configure() {
            from("hansa-changes:seats?kinds=Thing&backoffMin=20ms&backoffMax=100ms")
                .routeId("seats")
                .to("hansa-step:seats");
          }
        });
  }

  @AfterEach
  void stop() throws Exception {
    world.close();
  }

  private static Change seat(Optional<Ref> owner, String name, int number) {
    return Change.Put.of(
        new Draft(
            new Ref(Reservation.KIND, "demo", name),
            Map.of(),
            owner,
            Set.of(),
            Doc.of(
                new Reservation.Spec(
                    World.AT.toString(), Map.of(), List.of("seat/" + number), Optional.empty()))));
  }

  /** Takes the lowest that is free, once the sitter is at it, a number of times. */
  private void overtake(int times) {
    meddled.before =
        () -> {
          if (Seats.SITTING.get() != null && rivals.get() < times) {
            int number = Seats.SITTING.get();
            Seats.SITTING.remove();
            String name = "rival-" + rivals.getAndIncrement();
            world.gate.submit(
                Request.of(
                    Completion.RUNTIME,
                    "test",
                    "test",
                    List.of(seat(Optional.empty(), name, number))));
          }
        };
  }

  private List<String> keysOfA() {
    return world
        .store
        .snapshot()
        .get(new Ref(Reservation.KIND, "demo", "a"))
        .map(r -> r.spec().as(Reservation.Spec.class).keys())
        .orElse(List.of());
  }

  private double failures() {
    return world.runtime.measured().families().stream()
        .filter(f -> f.name().equals("hansa_step_failures"))
        .flatMap(f -> f.samples().stream())
        .filter(s -> "seats".equals(s.labels().get("controller")))
        .mapToDouble(s -> s.value())
        .sum();
  }

  @Test
  void itChoosesAnewAtOnce() {
    overtake(3);
    world.submit(World.put("a", 1));

    await().atMost(Duration.ofMinutes(1)).until(() -> !keysOfA().isEmpty());
    assertThat(keysOfA()).containsExactly("seat/3");
    assertThat(rivals).hasValue(3);
    assertThat(failures()).isZero();
  }

  @Test
  void whoIsOvertakenAgainAndAgainWaitsAndIsNotStalled() throws Exception {
    overtake(40);
    AtomicBoolean stalled = new AtomicBoolean();
    long from = world.store.snapshot().revision();
    try (AutoCloseable watch =
        world.store.watch(
            from,
            changes ->
                changes.stream()
                    .filter(c -> c.resource().condition("Stalled").isPresent())
                    .forEach(c -> stalled.set(true)))) {
      world.submit(World.put("a", 1));
      await().atMost(Duration.ofMinutes(1)).until(() -> !keysOfA().isEmpty());
    }
    assertThat(keysOfA()).containsExactly("seat/40");
    assertThat(failures()).isPositive();
    assertThat(stalled).isFalse();
  }

  /** However much is written meanwhile: it is not that which is in its way. */
  @Test
  void whoWantsWhatAnotherHasIsStalled() {
    seats.first = true;
    world.gate.submit(
        Request.of(
            Completion.RUNTIME, "test", "test", List.of(seat(Optional.empty(), "rival", 0))));
    meddled.before =
        () -> {
          if (Seats.SITTING.get() != null) {
            Seats.SITTING.remove();
            world.submit(World.put("other", rivals.incrementAndGet() % 100));
          }
        };
    world.submit(World.put("a", 1));

    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> world.find("a").orElseThrow().condition("Stalled").isPresent());
  }

  /** Each thing takes the lowest seat that is free, or wants the first whoever has it. */
  private static final class Seats implements Controller {

    private static final ThreadLocal<Integer> SITTING = new ThreadLocal<>();

    private volatile boolean first;

    @Override
    public String name() {
      return "seats";
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
      Ref ref = new Ref(Reservation.KIND, "demo", r.ref().name());
      if (snapshot.get(ref).isPresent()) {
        return Step.done();
      }
      int lowest = snapshot.claims(World.AT).keys().free("seat", 0, 1000).orElseThrow();
      int free = first ? 0 : lowest;
      SITTING.set(free);
      return Step.of(seat(Optional.of(r.ref()), ref.name(), free));
    }
  }
}
