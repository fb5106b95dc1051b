package org.hansa.core.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.hansa.core.api.Observation;
import org.hansa.core.api.Resource;
import org.hansa.core.api.control.Call;
import org.hansa.core.api.store.Fence;
import org.hansa.core.api.store.Leases;
import org.hansa.core.driver.DriverException;
import org.hansa.core.driver.DriverException.Reason;
import org.hansa.core.driver.workload.Reading;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node that stood still between two lines, while its partition went to another. */
class LeaseLostTest {

  private static final Call APPLY = Call.apply(World.AT, "box", new FakeDriver.Wish(1));
  private static final Call REMOVE = Call.remove(World.AT, "box");
  private static final Call LOOK = Call.observe(World.AT, "box");
  private static final Calls.Key KEY = new Calls.Key("uid", "things");

  @TempDir Path folder;

  private final Tickets tickets = new Tickets(System::nanoTime, who -> {});
  private final FakeDriver driver = new FakeDriver();
  private final Threads threads = Threads.make();
  private final List<Answer> answers = new CopyOnWriteArrayList<>();
  private final AtomicInteger woken = new AtomicInteger();
  private volatile boolean held = true;
  private World world;
  private Sessions sessions;
  private Calls calls;

  @BeforeEach
  void start() {
    world = new World(folder, driver);
    sessions =
        new Sessions(
            world.store,
            world.gate,
            folder.resolve("other"),
            InstantSource.system(),
            threads.errands(),
            threads.openers(),
            uid -> {});
    sessions.add(driver);
    calls =
        new Calls(
            tickets,
            sessions,
            threads.callers(),
            threads.timer(),
            threads.steppers(),
            fence -> held,
            new Measures(System::nanoTime),
            new Running(at -> "fake", lost -> {}, driver -> Optional.empty(), () -> {}));
  }

  @AfterEach
  void stop() throws Exception {
    threads.callers().shutdownNow();
    threads.timer().shutdownNow();
    sessions.close();
    world.close();
  }

  private static ConditionFactory await() {
    return Awaitility.await().atMost(Duration.ofMinutes(1));
  }

  private final Calls.Sink sink =
      new Calls.Sink() {
        @Override
        public void last(Reading reading) {}

        @Override
        public void accept(Answer answer, Duration settle, long asked) {
          answers.add(answer);
        }
      };

  private Tickets.Ticket ticket(Calls.Key key, Fence fence) {
    Tickets.Waiter who = new Tickets.Waiter("things", World.thing("a"));
    return tickets.reserve(who, key, fence, World.AT, true).orElseThrow();
  }

  private void make(Tickets.Ticket ticket, Call call) {
    int before = woken.get();
    calls.make(ticket, call, KEY.uid(), sink, woken::incrementAndGet);
    await().until(() -> woken.get() > before);
  }

  private void assertNotMade(Tickets.Ticket ticket) {
    assertThat(driver.calls).isEmpty();
    assertThat(driver.world).isEmpty();
    assertThat(answers).isEmpty();
    assertThat(tickets.inFlight(ticket.key())).isFalse();
  }

  @Test
  void whatWasReservedBeforeItIsNotMade() {
    for (Call call : List.of(APPLY, REMOVE, LOOK)) {
      held = true;
      Tickets.Ticket ticket = ticket(KEY, new Fence(3, 1));
      held = false;
      make(ticket, call);
      assertNotMade(ticket);
    }
  }

  /** The last moment: the session is there and says what it can do. */
  @Test
  void whatIsAboutToBeAskedOfTheDriverIsNotMade() {
    Tickets.Ticket ticket = ticket(KEY, new Fence(3, 1));
    driver.asked = () -> held = false;
    make(ticket, APPLY);
    assertNotMade(ticket);
  }

  @Test
  void whatIsHeldIsMade() {
    make(ticket(KEY, new Fence(3, 1)), APPLY);
    assertThat(driver.world).containsOnlyKeys(KEY.uid());
    assertThat(answers).hasOnlyElementsOfType(Answer.Seen.class).hasSize(1);
  }

  /** It left while the driver was at it: whoever holds the partition now has looked since. */
  @Test
  void anAnswerUnderAFormerFenceIsNotWritten() {
    world.submit(World.put("a", 1));
    await().until(() -> world.ready("a"));
    Resource thing = world.find("a").orElseThrow();
    int partition = Leases.partition(thing.ref());

    List<Supplier<RuntimeException>> outcomes =
        List.of(() -> null, () -> new DriverException(Reason.INVALID, "no such colour"));
    for (Supplier<RuntimeException> outcome : outcomes) {
      driver.before = outcome;
      observed(thing, new Fence(partition, 2));
      assertThat(world.find("a").orElseThrow().observed("idle")).isEqualTo(Observation.NONE);
    }
    driver.before = () -> null;
    observed(thing, new Fence(partition, 1));
    assertThat(world.find("a").orElseThrow().observed("idle").state().as(FakeDriver.Box.class))
        .isEqualTo(driver.world.get(thing.uid()));
  }

  /** The store has the partition in the first epoch, and checks that itself. */
  private void observed(Resource thing, Fence fence) {
    int before = woken.get();
    Completion completion =
        new Completion(
            world.store,
            world.gate,
            calls,
            new Freshness(System::nanoTime),
            new MeterBook(world.store),
            new Settling(System::nanoTime),
            (controller, ref) -> woken.incrementAndGet());
    completion.start(
        ticket(new Calls.Key(thing.uid(), "idle"), fence), new World.Idle(), thing, APPLY);
    await().until(() -> woken.get() > before);
  }
}
