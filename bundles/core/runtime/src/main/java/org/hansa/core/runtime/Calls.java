package org.hansa.core.runtime;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.hansa.core.api.control.Call;
import org.hansa.core.api.store.Fence;
import org.hansa.core.driver.Deadline;
import org.hansa.core.driver.DriverException;
import org.hansa.core.driver.DriverException.Reason;
import org.hansa.core.driver.Reading;
import org.hansa.core.driver.WorkloadFacet;

/**
 * Makes driver calls, never two at once for one key: on a shared bounded pool, a bounded number an
 * endpoint, each with a deadline. A call that outlives its deadline is reported as lost; its key
 * stays taken until its thread has really come back.
 */
final class Calls {

  private static final int PERMITS = 8;
  private static final Duration LOOK = Duration.ofSeconds(10);
  private static final Duration ACT = Duration.ofSeconds(30);
  private static final Duration GRACE = Duration.ofSeconds(2);

  /** Takes what became of a call. */
  @FunctionalInterface
  interface Sink {

    /**
     * An answer.
     *
     * @param settle the facet's settle time
     * @param reading of the workload just before the call ended or replaced it
     */
    void accept(Answer answer, Duration settle, Optional<Reading> reading);
  }

  /** The resource's uid and the controller that calls. */
  record Key(String uid, String controller) {}

  /**
   * The right to make one call, to be used or given back.
   *
   * @param fence under which what comes of it is committed
   */
  record Ticket(Key key, Fence fence, Semaphore permits) {}

  private final Sessions sessions;
  private final ExecutorService pool;
  private final ScheduledExecutorService timer;
  private final InstantSource clock;
  private final Predicate<Fence> holds;
  private final Measures measures;
  private final Set<Key> flying = ConcurrentHashMap.newKeySet();
  private final Map<Ticket, Watch> watched = new ConcurrentHashMap<>();
  private final Map<Ref, Semaphore> permits = new ConcurrentHashMap<>();

  /**
   * @param holds whether this node still holds the partition
   */
  Calls(
      Sessions sessions,
      ExecutorService pool,
      ScheduledExecutorService timer,
      InstantSource clock,
      Predicate<Fence> holds,
      Measures measures) {
    this.sessions = sessions;
    this.pool = pool;
    this.timer = timer;
    this.clock = clock;
    this.holds = holds;
    this.measures = measures;
  }

  boolean inFlight(Key key) {
    return flying.contains(key);
  }

  int running() {
    return flying.size();
  }

  /** A ticket, unless the key is taken or the endpoint is busy. */
  Optional<Ticket> reserve(Key key, Fence fence, Ref endpoint) {
    Semaphore free = permits.computeIfAbsent(endpoint, e -> new Semaphore(PERMITS));
    if (!free.tryAcquire()) {
      return Optional.empty();
    }
    if (!flying.add(key)) {
      free.release();
      return Optional.empty();
    }
    return Optional.of(new Ticket(key, fence, free));
  }

  /**
   * Interrupts what is under way in partitions that others may act on now. What comes of it is
   * refused; the next holder looks.
   */
  void cut(Set<Integer> partitions) {
    watched.forEach(
        (ticket, watch) -> {
          if (partitions.contains(ticket.fence().partition())) {
            watch.expire();
          }
        });
  }

  void giveBack(Ticket ticket) {
    flying.remove(ticket.key());
    ticket.permits().release();
  }

  /**
   * Makes the call. At its end the answer is committed, then the ticket is given back, then the
   * resource is woken: so no step sees an intent without either a call under way or an answer. If
   * the partition is no longer held when its turn comes, it is not made.
   *
   * @param uid the key of the external object
   * @param commit gets the answer and the facet's settle time; once more if the answer came after
   *     it was reported as lost
   * @param wake called last
   */
  void make(Ticket ticket, Call call, String uid, Sink commit, Runnable wake) {
    try {
      pool.execute(
          () -> {
            try {
              watched(ticket, call, uid, commit)
                  .ifPresent(r -> commit.accept(r.answer(), r.settle(), r.reading()));
            } finally {
              giveBack(ticket);
              wake.run();
            }
          });
    } catch (RejectedExecutionException e) {
      commit.accept(
          new Answer.Failed(Reason.EXHAUSTED, "too many calls wait"),
          Duration.ZERO,
          Optional.empty());
      giveBack(ticket);
      wake.run();
    }
  }

  private Optional<Result> watched(Ticket ticket, Call call, String uid, Sink commit) {
    Duration limit = call.verb().hasEffect() ? ACT : LOOK;
    Watch watch = new Watch(Thread.currentThread());
    watched.put(ticket, watch);
    Future<?> alarm =
        timer.schedule(
            () -> {
              if (watch.expire()) {
                String text = "no answer within " + limit.plus(GRACE).toSeconds() + " s";
                commit.accept(new Answer.Lost(text), Duration.ZERO, Optional.empty());
              }
            },
            limit.plus(GRACE).toMillis(),
            TimeUnit.MILLISECONDS);
    long began = measures.now();
    try {
      Optional<Result> result = result(ticket.fence(), call, uid, Deadline.in(limit, clock));
      result.ifPresent(r -> measures.call(call, r.answer(), began));
      return result;
    } finally {
      watched.remove(ticket);
      watch.end();
      alarm.cancel(false);
    }
  }

  /** Interrupts a call that is too late, and never the one after it on the same thread. */
  private static final class Watch {

    private final Thread thread;
    private boolean ended;

    Watch(Thread thread) {
      this.thread = thread;
    }

    synchronized boolean expire() {
      if (!ended) {
        thread.interrupt();
      }
      return !ended;
    }

    synchronized void end() {
      ended = true;
      // A late interrupt is for this call only.
      Thread.interrupted();
    }
  }

  private record Result(Answer answer, Duration settle, Optional<Reading> reading) {}

  /** Empty if it was not made, because another may act on it by now. */
  private Optional<Result> result(Fence fence, Call call, String uid, Deadline deadline) {
    Duration settle = Duration.ZERO;
    Optional<Reading> reading = Optional.empty();
    try (SessionSlot.Lease lease = sessions.lease(call.endpoint())) {
      if (call.verb() != Call.Verb.LIST && call.verb() != Call.Verb.METER) {
        settle = Verbs.facet(Verbs.ability(lease.session(), call.facet())).settle();
      }
      if (call.verb().hasEffect() && call.facet().equals(WorkloadFacet.NAME)) {
        reading = Verbs.reading(lease.session(), uid, deadline);
      }
      if (!holds.test(fence)) {
        return Optional.empty(); // this thread may have stood still until now
      }
      Answer answer = Verbs.perform(lease.session(), call, uid, deadline);
      return Optional.of(new Result(answer, settle, reading));
    } catch (DriverException e) {
      return failed(e.reason(), message(e), settle, reading);
    } catch (Problem e) {
      return failed(Reason.INVALID, e.line(), settle, reading);
    } catch (RuntimeException | LinkageError e) {
      return failed(Reason.INTERNAL, "the driver failed: " + e, settle, reading);
    }
  }

  private static Optional<Result> failed(
      Reason reason, String text, Duration settle, Optional<Reading> reading) {
    return Optional.of(new Result(new Answer.Failed(reason, text), settle, reading));
  }

  private static String message(DriverException e) {
    return e.getMessage() == null ? e.reason().name() : e.getMessage();
  }
}
