package org.hansa.core.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.builder.RouteBuilder;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Draft;
import org.hansa.core.api.Endpoint;
import org.hansa.core.api.Installation;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.control.Call;
import org.hansa.core.api.control.Change;
import org.hansa.core.api.control.Controller;
import org.hansa.core.api.control.Step;
import org.hansa.core.api.plan.Outlook;
import org.hansa.core.api.plan.Outlook.Deed;
import org.hansa.core.store.Offline;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A backup is older than what it had made: what stands outside already is taken over, not doubled.
 */
class AdoptionTest {

  private static final Ref ELSEWHERE = new Ref(Endpoint.KIND, "system", "elsewhere");

  @TempDir Path folder;
  private final FakeDriver driver = new FakeDriver();
  private World world;

  @BeforeEach
  void open() {
    world = world();
  }

  @AfterEach
  void close() throws Exception {
    world.close();
  }

  /** A world that lists what its endpoint has, as one with instances does. */
  private World world() {
    World opened = new World(folder, driver);
    opened.runtime.add(new Lister());
    opened.runtime.add(
        "lists",
        new RouteBuilder() {
          @Override
          public void configure() {
            from("hansa-changes:lister?kinds=Endpoint").routeId("lists").to("hansa-step:lister");
          }
        });
    return opened;
  }

  /** Between two lives of the installation, as {@code bin/hansa backup} and {@code restore} do. */
  private void offline(String... question) throws Exception {
    world.close();
    Offline.main(question);
    world = world();
  }

  private void backup() throws Exception {
    offline("backup", folder.toString(), "before");
  }

  private void restore() throws Exception {
    offline("restore", folder.toString(), "before");
    assertThat(world.store.snapshot().get(Installation.SELF).orElseThrow().holds())
        .contains(Installation.RESTORED);
  }

  private void submit(String hold, boolean present) {
    world.submit(new Change.Hold(Installation.SELF, hold, present));
  }

  private List<Outlook.Line> lines() {
    return world.runtime.outlook().difference().lines();
  }

  private static ConditionFactory await() {
    return Awaitility.await().atMost(Duration.ofMinutes(1));
  }

  @Test
  void whatTheBackupDoesNotKnowToBeMadeIsAdopted() throws Exception {
    submit("not yet", true);
    world.submit(World.put("a", 1), World.put("lost", 1));
    await().until(() -> lines().size() == 2);
    assertThat(lines()).extracting(Outlook.Line::deed).containsOnly(Deed.CREATE);
    backup();

    submit("not yet", false);
    await().until(() -> world.ready("a") && world.ready("lost"));
    String uid = world.find("a").map(Resource::uid).orElseThrow();
    String lost = world.find("lost").map(Resource::uid).orElseThrow();
    driver.world.remove(lost);
    restore();

    await()
        .untilAsserted(
            () ->
                assertThat(lines())
                    .extracting(Outlook.Line::ref, Outlook.Line::deed, Outlook.Line::uid)
                    .containsExactly(
                        tuple(World.thing("a"), Deed.ADOPT, uid),
                        tuple(World.thing("lost"), Deed.CREATE, lost)));
    assertThat(driver.applies()).as("nothing is done until it is accepted").isEqualTo(2);

    submit(Installation.RESTORED, false);
    submit("not yet", false);
    await().until(() -> world.ready("a") && world.ready("lost"));
    await().until(() -> lines().isEmpty());
    assertThat(driver.world).as("taken over under its own uid").hasSize(2).containsKey(uid);
  }

  /** It is not where it is to be: there it is made, and where it was it is left behind. */
  @Test
  void whatStandsAtAnotherEndpointIsMadeAnewAndGoesThere() throws Exception {
    submit("not yet", true);
    world.submit(World.put("a", 1));
    await().until(() -> lines().size() == 1);
    backup();

    submit("not yet", false);
    await().until(() -> world.ready("a"));
    String uid = world.find("a").map(Resource::uid).orElseThrow();
    restore();
    world.submit(
        Change.Put.of(
            Draft.of(
                ELSEWHERE,
                Doc.of(
                    new Endpoint.Spec("fake", "here", Optional.of(Map.of()), Optional.empty())))));
    driver.lists = Optional.of(ELSEWHERE.name());

    await()
        .untilAsserted(
            () ->
                assertThat(lines())
                    .extracting(Outlook.Line::deed, Outlook.Line::endpoint, Outlook.Line::uid)
                    .containsExactly(
                        tuple(Deed.ORPHAN, ELSEWHERE, uid), tuple(Deed.CREATE, World.AT, uid)));
    driver.lists = Optional.empty();
    await()
        .untilAsserted(
            () ->
                assertThat(lines())
                    .extracting(Outlook.Line::deed, Outlook.Line::endpoint, Outlook.Line::uid)
                    .containsExactly(
                        tuple(Deed.ORPHAN, ELSEWHERE, uid), tuple(Deed.ADOPT, World.AT, uid)));
  }

  /** Asks what the endpoint has, again and again. */
  private static final class Lister implements Controller {

    @Override
    public String name() {
      return "lister";
    }

    @Override
    public String kind() {
      return Endpoint.KIND;
    }

    @Override
    public Step step(Snapshot snapshot, Resource endpoint) {
      boolean open = endpoint.status().as(Endpoint.Status.class).facets().contains("box");
      return !open
          ? Step.done()
          : Step.builder()
              .call(Call.list(endpoint.ref(), "box"))
              .again(Duration.ofMillis(200))
              .build();
    }
  }
}
