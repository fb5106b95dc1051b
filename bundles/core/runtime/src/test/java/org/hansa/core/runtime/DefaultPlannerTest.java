package org.hansa.core.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.builder.RouteBuilder;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Draft;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.control.Change;
import org.hansa.core.api.control.Controller;
import org.hansa.core.api.control.Relied;
import org.hansa.core.api.control.Step;
import org.hansa.core.api.gate.Request;
import org.hansa.core.api.plan.Plan;
import org.hansa.core.api.plan.Planner;
import org.hansa.core.api.store.Store;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Planning on a node that has not seen yet what another has committed. */
class DefaultPlannerTest {

  private World world;

  @BeforeEach
  void start(@TempDir Path folder) {
    world = new World(folder, new FakeDriver());
  }

  @AfterEach
  void stop() throws Exception {
    world.close();
  }

  /** It had looked as if nothing were to change. */
  @Test
  void whatStandsAlreadyIsAppliedOnlyIfItStillStands() {
    Snapshot former = world.submit(World.put("a", 3));
    world.submit(World.put("a", 5));

    Plan.Status plan = late(former).apply(World.USER, "test", "test", List.of(World.put("a", 3)));

    assertThat(plan.decided()).extracting(Plan.Decision::ref).contains(World.thing("a").toString());
    assertThat(world.find("a").orElseThrow().spec().at("/size").orElseThrow().asInt()).isEqualTo(3);
  }

  /** Another of the same name has come meanwhile: that it goes too is what the plan must say. */
  @Test
  void whatGoesAlreadyTakesNoOtherWithItUnseen() {
    Ref thing = World.thing("a");
    world.submit(World.put("a", 3));
    await().until(() -> world.ready("a"));
    world.submit(new Change.Hold(thing, "wait", true));
    Snapshot former = world.submit(Change.Delete.of(thing));
    world.submit(new Change.Hold(thing, "wait", false));
    await().until(() -> world.find("a").isEmpty());
    world.submit(World.put("a", 4));

    Plan.Status plan =
        late(former).apply(World.USER, "test", "test", List.of(Change.Delete.of(thing)));

    assertThat(plan.decided()).extracting(Plan.Decision::ref).contains(thing.toString());
  }

  /**
   * A resource that the plan decides nothing about, but counts on: it moves on while drivers do.
   */
  @Test
  void whatThePlanSawIsLookedAtAgainInItsTransaction() {
    Snapshot before = world.submit(World.put("a", 3), World.put("b", 3));
    Snapshot after = world.submit(World.put("b", 5));
    Resource b = before.get(World.thing("b")).orElseThrow();
    Plan.Seen seen = new Plan.Seen(b.ref().toString(), b.uid(), b.generation());
    Rehearsed rehearsed =
        new Rehearsed(before, before, Set.of(), List.of(), Map.of(), promising(seen));

    Request request =
        new Commitment(rehearsed, rehearsed.plan())
            .requests(World.USER, "test", "test", List.of(World.put("a", 3)))
            .get(0);

    assertThat(request.relied()).allMatch(r -> r.broken(before).isEmpty());
    assertThat(request.relied()).anyMatch(r -> r.broken(after).isPresent());
  }

  /** As what the plan expected to come has come meanwhile. */
  @Test
  void whatThePlanSawAbsentIsStillAbsentInItsTransaction() {
    Snapshot before = world.submit(World.put("a", 3));
    Snapshot after = world.submit(World.put("b", 5));
    Plan.Seen seen = new Plan.Seen(World.thing("b").toString(), "", 0);
    Rehearsed rehearsed =
        new Rehearsed(before, before, Set.of(), List.of(), Map.of(), promising(seen));

    Request request =
        new Commitment(rehearsed, rehearsed.plan())
            .requests(World.USER, "test", "test", List.of(World.put("a", 3)))
            .get(0);

    assertThat(request.relied()).allMatch(r -> r.broken(before).isEmpty());
    assertThat(request.relied()).anyMatch(r -> r.broken(after).isPresent());
  }

  /** Makes a thing for a thing, as an application is made for a job. */
  private static final class Breeder implements Controller {

    @Override
    public String name() {
      return "breeder";
    }

    @Override
    public String kind() {
      return "Thing";
    }

    @Override
    public Set<String> writes() {
      return Set.of("Thing");
    }

    @Override
    public Step step(Snapshot snapshot, Resource r) {
      return r.ref().name().equals("mother")
          ? Step.builder()
              .change(Change.Put.of(Draft.owned(r, World.thing("child"), r.spec())))
              .relied(Relied.is(r.ref(), "/spec/size", r.spec().at("/size").get().asText()))
              .build()
          : Step.done();
    }
  }

  private void breed() {
    world.runtime.add(new Breeder());
    world.runtime.add(
        "breeder",
        new RouteBuilder() {
          @Override
          public void configure() {
            from("hansa-changes:breeder?kinds=Thing")
                .routeId("test.breeder")
                .to("hansa-step:breeder");
          }
        });
  }

  @Test
  void whatAPlanBringsAboutItselfIsNotAskedOfTheStateBeforeIt() {
    world.submit(World.put("mother", 3));
    breed();

    Plan.Status plan =
        world.runtime.planner().apply(World.USER, "test", "test", List.of(World.put("mother", 4)));

    assertThat(plan.relied()).noneMatch(p -> p.what().equals("/spec/size"));
    assertThat(world.find("child").orElseThrow().spec().at("/size").get().asInt()).isEqualTo(4);
  }

  @Test
  void whatARuleHoldsIsHeldToWhenAPlanMakesIt() {
    breed();
    Doc rule = Doc.parse("{\"kinds\":[\"Thing\"],\"labels\":{\"of\":\"mother\"}}");
    world.submit(Change.Put.of(Draft.of(new Ref("HoldRule", "system", "children"), rule)));
    Draft mother =
        new Draft(
            World.thing("mother"),
            Map.of("of", "mother"),
            Optional.empty(),
            Set.of(),
            Doc.parse("{\"size\":3}"));

    Plan.Status plan =
        world.runtime.planner().apply(World.USER, "test", "test", List.of(Change.Put.of(mother)));

    assertThat(plan.decided())
        .extracting(Plan.Decision::ref)
        .contains(World.thing("child").toString());
    assertThat(world.find("child").orElseThrow().holds()).containsExactly("rule:children");
  }

  private static Plan.Status promising(Plan.Seen seen) {
    return new Plan.Status(
        Plan.State.PLANNED,
        Instant.EPOCH,
        1,
        List.of(),
        List.of(),
        List.of(),
        List.of(seen),
        Map.of(),
        Optional.empty(),
        List.of(),
        List.of(),
        List.of(),
        Optional.empty());
  }

  /** A planner whose first look finds what was. */
  private Planner late(Snapshot former) {
    Deque<Snapshot> looks = new ArrayDeque<>(List.of(former));
    Store store =
        (Store)
            Proxy.newProxyInstance(
                Store.class.getClassLoader(),
                new Class<?>[] {Store.class},
                (proxy, method, arguments) ->
                    method.getName().equals("snapshot") && !looks.isEmpty()
                        ? looks.remove()
                        : method.invoke(world.store, arguments));
    return new DefaultPlanner(
        store, world.gate, new Controllers(), List::of, null, null, InstantSource.system());
  }
}
