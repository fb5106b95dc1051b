package org.hansa.core.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Draft;
import org.hansa.core.api.Operation;
import org.hansa.core.api.Operation.Phase;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.control.Action;
import org.hansa.core.api.control.Change;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Operations from when they are asked for until they have ended, whatever happens meanwhile. */
class OperationsTest {

  @TempDir Path folder;
  private World world;
  private Polish polish;

  /** Goes on when it is told to. */
  private static final class Polish implements Action {

    record Arguments(Optional<Integer> times) {}

    private final boolean repeatable;
    final List<String> begun = new CopyOnWriteArrayList<>();
    final List<String> cut = new CopyOnWriteArrayList<>();
    final CountDownLatch rest = new CountDownLatch(1);
    volatile Optional<RuntimeException> failure = Optional.empty();
    volatile Optional<String> inTheWay = Optional.empty();
    volatile boolean breaks;

    Polish(boolean repeatable) {
      this.repeatable = repeatable;
    }

    @Override
    public String kind() {
      return "Thing";
    }

    @Override
    public String verb() {
      return "polish";
    }

    @Override
    public String about() {
      return "Polishes it";
    }

    @Override
    public Class<? extends Record> arguments() {
      return Arguments.class;
    }

    @Override
    public boolean isRepeatable() {
      return repeatable;
    }

    @Override
    public Optional<String> waits(Snapshot snapshot, Resource subject) {
      return inTheWay;
    }

    @Override
    public Doc perform(Resource subject, Doc arguments, Run run) {
      begun.add(run.by());
      if (breaks) {
        run.at("half a character: \ud800");
        throw new AssertionError("half a character: \ud800");
      }
      run.at(1, 4, "rubbing " + subject.ref().name());
      try {
        rest.await();
      } catch (InterruptedException e) {
        cut.add(run.cause());
        Thread.currentThread().interrupt();
        throw new Problem(Problem.Reason.UNAVAILABLE, "cut", "");
      }
      failure.ifPresent(
          e -> {
            throw e;
          });
      return Doc.of(
          JsonNodeFactory.instance
              .objectNode()
              .put("times", arguments.as(Arguments.class).times().orElse(1)));
    }
  }

  @BeforeEach
  void open() {
    world = new World(folder, new FakeDriver());
    begin(false);
    world.submit(World.put("cup", 1));
  }

  @AfterEach
  void close() throws Exception {
    polish.rest.countDown();
    world.close();
  }

  private void begin(boolean repeatable) {
    polish = new Polish(repeatable);
    world.gate.addAction(polish);
    world.runtime.add(polish);
  }

  private static ConditionFactory await() {
    return Awaitility.await().atMost(Duration.ofMinutes(1));
  }

  private static Ref ref(String name) {
    return new Ref(Operation.KIND, "demo", name);
  }

  private void ask(String name) {
    Operation.Spec spec = new Operation.Spec("Thing", "cup", "polish", Optional.empty());
    world.submit(Change.Put.of(Draft.of(ref(name), Doc.of(spec))));
  }

  private Optional<Resource> find(String name) {
    return world.store.snapshot().get(ref(name));
  }

  private Operation.Status status(String name) {
    return find(name).orElseThrow().status().as(Operation.Status.class);
  }

  private void awaitPhase(String name, Phase phase) {
    await().untilAsserted(() -> assertThat(status(name).phase()).isEqualTo(phase));
  }

  @Test
  void saysHowFarItIsAndWhatCameOfIt() {
    ask("a");
    await()
        .untilAsserted(
            () -> {
              assertThat(status("a").phase()).isEqualTo(Phase.RUNNING);
              assertThat(status("a").percent()).contains(25);
              assertThat(status("a").line()).contains("rubbing cup");
              assertThat(status("a").node()).contains("test");
            });
    polish.rest.countDown();
    awaitPhase("a", Phase.DONE);
    assertThat(status("a").percent()).contains(100);
    assertThat(status("a").result().orElseThrow().get("times").asInt()).isEqualTo(1);
    assertThat(status("a").ended()).isPresent();
    assertThat(polish.begun).containsExactly(World.USER.name());
    assertThat(find("a").orElseThrow().finalizers()).isEmpty();
  }

  @Test
  void oneThatFailsSaysWhyAndWhatMayHelp() {
    polish.failure = Optional.of(new Problem(Problem.Reason.EXHAUSTED, "no wax", "Buy some."));
    polish.rest.countDown();
    ask("a");
    awaitPhase("a", Phase.FAILED);
    assertThat(status("a").failure())
        .contains(new Operation.Failure("EXHAUSTED", "no wax", "Buy some."));
    polish.failure = Optional.of(new IllegalStateException("oops"));
    ask("b");
    awaitPhase("b", Phase.FAILED);
    assertThat(status("b").failure().orElseThrow().reason()).isEqualTo("INTERNAL");
  }

  @Test
  void aTenantLeavesRoomForOthers() {
    for (String name : List.of("a", "b", "c")) {
      ask(name);
      awaitPhase(name, Phase.RUNNING);
    }
    ask("d");
    await().until(() -> status("d").line().filter(l -> l.contains("3 others run")).isPresent());
    assertThat(polish.begun).hasSize(OperationKeeper.MOST_OF_TENANTS);
    world.submit(Change.Delete.of(ref("b")));
    awaitPhase("d", Phase.RUNNING);
  }

  @Test
  void oneThatBreaksIsInNoOthersWay() {
    polish.breaks = true;
    ask("a");
    // Its thread dies of it, and is replaced: nothing of the keeper does.
    await().dontCatchUncaughtExceptions().until(() -> status("a").phase() == Phase.FAILED);
    assertThat(status("a").failure().orElseThrow().reason()).isEqualTo("INTERNAL");
    polish.breaks = false;
    polish.failure = Optional.of(new IllegalStateException("\ud800".repeat(20_000)));
    polish.rest.countDown();
    ask("b");
    awaitPhase("b", Phase.FAILED);
    polish.failure = Optional.empty();
    ask("c");
    awaitPhase("c", Phase.DONE);
  }

  @Test
  void waitsForWhatTheActionSaysIsInItsWay() {
    polish.inTheWay = Optional.of("waits for the wax");
    polish.rest.countDown();
    ask("a");
    await().until(() -> status("a").line().equals(Optional.of("waits for the wax")));
    assertThat(status("a").phase()).isEqualTo(Phase.WAITING);
    polish.inTheWay = Optional.empty();
    awaitPhase("a", Phase.DONE);
  }

  @Test
  void whatWasDoneWithSomethingGoesWithIt() {
    polish.rest.countDown();
    await().until(() -> world.ready("cup"));
    ask("a");
    awaitPhase("a", Phase.DONE);
    world.submit(Change.Delete.of(World.thing("cup")));
    await().until(() -> world.find("cup").isEmpty());
    await().until(() -> find("a").isEmpty());
  }

  @Test
  void oneThatIsDeletedEndsAndIsGone() {
    ask("a");
    awaitPhase("a", Phase.RUNNING);
    world.submit(Change.Delete.of(ref("a")));
    await().until(() -> find("a").isEmpty());
    assertThat(polish.cut).hasSize(1);
  }

  @Test
  void waitsWhileWhatItIsDoneWithIsHeld() {
    world.submit(new Change.Hold(World.thing("cup"), "being painted", true));
    ask("a");
    await()
        .untilAsserted(
            () ->
                assertThat(status("a").line())
                    .hasValueSatisfying(
                        line -> assertThat(line).contains("Thing/demo/cup", "being painted")));
    assertThat(status("a").phase()).isEqualTo(Phase.WAITING);
    assertThat(polish.begun).isEmpty();
    world.submit(new Change.Hold(World.thing("cup"), "being painted", false));
    polish.rest.countDown();
    awaitPhase("a", Phase.DONE);
  }

  @Test
  void oneWhoseSubjectGoesIsNotBegun() {
    world.submit(new Change.Hold(World.thing("cup"), "being painted", true));
    ask("a");
    await().until(() -> status("a").line().isPresent());
    world.submit(
        new Change.Hold(World.thing("cup"), "being painted", false),
        Change.Delete.of(World.thing("cup")));
    await().until(() -> find("a").isEmpty());
    assertThat(polish.begun).isEmpty();
  }

  @Test
  void whatANodeWasAtWhenItDiedIsLostOrBegunAnew() throws Exception {
    ask("a");
    awaitPhase("a", Phase.RUNNING);
    world.close();
    world = new World(folder, new FakeDriver());
    begin(false);
    awaitPhase("a", Phase.LOST);
    assertThat(status("a").failure().orElseThrow().message()).contains("the node test");
    assertThat(find("a").orElseThrow().finalizers()).isEmpty();
    world.close();

    world = new World(folder, new FakeDriver());
    begin(true);
    ask("b");
    awaitPhase("b", Phase.RUNNING);
    world.close();
    world = new World(folder, new FakeDriver());
    begin(true);
    await().until(() -> polish.begun.size() == 1);
    polish.rest.countDown();
    awaitPhase("b", Phase.DONE);
    assertThat(status("b").attempts()).isEqualTo(2);
  }

  @Test
  void onlyTheNewestOfThoseThatEndedStay() {
    polish.rest.countDown();
    for (int i = 0; i < Operation.MOST_KEPT + 3; i++) {
      String name = "n" + i;
      ask(name);
      await().until(() -> find(name).isEmpty() || status(name).phase().isOver());
    }
    List<String> left =
        world.store.snapshot().list(Operation.KIND).map(r -> r.ref().name()).toList();
    assertThat(left).hasSize(Operation.MOST_KEPT).contains("n22").doesNotContain("n0", "n2");
  }
}
