package org.hansa.core.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.apache.camel.builder.RouteBuilder;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.hansa.core.api.Alarm;
import org.hansa.core.api.Condition;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.control.Change;
import org.hansa.core.api.control.Controller;
import org.hansa.core.api.control.Step;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What does not get on says so, and says no more of it once it does. */
class StalledTest {

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

  /** Does what the gate refuses, until somebody mends it. */
  private static final class Meddler implements Controller {
    private final List<Boolean> stalled = new CopyOnWriteArrayList<>();
    private volatile boolean mended;

    @Override
    public String name() {
      return "meddler";
    }

    @Override
    public String kind() {
      return "Thing";
    }

    @Override
    public Step step(Snapshot snapshot, Resource r) {
      stalled.add(r.is(Condition.STALLED));
      return mended ? Step.done() : Step.of(new Change.Finalizer(r.ref(), "things", false));
    }
  }

  @Test
  void whatTheGateRefusesFiveTimesInARowIsSaidUntilItIsMended() {
    Meddler meddler = new Meddler();
    world.submit(World.put("a", 3));
    awaitReady("a");
    world.runtime.add(meddler);
    world.runtime.add(
        "more routes",
        new RouteBuilder() {
          @Override
          public void configure() {
            from("hansa-changes:meddler?kinds=Thing&backoffMin=20ms&backoffMax=100ms")
                .routeId("test.meddler")
                .to("hansa-step:meddler");
          }
        });

    await().until(() -> world.find("a").orElseThrow().is(Condition.STALLED));
    assertThat(world.find("a").orElseThrow().condition(Condition.STALLED).orElseThrow().message())
        .startsWith("meddler: ");
    await().until(() -> meddler.stalled.size() > 5);
    assertThat(List.copyOf(meddler.stalled).subList(0, 6))
        .containsExactly(false, false, false, false, false, true);

    meddler.mended = true;
    await().until(() -> !world.find("a").orElseThrow().is(Condition.STALLED));
  }

  /** Throws what no controller should, until somebody mends it. */
  private static final class Faulty implements Controller {
    private volatile Optional<Supplier<RuntimeException>> fault;

    Faulty(Supplier<RuntimeException> fault) {
      this.fault = Optional.of(fault);
    }

    @Override
    public String name() {
      return "faulty";
    }

    @Override
    public String kind() {
      return "Thing";
    }

    @Override
    public Step step(Snapshot snapshot, Resource r) {
      if (fault.isPresent()) {
        throw fault.get().get();
      }
      return Step.done();
    }
  }

  private void route(Faulty faulty) {
    world.runtime.add(faulty);
    world.runtime.add(
        "more routes",
        new RouteBuilder() {
          @Override
          public void configure() {
            from("hansa-changes:faulty?kinds=Thing&backoffMin=20ms&backoffMax=100ms")
                .routeId("test.faulty")
                .to("hansa-step:faulty");
          }
        });
  }

  @Test
  void whatAControllerFailsAtIsSaidUntilItIsMended() {
    Faulty faulty = new Faulty(() -> new NullPointerException("no such part"));
    world.submit(World.put("a", 3));
    awaitReady("a");
    route(faulty);

    await().until(() -> world.find("a").orElseThrow().is(Condition.STALLED));
    assertThat(world.find("a").orElseThrow().condition(Condition.STALLED).orElseThrow().message())
        .startsWith("faulty: ")
        .contains("NullPointerException", "no such part");
    assertThat(world.store.snapshot().list(Alarm.KIND)).hasSize(1);

    faulty.fault = Optional.empty();
    await().until(() -> !world.find("a").orElseThrow().is(Condition.STALLED));
    await().until(() -> world.store.snapshot().list(Alarm.KIND).findAny().isEmpty());
  }
}
