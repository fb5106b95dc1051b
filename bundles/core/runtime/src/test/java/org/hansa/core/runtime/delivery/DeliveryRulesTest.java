package org.hansa.core.runtime.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.processor.aggregate.UseLatestAggregationStrategy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Which routes are started, and what is said of those that are not. */
class DeliveryRulesTest {

  private static final String FROM = "hansa-changes:shops?kinds=Shop";

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

  @AfterEach
  void stop() {
    delivery.stop();
  }

  private static RoutesBuilder routes(Consumer<RouteBuilder> flow) {
    return new RouteBuilder() {
      @Override
      public void configure() {
        flow.accept(this);
      }
    };
  }

  private RouteFigures started(RoutesBuilder builder) {
    stepper.kinds.put("shops", "Shop");
    store.put(Things.thing("Shop/t/a"));
    delivery.addRoutes("bundle", builder);
    delivery.start();
    machine.pass(Duration.ofSeconds(1));
    return delivery.contexts().get(0);
  }

  private static Arguments flow(String named, Consumer<RouteDefinition> part) {
    return Arguments.of(named, part);
  }

  static Stream<Arguments> timing() {
    return Stream.of(
        flow("delay", r -> r.delay(1).to("hansa-step:shops")),
        flow("throttle", r -> r.throttle(1).to("hansa-step:shops")),
        flow(
            "aggregate",
            r -> r.aggregate(new UseLatestAggregationStrategy()).constant(1).completionSize(2)),
        flow("circuitBreaker", r -> r.circuitBreaker().to("hansa-step:shops").end()),
        flow("wireTap", r -> r.wireTap("log:a").to("hansa-step:shops")),
        flow("threads", r -> r.threads(2).to("hansa-step:shops")),
        flow("onException", r -> r.onException(Exception.class).handled(true).end()),
        flow("toD", r -> r.toD("${body}")),
        flow("resequence", r -> r.resequence().body().to("hansa-step:shops")),
        flow("recipientList", r -> r.recipientList().constant("seda:a")),
        flow("seda:a", r -> r.to("seda:a")),
        flow("timer:a", r -> r.to("timer:a")),
        flow("direct:a?block=true", r -> r.to("direct:a?block=true")),
        flow("multicast", r -> r.multicast().parallelProcessing().to("log:a").end()),
        flow("split", r -> r.split().body().parallelProcessing().to("log:a").end()),
        flow(
            "delay",
            r -> r.choice().when().constant(true).delay(1).to("hansa-step:shops").endChoice()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("timing")
  void whatIsNotSynchronousIsRefused(String named, Consumer<RouteDefinition> part) {
    RouteFigures figures =
        started(
            routes(
                b -> {
                  part.accept(b.from(FROM).routeId("flow.bad"));
                  b.from("direct:other").routeId("flow.other").to("log:a");
                }));

    assertThat(figures.running()).containsExactly("flow.other");
    assertThat(figures.refused())
        .singleElement()
        .asString()
        .startsWith("flow.bad: ")
        .contains("'" + named);
    assertThat(stepper.steps).isEmpty();
    assertThat(delivery.current()).isEmpty();
  }

  @Test
  void aDelayBehindDirectIsFound() {
    RouteFigures figures =
        started(
            routes(
                b -> {
                  b.from(FROM).routeId("flow.bad").to("direct:behind");
                  b.from("direct:behind").routeId("flow.behind").to("direct:far");
                  b.from("direct:far").delay(1).to("hansa-step:shops");
                }));

    assertThat(figures.running()).contains("flow.behind").doesNotContain("flow.bad");
    assertThat(figures.refused()).singleElement().asString().contains("delay");
  }

  @Test
  void aFlowThatBecomesBadByALaterBuilderIsStopped() {
    started(routes(b -> b.from(FROM).routeId("flow.good").to("direct:behind")));
    assertThat(delivery.current()).hasSize(1);

    delivery.addRoutes("bundle", routes(b -> b.from("direct:behind").delay(1).to("log:a")));
    assertThat(delivery.current()).isEmpty();
    assertThat(delivery.contexts().get(0).refused()).hasSize(1);
  }

  @Test
  void synchronousPatternsRun() {
    RouteFigures figures =
        started(
            routes(
                b -> {
                  b.from(FROM)
                      .routeId("flow.good")
                      .filter(b.simple("${header.HansaRef.tenant} == 't'"))
                      .choice()
                      .when(b.simple("${body.name} == 'a'"))
                      .to("direct:step")
                      .otherwise()
                      .stop()
                      .end();
                  b.from("direct:step").routeId("flow.step").to("hansa-step:shops");
                }));

    assertThat(figures.refused()).isEmpty();
    assertThat(stepper.steps).containsExactly("shops a");
  }

  @Test
  void timingElsewhereIsTheRoutesOwnAffair() {
    RouteFigures figures =
        started(routes(b -> b.from("direct:a").routeId("flow.slow").delay(1).to("log:a")));

    assertThat(figures.running()).containsExactly("flow.slow");
  }

  @Test
  void camelDoesNotRedeliver() {
    stepper.answer(
        "a",
        () -> {
          throw new StepFailed(true, "not now");
        });
    started(
        routes(
            b -> {
              b.errorHandler(b.defaultErrorHandler().maximumRedeliveries(5).redeliveryDelay(0));
              b.from(FROM + "&backoffMin=1h&backoffMax=1h")
                  .routeId("flow.a")
                  .to("hansa-step:shops");
            }));

    assertThat(stepper.steps).hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void aMistakeInOptionsIsSaid(String uri, String said) {
    RouteFigures figures =
        started(routes(b -> b.from(uri).routeId("flow.bad").to("hansa-step:shops")));

    assertThat(figures.running()).isEmpty();
    assertThat(figures.refused()).singleElement().asString().contains(said);
  }

  static Stream<Arguments> mistakes() {
    return Stream.of(
        Arguments.of("hansa-changes:shops?kind=Shop", "Maybe 'kinds' was meant"),
        Arguments.of("hansa-changes:shops", "kinds=<Kind>"),
        Arguments.of("hansa-changes:Shops?kinds=Shop", "controller 'Shops'"),
        Arguments.of("hansa-changes:shops?kinds=shop", "kinds 'shop'"),
        Arguments.of(FROM + "&concurrency=0", "concurrency '0'"),
        Arguments.of(FROM + "&concurrency=257", "concurrency '257'"),
        Arguments.of(FROM + "&backoffMin=soon", "backoffMin 'soon'"),
        Arguments.of(FROM + "&backoffMin=2m", "backoffMax"),
        Arguments.of(FROM + "&priority=high", "priority 'high'"));
  }

  @Test
  void aBuilderThatThrowsHarmsNoOther() {
    delivery.addRoutes(
        "bad",
        routes(
            b -> {
              throw new IllegalStateException("a partner's mistake");
            }));
    RouteFigures bad =
        started(routes(b -> b.from(FROM).routeId("flow.good").to("hansa-step:shops")));

    assertThat(bad.refused()).singleElement().asString().contains("a partner's mistake");
    assertThat(stepper.steps).containsExactly("shops a");
  }

  @Test
  void oneBundlesRouteIdsAndComponentsReachNoOther() {
    RoutesBuilder thief =
        routes(
            b -> {
              b.getContext().removeComponent("hansa-step");
              b.from("direct:a").routeId("flow.good").to("log:a");
            });
    delivery.addRoutes("thief", thief);
    started(routes(b -> b.from(FROM).routeId("flow.good").to("hansa-step:shops")));

    assertThat(stepper.steps).containsExactly("shops a");
    assertThat(delivery.contexts())
        .filteredOn(f -> f.bundle().equals("thief"))
        .singleElement()
        .extracting(RouteFigures::running)
        .isEqualTo(List.of());
  }

  @Test
  void oneOfABundlesBuildersCanGo() {
    RoutesBuilder other = routes(b -> b.from("direct:a").routeId("flow.other").to("log:a"));
    delivery.addRoutes("bundle", other);
    started(routes(b -> b.from(FROM).routeId("flow.good").to("hansa-step:shops")));
    delivery.removeRoutes("bundle", other);

    assertThat(delivery.contexts().get(0).running()).containsExactly("flow.good");
    store.put(Things.thing("Shop/t/b"));
    machine.runAll();
    assertThat(stepper.steps).endsWith("shops b");
  }
}
