package org.hansa.core.runtime.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Real Camel contexts; pool and time are the test's. */
class DeliveryTest {

  private static final String FLOW =
      "hansa-changes:shops?kinds=Shop&owners=Part&concurrency=1&backoffMin=1s&backoffMax=10s";

  private final Machine machine = new Machine();
  private final MemoryStore store = new MemoryStore();
  private final Recorder stepper = new Recorder();
  private final Delivery delivery =
      new Delivery(
          store,
          stepper,
          NoOutlets.outlets(),
          machine,
          machine.scheduler,
          machine,
          machine::nanos,
          () -> 0L);

  private static RoutesBuilder route(String id, String from, String controller) {
    return new RouteBuilder() {
      @Override
      public void configure() {
        from(from).routeId(id).to("hansa-step:" + controller);
      }
    };
  }

  private final RoutesBuilder shops = route("flow.shops", FLOW, "shops");

  @BeforeEach
  void controllers() {
    stepper.kinds.put("shops", "Shop");
  }

  @AfterEach
  void stop() {
    delivery.stop();
  }

  @Test
  void startsByListingAndThenFollows() {
    Resource a = Things.thing("Shop/t/a");
    store.put(a, Things.thing("Other/t/other"));
    delivery.addRoutes("bundle", shops);
    delivery.start();
    machine.runAll();
    assertThat(stepper.steps).containsExactly("shops a");

    store.put(Things.thing("Shop/t/b"));
    store.put(Things.owned("Part/t/wheel", a));
    machine.runAll();
    assertThat(stepper.steps).containsExactly("shops a", "shops b", "shops a");
  }

  @Test
  void aRouteAddedLaterListsToo() {
    delivery.start();
    store.put(Things.thing("Shop/t/a"));
    machine.runAll();
    delivery.addRoutes("bundle", shops);
    machine.runAll();

    assertThat(stepper.steps).containsExactly("shops a");
  }

  @Test
  void manyChangesOfOneResourceAreOneStep() {
    delivery.addRoutes("bundle", shops);
    delivery.start();
    Resource a = Things.thing("Shop/t/a");
    for (int i = 0; i < 100; i++) {
      store.put(a.withStatus(Things.doc(i)));
    }
    machine.runAll();

    assertThat(stepper.steps).containsExactly("shops a");
  }

  @Test
  void aDeletedResourceIsNotStepped() {
    Resource a = Things.thing("Shop/t/a");
    delivery.addRoutes("bundle", shops);
    delivery.start();
    store.put(a);
    store.remove(a);
    machine.runAll();

    assertThat(stepper.steps).isEmpty();
  }

  @Test
  void aFailureIsRetriedAndANewSpecTriedAtOnce() {
    Resource a = Things.thing("Shop/t/a");
    stepper.answer(
        "a",
        () -> {
          throw new StepFailed(true, "not now");
        });
    store.put(a);
    delivery.addRoutes("bundle", shops);
    delivery.start();
    machine.pass(Duration.ofMillis(3500));
    assertThat(stepper.steps).as("at 0, 1 and 3 s").hasSize(3);

    store.put(a.withStatus(Things.doc(1)));
    machine.runAll();
    assertThat(stepper.steps).hasSize(3);

    store.put(a.withSpec(Things.doc(1)));
    machine.runAll();
    assertThat(stepper.steps).hasSize(4);
    assertThat(delivery.figures()).singleElement().extracting(QueueFigures::failing).isEqualTo(1);
  }

  @Test
  void aStepIsRepeatedWhenItAsked() {
    stepper.answer("a", () -> Optional.of(Duration.ofSeconds(5)));
    store.put(Things.thing("Shop/t/a"));
    delivery.addRoutes("bundle", shops);
    delivery.start();
    machine.pass(Duration.ofSeconds(11));

    assertThat(stepper.steps).hasSize(3);
  }

  @Test
  void wakesOneWhoHasARoute() {
    delivery.addRoutes("bundle", shops);
    delivery.start();
    delivery.wake("shops", Ref.parse("Shop/t/now"), Urgency.OBSERVED);
    delivery.wake("unknown", Ref.parse("Shop/t/never"), Urgency.OBSERVED);
    machine.pass(Duration.ofSeconds(2));
    assertThat(stepper.steps).containsExactly("shops now");
  }

  @Test
  void withItsControllerAwayWorkWaitsAndGoesOnWhenItReturns() {
    store.put(Things.thing("Shop/t/a"));
    stepper.kinds.clear();
    delivery.addRoutes("bundle", shops);
    delivery.start();
    store.put(Things.thing("Shop/t/b"));
    machine.pass(Duration.ofMinutes(1));
    assertThat(stepper.steps).isEmpty();

    stepper.kinds.put("shops", "Shop");
    delivery.controllerArrived("shops");
    machine.runAll();
    assertThat(stepper.steps).containsExactly("shops a", "shops b");
  }

  @Test
  void aControllerThatGoesDuringItsStepIsNoFailure() {
    stepper.answer(
        "a",
        () -> {
          stepper.kinds.clear();
          throw new NoClassDefFoundError("org/example/Gone");
        });
    store.put(Things.thing("Shop/t/a"));
    delivery.addRoutes("bundle", shops);
    delivery.start();
    machine.runAll();
    QueueFigures figures = delivery.figures().get(0);
    assertThat(figures.parked()).isOne();
    assertThat(figures.failures()).isZero();

    stepper.answer("a", Optional::empty);
    stepper.kinds.put("shops", "Shop");
    delivery.controllerArrived("shops");
    machine.runAll();
    assertThat(stepper.steps).containsExactly("shops a", "shops a");
    assertThat(delivery.figures().get(0).parked()).isZero();
  }

  @Test
  void aCompactedWatchBeginsAnewFromANewerState() {
    store.put(Things.thing("Shop/t/a"));
    store.refuse(3);
    delivery.addRoutes("bundle", shops);
    delivery.start();
    store.put(Things.thing("Shop/t/b"));
    machine.pass(Duration.ofSeconds(1));
    assertThat(stepper.steps).contains("shops a", "shops b");

    store.put(Things.thing("Shop/t/c"));
    machine.runAll();
    assertThat(stepper.steps).endsWith("shops c");
    assertThat(store.watchers()).isOne();
  }

  @Test
  void moreChangesThanFitAreListed() {
    delivery.addRoutes("bundle", shops);
    delivery.start();
    Resource[] many = new Resource[30_000];
    for (int i = 0; i < many.length; i++) {
      many[i] = Things.thing("Shop/t/s" + i);
    }
    store.put(many);
    machine.runAll();

    assertThat(Set.copyOf(stepper.steps)).hasSize(30_000);
  }

  @Test
  void aReplacedBundleTakesOverOnlyWhenTheFormerHasEnded() {
    store.put(Things.thing("Shop/t/a"));
    delivery.addRoutes("one", shops);
    delivery.start();
    machine.runAll();
    delivery.addRoutes("two", route("flow.shops", FLOW, "shops"));
    machine.runAll();
    assertThat(stepper.steps).as("the second waits").hasSize(1);

    delivery.removeRoutes("one", shops);
    machine.runAll();
    assertThat(stepper.steps).as("the second lists").hasSize(2);
    store.put(Things.thing("Shop/t/b"));
    machine.runAll();
    assertThat(stepper.steps).endsWith("shops b").hasSize(3);
    assertThat(delivery.contexts()).extracting(RouteFigures::bundle).containsExactly("two");
  }

  @Test
  void subscriptionsAreThoseOfTheRoutesThatRun() {
    delivery.start();
    assertThat(delivery.current()).isEmpty();
    delivery.addRoutes("bundle", shops);

    assertThat(delivery.current())
        .containsExactly(
            new Subscription(
                "shops", Set.of("Shop"), Set.of("Part"), Set.of(), Set.of(), Set.of()));
    delivery.removeRoutes("bundle", shops);
    assertThat(delivery.current()).isEmpty();
    assertThat(delivery.figures()).isEmpty();
  }

  @Test
  void whenStoppedItLetsGoOfTheStoreAndRunsNothing() {
    delivery.addRoutes("bundle", shops);
    delivery.start();
    store.put(Things.thing("Shop/t/a"));
    machine.runOne(); // the change is mapped, the key handed to the pool
    AtomicBoolean left = new AtomicBoolean(true);
    stepper.answer(
        "a",
        () -> {
          left.set(false);
          return Optional.empty();
        });
    machine.runAll();
    assertThat(left).isFalse();
    delivery.stop();
    store.put(Things.thing("Shop/t/b"));
    machine.pass(Duration.ofHours(1));

    assertThat(stepper.steps).containsExactly("shops a");
    assertThat(store.watchers()).isZero();
    assertThat(delivery.contexts()).isEmpty();
  }

  @Test
  void aRouteMayStepSeveralControllersAndTheSoonestTimeCounts() {
    stepper.kinds.put("bills", "Shop");
    RoutesBuilder both =
        new RouteBuilder() {
          @Override
          public void configure() {
            from(FLOW).routeId("flow.both").to("hansa-step:shops").to("hansa-step:bills");
          }
        };
    stepper.answer("a", () -> Optional.of(Duration.ofSeconds(stepper.steps.size() == 1 ? 9 : 2)));
    store.put(Things.thing("Shop/t/a"));
    delivery.addRoutes("bundle", both);
    delivery.start();
    machine.pass(Duration.ofSeconds(3));

    assertThat(stepper.steps).isEqualTo(List.of("shops a", "bills a", "shops a", "bills a"));
  }
}
