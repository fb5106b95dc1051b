package org.hansa.core.runtime;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.hansa.core.api.Ref;
import org.hansa.core.api.control.Call;
import org.hansa.core.api.gate.Gate;
import org.hansa.core.api.store.Fence;
import org.hansa.core.api.store.Store;
import org.hansa.core.driver.Driver;
import org.hansa.core.driver.workload.Reading;
import org.hansa.core.driver.workload.WorkloadFacet;

/**
 * The way of a driver call, put together as in the runtime: permit, thread, deadline, breaker,
 * lease, session, class loader, documents to records and back, figures; from where a step has
 * decided on the call to where its answer is to be committed. No commit, so no disk.
 */
public final class BenchCalls implements AutoCloseable {

  private static final Duration ENOUGH = Duration.ofSeconds(10);

  /** What came of a call. */
  private static final class Waiting implements Calls.Sink {
    private final CompletableFuture<Void> woken = new CompletableFuture<>();
    private volatile Optional<Answer> answer = Optional.empty();

    @Override
    public void last(Reading reading) {}

    @Override
    public void accept(Answer came, Duration settle, long asked) {
      answer = Optional.of(came);
    }
  }

  private final Threads threads = Threads.make();
  private final Tickets tickets = new Tickets(System::nanoTime, waiter -> {});
  private final Store store;
  private final Sessions sessions;
  private final Partitions partitions;
  private final Calls calls;

  public BenchCalls(Store store, Gate gate, Path folder, Driver driver) {
    this.store = store;
    sessions =
        new Sessions(
            store,
            gate,
            folder,
            InstantSource.system(),
            threads.errands(),
            threads.openers(),
            uid -> {});
    sessions.add(driver);
    partitions =
        new Partitions(
            store.leases(),
            Partitions.Terms.of("bench"),
            later(threads.leases()),
            later(threads.timer()),
            System::nanoTime,
            new Unmoved());
    Running running =
        new Running(e -> driver.id(), threads::spare, any -> Optional.empty(), () -> {});
    running.installed(driver.id());
    calls =
        new Calls(
            tickets,
            sessions,
            threads.callers(),
            threads.timer(),
            threads.steppers(),
            partitions::holds,
            new Measures(System::nanoTime),
            running);
    partitions.start();
  }

  /** Nobody else takes anything. */
  private static final class Unmoved implements Partitions.Listener {
    @Override
    public void lost(Set<Integer> moved) {}

    @Override
    public void gained(Set<Integer> moved) {}
  }

  private static Partitions.Later later(ScheduledExecutorService executor) {
    return (work, after) -> {
      if (!executor.isShutdown()) {
        var unused = executor.schedule(work, after.toNanos(), TimeUnit.NANOSECONDS);
      }
    };
  }

  /** Whether it may act on this resource: soon after it has begun. */
  public boolean holds(Ref resource) {
    return fence(resource).isPresent();
  }

  private Optional<Fence> fence(Ref resource) {
    return partitions.fence(resource, store.snapshot().revision());
  }

  /** The very facet that is called. */
  public WorkloadFacet facet(Ref endpoint) {
    try (SessionSlot.Lease lease = sessions.lease(endpoint)) {
      return lease.call(s -> (WorkloadFacet) Verbs.ability(s, WorkloadFacet.NAME));
    }
  }

  /** Makes the call, and returns when the resource's next step would begin. */
  public void make(Ref resource, String uid, Call call) throws Exception {
    Tickets.Ticket ticket =
        tickets
            .reserve(
                new Tickets.Waiter("bench", resource),
                new Calls.Key(uid, "bench"),
                fence(resource).orElseThrow(),
                call.endpoint(),
                call.verb().hasEffect())
            .orElseThrow();
    Waiting sink = new Waiting();
    calls.make(ticket, call, uid, sink, () -> sink.woken.complete(null));
    sink.woken.get(ENOUGH.toSeconds(), TimeUnit.SECONDS);
    if (!(sink.answer.orElseThrow() instanceof Answer.Seen)) {
      throw new AssertionError(sink.answer.toString());
    }
  }

  @Override
  public void close() {
    threads.callers().shutdownNow();
    threads.steppers().shutdownNow();
    partitions.leave();
    threads.leases().shutdownNow();
    sessions.close();
    threads.timer().shutdownNow();
  }
}
