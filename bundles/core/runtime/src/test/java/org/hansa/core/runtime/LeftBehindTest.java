package org.hansa.core.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Draft;
import org.hansa.core.api.Follower;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.RouteGrant;
import org.hansa.core.api.control.Change;
import org.hansa.core.api.store.Changed;
import org.hansa.core.api.store.Transaction;
import org.hansa.core.store.ShortLog;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A follower that was away until the store dropped what it had yet to see. */
class LeftBehindTest {

  private static final Duration SOON = Duration.ofSeconds(20);
  private static final String PARTNER = "org.example.tickets";
  private static final int RETAINED = 60;

  @TempDir Path folder;
  private final FakeDriver driver = new FakeDriver();
  private final List<Given> given = new CopyOnWriteArrayList<>();
  private World world;

  /** What the route was given: the change, of which resource and as of which revision. */
  private record Given(String change, Optional<Ref> ref, long revision) {

    static Given of(Exchange e) {
      return new Given(
          e.getMessage().getHeader("HansaChange", String.class),
          Optional.ofNullable(e.getMessage().getHeader("HansaRef", Ref.class)),
          e.getMessage().getHeader("HansaRevision", Long.class));
    }

    static Given of(Changed change) {
      return new Given(change.op().name(), Optional.of(change.resource().ref()), change.revision());
    }
  }

  @BeforeEach
  void start() {
    world = open();
  }

  private World open() {
    return new World(
        folder, ShortLog.open(folder, RETAINED), driver, Threads.make(), new Meddled());
  }

  @AfterEach
  void stop() throws Exception {
    world.close();
  }

  private void follow(Runnable whenItLists) {
    world.runtime.add(
        PARTNER,
        new RouteBuilder() {
          @Override
          public void configure() {
            from("hansa-follow:relay?kinds=Thing")
                .process(
                    e -> {
                      Given next = Given.of(e);
                      given.add(next);
                      if (next.change().equals("RELIST")) {
                        whenItLists.run();
                      }
                    });
          }
        });
  }

  private boolean hasListed() {
    return given.stream().anyMatch(g -> g.change().equals("RELISTED"));
  }

  private long position() {
    Ref relay = new Ref(Follower.KIND, "system", "relay");
    Resource follower = world.store.snapshot().get(relay).orElseThrow();
    return follower.status().as(Follower.Status.class).position().orElseThrow();
  }

  private boolean isDropped(long position) {
    try {
      world.store.changes(position, 1);
      return false;
    } catch (Problem e) {
      assertThat(e.reason()).isEqualTo(Problem.Reason.EXHAUSTED);
      return true;
    }
  }

  private void writeSomethingElse() {
    Draft draft = Draft.of(new Ref("Other", "demo", "other"), Doc.EMPTY);
    for (int n = 0; n < RETAINED; n++) {
      Resource other = Resource.fresh(draft, "u" + n, Instant.EPOCH, Optional.empty());
      world.store.transact(s -> new Transaction(List.of(other), List.of(), List.of(), Map.of()));
    }
  }

  @Test
  void itListsWhatStandsAndMissesNothingFromThereOn() throws Exception {
    RouteGrant.Right read = new RouteGrant.Right(List.of("Thing"), List.of(RouteGrant.Verb.READ));
    world.submit(
        Change.Put.of(
            Draft.of(
                new Ref(RouteGrant.KIND, "system", "tickets"),
                Doc.of(new RouteGrant.Spec(PARTNER, List.of(read), List.of())))),
        World.put("stays", 1),
        World.put("goes", 1));
    follow(() -> {});
    await().atMost(SOON).until(() -> hasListed() && world.ready("stays") && world.ready("goes"));
    world.close();

    world = open();
    long before = position();
    world.submit(Change.Delete.of(World.thing("goes")), World.put("comes", 1));
    await().atMost(SOON).until(() -> world.ready("comes") && world.find("goes").isEmpty());
    await()
        .atMost(SOON)
        .until(
            () -> {
              writeSomethingElse();
              return isDropped(before);
            });

    given.clear();
    follow(() -> world.submit(World.put("later", 1), Change.Delete.of(World.thing("comes"))));
    await()
        .atMost(SOON)
        .until(() -> world.ready("later") && world.find("comes").isEmpty() && hasListed());

    long listed = given.get(0).revision();
    List<Given> list = given.subList(0, 4);
    assertThat(list)
        .containsExactly(
            new Given("RELIST", Optional.empty(), listed),
            new Given("LISTED", Optional.of(World.thing("comes")), listed),
            new Given("LISTED", Optional.of(World.thing("stays")), listed),
            new Given("RELISTED", Optional.empty(), listed));
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(given.subList(4, given.size()))
                    .isNotEmpty()
                    .containsExactlyElementsOf(changedAfter(listed)));
  }

  private List<Given> changedAfter(long revision) {
    return world.store.changes(revision, 1000).stream()
        .filter(change -> change.resource().ref().kind().equals("Thing"))
        .map(Given::of)
        .toList();
  }
}
