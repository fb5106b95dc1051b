package org.hansa.core.runtime;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.hansa.core.api.Ref;
import org.hansa.core.api.control.Call;
import org.hansa.core.api.store.Fence;
import org.hansa.core.driver.workload.Reading;

/** Makes calls at a world beside its runtime, and keeps what is answered. */
final class Caller implements Calls.Sink {

  final Tickets tickets = new Tickets(System::nanoTime, who -> {});
  final List<Answer> answers = new CopyOnWriteArrayList<>();
  final AtomicInteger woken = new AtomicInteger();

  /** Nanoseconds that have passed besides. */
  final AtomicLong passed = new AtomicLong();

  final Threads threads;
  final Running running;
  final Calls calls;
  private final Sessions sessions;

  /**
   * @param callers of the threads or others
   * @param drivers the id of an endpoint's driver, as far as it is counted
   */
  Caller(
      World world,
      Path folder,
      Threads threads,
      ExecutorService callers,
      Function<Ref, String> drivers) {
    this.threads = threads;
    sessions =
        new Sessions(
            world.store,
            world.gate,
            folder.resolve("other"),
            InstantSource.system(),
            threads.errands(),
            threads.openers(),
            uid -> {});
    sessions.add(world.driver);
    running = new Running(drivers, threads::spare, driver -> Optional.empty(), () -> {});
    running.installed(world.driver.id());
    calls =
        new Calls(
            tickets,
            sessions,
            callers,
            threads.timer(),
            threads.steppers(),
            fence -> true,
            new Measures(this::now),
            running);
  }

  long now() {
    return System.nanoTime() + passed.get();
  }

  Optional<Tickets.Ticket> reserve(Calls.Key key, Fence fence, Ref endpoint) {
    Tickets.Waiter who = new Tickets.Waiter(key.controller(), World.thing(key.uid()));
    return tickets.reserve(who, key, fence, endpoint, true);
  }

  void make(String uid, Call call) {
    Calls.Key key = new Calls.Key(uid, "things");
    Tickets.Ticket ticket = reserve(key, new Fence(1, 1), call.endpoint()).orElseThrow();
    calls.make(ticket, call, uid, this, woken::incrementAndGet);
  }

  @Override
  public void last(Reading reading) {}

  @Override
  public void accept(Answer answer, Duration settle, long asked) {
    answers.add(answer);
  }

  void close() {
    threads.callers().shutdownNow();
    threads.timer().shutdownNow();
    sessions.close();
  }
}
