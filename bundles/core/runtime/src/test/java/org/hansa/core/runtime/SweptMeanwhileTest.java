package org.hansa.core.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.builder.RouteBuilder;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.hansa.core.api.Endpoint;
import org.hansa.core.api.Observation;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.control.Call;
import org.hansa.core.api.control.Change;
import org.hansa.core.api.control.Controller;
import org.hansa.core.api.control.Step;
import org.hansa.core.api.gate.Request;
import org.hansa.core.gate.DefaultGate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An endpoint is about to remove what a resource has left there, while that resource is held,
 * changed or comes back.
 */
class SweptMeanwhileTest {

  private static final String HOLD = "look first";
  private static final Ref A = World.thing("a");

  /** So large that it is refused: nothing is made of it. */
  private static final int TOO_LARGE = 101;

  @TempDir Path folder;

  private final FakeDriver driver = new FakeDriver();
  private final Meddled meddled = new Meddled();
  private final Sweeper sweeper = new Sweeper();
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
    driver.removing.countDown();
    world.close();
  }

  private static ConditionFactory await() {
    return Awaitility.await().atMost(Duration.ofMinutes(1));
  }

  private void sweeping() {
    world.runtime.add(sweeper);
    world.runtime.add(
        "sweeps",
        new RouteBuilder() {
          @Override
          public void configure() {
            from("hansa-changes:sweeper?kinds=Endpoint&all=Thing&backoffMin=20ms&backoffMax=100ms")
                .routeId("sweeps")
                .to("hansa-step:sweeper");
          }
        });
  }

  private void meanwhile(Change... changes) {
    elsewhere.submit(Request.of(Completion.RUNTIME, "test", "test", List.of(changes)));
  }

  private void hold(boolean present) {
    meanwhile(new Change.Hold(A, HOLD, present));
  }

  /** A thing of which nothing is made, and a box of its uid that stands there all the same. */
  private String left() {
    world.submit(World.put(A.name(), TOO_LARGE));
    await().until(() -> world.find(A.name()).orElseThrow().condition("Stalled").isPresent());
    String uid = world.find(A.name()).map(Resource::uid).orElseThrow();
    driver.world.put(uid, new FakeDriver.Box(1, Optional.empty()));
    return uid;
  }

  /** Two more: the first of them has ended when the next begins. */
  private void awaitStepsOfTheSweeper() {
    for (int i = 0; i < 2; i++) {
      int before = sweeper.steps.get();
      world.submit(World.put("another-" + UUID.randomUUID(), TOO_LARGE));
      await().until(() -> sweeper.steps.get() > before);
    }
  }

  /** At the first commit of a sweep that is decided. */
  private AtomicBoolean whenItIsDecided(Runnable what) {
    AtomicBoolean done = new AtomicBoolean();
    meddled.before =
        () -> {
          if (Thread.currentThread().equals(sweeper.deciding) && done.compareAndSet(false, true)) {
            what.run();
          }
        };
    return done;
  }

  @Test
  void whatIsLeftIsRemoved() {
    String uid = left();
    sweeping();

    await().until(() -> !driver.world.containsKey(uid));
    await().until(() -> !sweep().isOpen());
  }

  @Test
  void nothingIsRemovedOfWhatIsHeld() {
    String uid = left();
    hold(true);
    sweeping();
    awaitStepsOfTheSweeper();
    assertThat(sweep()).isEqualTo(Observation.NONE);
    assertThat(driver.world).containsKey(uid);

    hold(false);
    await().until(() -> !driver.world.containsKey(uid));
  }

  @Test
  void nothingIsRemovedOfWhatIsHeldMeanwhile() {
    String uid = left();
    AtomicBoolean held = whenItIsDecided(() -> hold(true));
    sweeping();
    await().untilTrue(held);
    awaitStepsOfTheSweeper();
    assertThat(sweep()).isEqualTo(Observation.NONE);
    assertThat(driver.world).containsKey(uid);

    hold(false);
    await().until(() -> !driver.world.containsKey(uid));
  }

  @Test
  void nothingIsRemovedOfWhatHasChangedMeanwhile() {
    String uid = left();
    AtomicBoolean put = whenItIsDecided(() -> world.submit(World.put(A.name(), 1)));
    sweeping();
    await().untilTrue(put);

    await().until(() -> world.ready(A.name()));
    awaitStepsOfTheSweeper();
    assertThat(driver.calls).doesNotContain("remove");
    assertThat(driver.world).containsKey(uid);
  }

  @Test
  void whatComesBackIsMadeWhenItIsRemoved() {
    String uid = left();
    driver.removing = new CountDownLatch(1);
    sweeping();
    await().until(() -> driver.calls.contains("remove"));
    world.submit(World.put(A.name(), 1));

    await().until(() -> world.find(A.name()).orElseThrow().finalizers().contains("things"));
    assertThat(sweep().isOpen()).isTrue();
    assertThat(world.find(A.name()).orElseThrow().observed("things")).isEqualTo(Observation.NONE);

    driver.removing.countDown();
    await().until(() -> world.ready(A.name()));
    assertThat(driver.world).containsKey(uid);
    assertThat(driver.calls).containsSubsequence("remove", "apply");
  }

  /** Another node has its removal decided when this one has decided to make it. */
  @Test
  void whatComesBackInTheSameMomentIsMadeWhenItIsRemoved() {
    String uid = left();
    Call call = Call.sweep(World.AT, "box", uid, Optional.of(A));
    Observation intent = Outcomes.intent(Observation.NONE, call, Instant.EPOCH);
    AtomicBoolean decided = new AtomicBoolean();
    meddled.before =
        () -> {
          if (Thread.currentThread().getName().startsWith("hansa-step")
              && decided.compareAndSet(false, true)) {
            meanwhile(new Change.Observed(World.AT, Sweeper.NAME, intent));
          }
        };
    world.submit(World.put(A.name(), 1));

    await().until(() -> world.find(A.name()).orElseThrow().finalizers().contains("things"));
    assertThat(decided).isTrue();
    assertThat(world.find(A.name()).orElseThrow().observed("things")).isEqualTo(Observation.NONE);
    assertThat(driver.applies()).isZero();

    meanwhile(new Change.Observed(World.AT, Sweeper.NAME, Observation.NONE));
    await().until(() -> world.ready(A.name()));
  }

  private Observation sweep() {
    return world.store.snapshot().get(World.AT).orElseThrow().observed(Sweeper.NAME);
  }

  /** Wants the box of the thing gone, once, while nothing can be made of that. */
  private static final class Sweeper implements Controller {

    static final String NAME = "sweeper";

    private final AtomicInteger steps = new AtomicInteger();
    private volatile Thread deciding;

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public String kind() {
      return Endpoint.KIND;
    }

    @Override
    public Step step(Snapshot snapshot, Resource endpoint) {
      steps.incrementAndGet();
      Optional<Resource> left =
          snapshot.get(A).filter(a -> a.spec().as(World.Thing.class).size() == TOO_LARGE);
      if (left.isEmpty() || endpoint.observed(NAME).isSettled()) {
        return Step.done();
      }
      deciding = Thread.currentThread();
      return Step.builder()
          .call(Call.sweep(endpoint.ref(), "box", left.get().uid(), Optional.of(A)))
          .build();
    }
  }
}
