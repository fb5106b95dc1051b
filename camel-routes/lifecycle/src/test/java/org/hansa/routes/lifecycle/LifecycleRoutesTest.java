package org.hansa.routes.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.gate.Gate;
import org.hansa.core.api.store.Store;
import org.hansa.core.runtime.delivery.Cursors;
import org.hansa.core.runtime.delivery.Delivery;
import org.hansa.core.runtime.delivery.Outlets;
import org.hansa.core.runtime.delivery.Stepper;
import org.hansa.core.runtime.delivery.Subscription;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The routes, taken in by the runtime's own delivery, which refuses what is not synchronous. */
class LifecycleRoutesTest {

  private static final Map<String, String> KINDS =
      Map.ofEntries(
          Map.entry("orchestrator", "Application"),
          Map.entry("multicloud", "Application"),
          Map.entry("multicloud.optimizer", "Optimization"),
          Map.entry("multicloud.shortages", "Host"),
          Map.entry("wdm", "Workload"),
          Map.entry("wdm.instance", "Instance"),
          Map.entry("connectivity", "Connection"),
          Map.entry("resources", "Endpoint"),
          Map.entry("resources.places", "Endpoint"),
          Map.entry("resources.site", "Site"),
          Map.entry("federation", "Contract"),
          Map.entry("scheduler", "Job"),
          Map.entry("scheduler.issues", "EnergySeries"),
          Map.entry("workloads", "Instance"),
          Map.entry("workloads.orphans", "Endpoint"),
          Map.entry("workloads.forwards", "Endpoint"));

  private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1);
  private final Delivery delivery =
      new Delivery(
          emptyStore(),
          new Steppers(),
          new Outlets(unasked(Gate.class), unasked(Cursors.class), timer),
          timer,
          timer,
          InstantSource.system(),
          System::nanoTime,
          new Random(1));

  private record Steppers() implements Stepper {
    @Override
    public Optional<Duration> step(String controller, Ref ref) {
      return Optional.empty();
    }

    @Override
    public Optional<String> kindOf(String controller) {
      return Optional.ofNullable(KINDS.get(controller));
    }
  }

  /** A store with nothing in it, of which delivery asks no more than this. */
  private static Store emptyStore() {
    Snapshot empty =
        fake(
            Snapshot.class,
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "revision" -> 0L;
                  case "kinds" -> List.of();
                  case "list" -> Stream.empty();
                  default -> throw new UnsupportedOperationException(method.getName());
                });
    AutoCloseable watch = () -> {};
    return fake(
        Store.class,
        (proxy, method, arguments) ->
            switch (method.getName()) {
              case "snapshot" -> empty;
              case "watch" -> watch;
              default -> throw new UnsupportedOperationException(method.getName());
            });
  }

  private static <T> T unasked(Class<T> type) {
    return fake(
        type,
        (proxy, method, arguments) -> {
          throw new UnsupportedOperationException(method.getName());
        });
  }

  private static <T> T fake(Class<T> type, InvocationHandler answers) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, answers));
  }

  @BeforeEach
  void start() {
    delivery.start();
    delivery.addRoutes("lifecycle", new LifecycleRoutes());
  }

  @AfterEach
  void stop() {
    delivery.stop();
    timer.shutdownNow();
  }

  private Map<String, Subscription> subscriptions() {
    return delivery.current().stream()
        .collect(Collectors.toMap(Subscription::controller, Function.identity()));
  }

  @Test
  void everyRouteIsSynchronousAndRuns() {
    assertThat(delivery.contexts())
        .singleElement()
        .satisfies(
            context -> {
              assertThat(context.refused()).isEmpty();
              assertThat(context.running())
                  .hasSize(KINDS.size())
                  .allSatisfy(id -> assertThat(id).startsWith("lifecycle."));
            });
  }

  @Test
  void everyControllerIsWokenByTheKindThatItSteps() {
    assertThat(subscriptions().keySet()).isEqualTo(KINDS.keySet());
    assertThat(subscriptions())
        .allSatisfy((name, s) -> assertThat(s.kinds()).containsExactly(KINDS.get(name)));
  }

  @Test
  void aReadyConnectionFollowsItsProvidersInstances() {
    assertThat(subscriptions().get("connectivity").labels())
        .containsExactlyInAnyOrder("Instance", "Workload");
  }

  @Test
  void aReadyWorkloadLearnsOfAnotherAddressOfWhatItCalls() {
    assertThat(subscriptions().get("wdm").labels()).containsExactly("Connection");
  }

  /** Else each change would be held against all that waits, of whatever application. */
  @Test
  void whatChangesWithEachApplicationWakesThatOnesOwn() {
    assertThat(subscriptions().values())
        .allSatisfy(
            s -> {
              assertThat(s.waiting()).isSubsetOf("Site", "Host", "Endpoint");
              assertThat(s.all())
                  .isSubsetOf(
                      "Site",
                      "Host",
                      "Endpoint",
                      "Contract",
                      "Grant",
                      "Tenant",
                      "EnergySeries",
                      "PlacementPolicy");
            });
  }

  @Test
  void aConnectionLearnsThatItsEndpointIsOpenOrForwards() {
    assertThat(subscriptions().get("connectivity").waiting())
        .containsExactlyInAnyOrder("Host", "Endpoint");
  }

  /** What runs by a contract ends with it. */
  @Test
  void everyApplicationLearnsOfContractsGrantsAndWhatIsBest() {
    assertThat(subscriptions().get("multicloud").all())
        .containsExactlyInAnyOrder("Contract", "Grant", "PlacementPolicy");
  }

  /** A move that is accepted is not left until the application looks by itself, nor the next. */
  @Test
  void theApplicationsOfATenantAndItsOptimizationsWakeEachOther() {
    assertThat(subscriptions().get("multicloud").tenant()).containsExactly("Optimization");
    assertThat(subscriptions().get("multicloud.optimizer").tenant())
        .containsExactlyInAnyOrder("Application", "Instance");
  }

  @Test
  void aJobLearnsOfWhatItRunsAndIsNotWokenByEachForecast() {
    assertThat(subscriptions().get("scheduler").all()).isEmpty();
    assertThat(subscriptions().get("scheduler").owners())
        .containsExactlyInAnyOrder("Application", "Instance");
  }

  @Test
  void anUnplacedApplicationLearnsOfNewPlaces() {
    assertThat(subscriptions().get("multicloud").waiting())
        .containsExactlyInAnyOrder("Site", "Host", "Endpoint");
  }
}
