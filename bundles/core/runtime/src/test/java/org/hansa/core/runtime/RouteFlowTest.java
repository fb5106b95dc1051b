package org.hansa.core.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.hansa.core.api.Condition;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Draft;
import org.hansa.core.api.Follower;
import org.hansa.core.api.HoldRule;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.RouteGrant;
import org.hansa.core.api.control.Change;
import org.hansa.core.api.gate.Principal;
import org.hansa.core.api.gate.Request;
import org.hansa.core.api.plan.Plan;
import org.hansa.core.api.store.Entry;
import org.hansa.core.api.store.Store;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A partner's routes on the real store, gate and runtime: they follow, ask and release. */
class RouteFlowTest {

  private static final Duration SOON = Duration.ofSeconds(20);
  private static final String PARTNER = "org.example.tickets";

  @TempDir Path folder;
  private World world;
  private Principal writer;

  @BeforeEach
  void start() {
    world = new World(folder, new FakeDriver());
    writer = world.gate.route("org.example.writer");
    grant("writer", "org.example.writer", List.of("Thing"), List.of());
  }

  @AfterEach
  void stop() throws Exception {
    world.close();
  }

  private void grant(String name, String bundle, List<String> kinds, List<String> rules) {
    RouteGrant.Right right =
        new RouteGrant.Right(kinds, List.of(RouteGrant.Verb.READ, RouteGrant.Verb.WRITE));
    put(RouteGrant.KIND, name, new RouteGrant.Spec(bundle, List.of(right), rules));
  }

  private void rule() {
    put(
        HoldRule.KIND,
        "size",
        new HoldRule.Spec(
            List.of("Thing"), List.of(), java.util.Map.of(), List.of(), Optional.empty()));
  }

  private void put(String kind, String name, Record spec) {
    world.submit(Change.Put.of(Draft.of(new Ref(kind, "system", name), Doc.of(spec))));
  }

  private void write(String name, int size) {
    world.gate.submit(Request.of(writer, "test", "because", List.of(World.put(name, size))));
  }

  private void routes(Consumer<RouteBuilder> flow) {
    world.runtime.add(
        PARTNER,
        new RouteBuilder() {
          @Override
          public void configure() {
            flow.accept(this);
          }
        });
  }

  private static String said(Exchange e) {
    Object change = e.getMessage().getHeader("HansaChange");
    Ref ref = e.getMessage().getHeader("HansaRef", Ref.class);
    return change + (ref == null ? "" : " " + ref.name());
  }

  private Resource follower(String name) {
    return world.store.snapshot().get(new Ref(Follower.KIND, "system", name)).orElseThrow();
  }

  @Test
  void aRouteAsksAndReleasesWhatARuleHolds() throws Exception {
    rule();
    grant("tickets", PARTNER, List.of("Thing"), List.of("size"));
    Queue<Resource> tickets = new ConcurrentLinkedQueue<>();
    Queue<Resource> answered = new ConcurrentLinkedQueue<>();
    List<Boolean> done = new CopyOnWriteArrayList<>();
    routes(
        b -> {
          b.from("hansa-follow:tickets?kinds=Thing")
              .routeId("ask")
              .filter(
                  e ->
                      e.getMessage().getBody() instanceof Resource r
                          && r.holds().contains("rule:size"))
              .process(e -> tickets.add(e.getMessage().getBody(Resource.class)));
          b.from("timer:answers?period=50&delay=0")
              .routeId("answer")
              .process(
                  e -> {
                    Resource r = answered.poll();
                    e.getMessage().setBody(r);
                    if (r != null) {
                      e.getMessage().setHeader("HansaGeneration", r.generation());
                    }
                  })
              .filter(e -> e.getMessage().getBody() != null)
              .to("hansa-gate:release?hold=rule:size")
              .process(e -> done.add(e.getMessage().getHeader("HansaDone", Boolean.class)));
        });
    Plan.Status plan = world.runtime.planner().plan(writer, List.of(World.put("a", 1)));
    assertThat(plan.blocked())
        .contains("Thing/demo/a: is held by 'rule:size' until it is released");
    assertThat(plan.changes()).allSatisfy(line -> assertThat(line.calls()).isEmpty());

    write("a", 1);
    await().atMost(SOON).until(() -> !tickets.isEmpty());
    assertThat(world.ready("a")).isFalse();
    Resource first = tickets.remove();

    // What was agreed to is not what stands now: it stays held, and is asked for anew.
    write("a", 2);
    await().atMost(SOON).until(() -> tickets.stream().anyMatch(r -> r.generation() == 2));
    answered.add(first);
    // The gate has answered, so a wrong release would have been made by now.
    await().atMost(SOON).until(() -> !done.isEmpty());
    assertThat(done).containsExactly(false);
    Resource second = tickets.stream().filter(r -> r.generation() == 2).findFirst().orElseThrow();
    assertThat(world.find("a").orElseThrow().holds()).containsExactly("rule:size");
    assertThat(world.ready("a")).isFalse();

    answered.add(second);
    await().atMost(SOON).until(() -> world.ready("a"));
    await().atMost(SOON).until(() -> done.size() == 2);
    assertThat(done).containsExactly(false, true);
    assertThat(audit())
        .anySatisfy(
            e -> {
              assertThat(e.actor()).isEqualTo("route:" + PARTNER);
              assertThat(e.cause()).isEqualTo("answer on Thing/demo/a@2");
              assertThat(e.body().toString()).contains("\"released\":[\"rule:size\"]");
            });
  }

  @Test
  void withoutAGrantARouteIsGivenNothingAndRefused() {
    rule();
    List<String> given = new CopyOnWriteArrayList<>();
    List<String> refused = new CopyOnWriteArrayList<>();
    routes(
        b -> {
          b.from("hansa-follow:tickets?kinds=Thing").process(e -> given.add(said(e)));
          b.from("timer:once?repeatCount=1&delay=0")
              .setHeader("HansaRef", b.constant("Thing/demo/a"))
              .doTry()
              .to("hansa-gate:release?hold=rule:size")
              .doCatch(Exception.class)
              .process(
                  e ->
                      refused.add(
                          e.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class).getMessage()))
              .end();
        });
    write("a", 1);
    await().atMost(SOON).until(() -> !refused.isEmpty());
    assertThat(refused.get(0)).contains("route:" + PARTNER + " may not release");
    put("Thing", "later", new World.Thing(1));
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(follower("tickets").status().as(Follower.Status.class).position())
                    .isPresent());
    assertThat(given).containsExactly("RELIST", "RELISTED");
  }

  @Test
  void afterARestartAFollowerGoesOnWhereItWas() throws Exception {
    grant("tickets", PARTNER, List.of("Thing"), List.of());
    write("a", 1);
    List<String> given = new CopyOnWriteArrayList<>();
    Consumer<RouteBuilder> flow =
        b -> b.from("hansa-follow:relay?kinds=Thing").process(e -> given.add(said(e)));
    routes(flow);
    await().atMost(SOON).until(() -> given.contains("RELISTED"));
    assertThat(given).startsWith("RELIST", "LISTED a");
    await().atMost(SOON).until(() -> world.ready("a"));
    world.close();

    given.clear();
    world = new World(folder, new FakeDriver());
    write("b", 1);
    routes(flow);
    await().atMost(SOON).until(() -> given.contains("CREATED b"));
    assertThat(given).noneMatch(g -> g.contains("LIST"));
  }

  @Test
  void aPoisonousChangeStallsWithAnAlarmUntilRetried() {
    grant("tickets", PARTNER, List.of("Thing"), List.of());
    List<String> given = new CopyOnWriteArrayList<>();
    boolean[] cured = {false};
    routes(
        b ->
            b.from("hansa-follow:relay?kinds=Thing&tries=2&backoffMin=10ms&backoffMax=10ms")
                .process(
                    e -> {
                      if (said(e).equals("CREATED a") && !cured[0]) {
                        throw new IllegalStateException("the far end refuses it");
                      }
                      given.add(said(e));
                    }));
    await().atMost(SOON).until(() -> given.contains("RELISTED"));
    write("a", 1);
    await().atMost(SOON).until(() -> follower("relay").is(Condition.STALLED));
    Ref alarm = Ref.parse("Alarm/system/follower.relay");
    assertThat(world.store.snapshot().get(alarm).orElseThrow().spec().toString())
        .contains("the far end refuses it");
    assertThat(given).doesNotContain("UPDATED a");

    cured[0] = true;
    world.submit(new Change.Retry(follower("relay").ref()));
    await().atMost(SOON).until(() -> given.contains("CREATED a") && given.contains("UPDATED a"));
    await()
        .atMost(SOON)
        .until(
            () ->
                !follower("relay").is(Condition.STALLED)
                    && world.store.snapshot().get(alarm).isEmpty());
    assertThat(world.runtime.measured().families())
        .filteredOn(f -> f.name().equals("hansa_follower_failures"))
        .singleElement()
        .satisfies(f -> assertThat(f.samples()).isNotEmpty());
  }

  @Test
  void aStreamIsFollowedButNotWhatFollowersWrite() {
    grant("tickets", PARTNER, List.of("Thing"), List.of());
    put(
        RouteGrant.KIND,
        "audit",
        new RouteGrant.Spec(
            PARTNER,
            List.of(new RouteGrant.Right(List.of("Audit"), List.of(RouteGrant.Verb.READ))),
            List.of()));
    List<Entry> given = new CopyOnWriteArrayList<>();
    routes(
        b ->
            b.from("hansa-follow:export?stream=audit&cursor=1ms")
                .process(e -> given.add(e.getMessage().getBody(Entry.class))));
    write("a", 1);
    await().atMost(SOON).until(() -> world.ready("a"));
    await()
        .atMost(SOON)
        .until(
            () -> given.stream().anyMatch(e -> e.subject().equals(Optional.of(World.thing("a")))));
    await().atMost(SOON).until(() -> follower("export").status().toString().contains("position"));
    assertThat(audit()).anyMatch(e -> isFollower(e));
    assertThat(given).noneMatch(e -> isFollower(e));
  }

  private static boolean isFollower(Entry entry) {
    return entry.subject().filter(s -> s.kind().equals(Follower.KIND)).isPresent();
  }

  private List<Entry> audit() {
    return world.store.entries(Store.Query.all(Entry.AUDIT, 0, 1000)).entries().stream()
        .map(Store.Numbered::entry)
        .toList();
  }
}
