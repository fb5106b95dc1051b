package org.hansa.core.runtime;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Predicate;
import org.hansa.core.api.Problem;
import org.hansa.core.api.control.Call;
import org.hansa.core.api.store.Fence;
import org.hansa.core.driver.Deadline;
import org.hansa.core.driver.DriverException;
import org.hansa.core.driver.DriverException.Reason;
import org.hansa.core.driver.workload.Reading;
import org.hansa.core.driver.workload.WorkloadFacet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes driver calls, never two at once for one key: on a shared bounded pool, a bounded number an
 * endpoint, each with a deadline that counts from when it was asked for, a listing with one a page
 * besides. A call that outlives it is reported as lost; its key and its place at the endpoint stay
 * taken until its thread has really come back, its place in the pool does not.
 */
final class Calls {

  private static final Logger LOG = LoggerFactory.getLogger(Calls.class);

  /** Before what outlives its deadline is given up. */
  static final Duration GRACE = Duration.ofSeconds(2);

  /** Takes what became of a call. */
  interface Sink {

    /**
     * Writes what a workload has used by now, just before the call ends or replaces it.
     *
     * @throws Problem if that was not written: then the call is not made, for what it ends could
     *     not be counted any more
     */
    void last(Reading reading);

    /**
     * An answer.
     *
     * @param settle the facet's settle time
     * @param asked when the driver was asked, by the clock that nobody can set: what it answers may
     *     be as old as that
     */
    void accept(Answer answer, Duration settle, long asked);
  }

  /** The resource's uid and the controller that calls. */
  record Key(String uid, String controller) {}

  private final Tickets tickets;
  private final Sessions sessions;
  private final ExecutorService pool;
  private final ScheduledExecutorService timer;
  private final Executor commits;
  private final Predicate<Fence> holds;
  private final Measures measures;
  private final Running running;
  private volatile boolean stopped;

  /**
   * @param pool waits for drivers
   * @param timer for deadlines: it only hands over
   * @param commits writes that there was no answer; it may wait for the store, deadlines do not
   * @param holds whether this node still holds the partition
   * @param running told of each call
   */
  Calls(
      Tickets tickets,
      Sessions sessions,
      ExecutorService pool,
      ScheduledExecutorService timer,
      Executor commits,
      Predicate<Fence> holds,
      Measures measures,
      Running running) {
    this.tickets = tickets;
    this.sessions = sessions;
    this.pool = pool;
    this.timer = timer;
    this.commits = commits;
    this.holds = holds;
    this.measures = measures;
    this.running = running;
  }

  /**
   * Interrupts what is under way in partitions that others may act on now. What comes of it is
   * refused; the next holder looks.
   */
  void cut(Set<Integer> partitions) {
    running.cut(partitions::contains);
  }

  /** No call is begun any more, and those under way are interrupted. */
  void stop() {
    stopped = true;
    running.cut(any -> true);
  }

  /**
   * Makes the call. At its end the answer is committed, then the ticket is given back, then the
   * resource is woken: so no step sees an intent without either a call under way or an answer. If
   * the partition is no longer held when its turn comes, it is not made; nor if it has waited too
   * long for its turn by then, or its driver is quarantined: that is answered.
   *
   * @param uid the key of the external object
   * @param commit gets the answer, the facet's settle time and when it was asked; once more if the
   *     answer came after it was reported as lost
   * @param wake called last, and also when it is lost
   */
  void make(Tickets.Ticket ticket, Call call, String uid, Sink commit, Runnable wake) {
    long made = measures.now();
    try {
      pool.execute(() -> timed(ticket, call, uid, made, commit, wake));
    } catch (RejectedExecutionException e) {
      refuse(ticket, "too many calls wait", commit, wake);
    }
  }

  /** Nothing was done: it may be asked for again. */
  private void refuse(Tickets.Ticket ticket, String why, Sink commit, Runnable wake) {
    Answer refused = new Answer.Failed(Reason.EXHAUSTED, why);
    long now = measures.now();
    end(ticket, () -> commit.accept(refused, Duration.ZERO, now), wake);
  }

  private void end(Tickets.Ticket ticket, Runnable write, Runnable wake) {
    try {
      write.run();
    } finally {
      tickets.giveBack(ticket);
      wake.run();
    }
  }

  private void timed(
      Tickets.Ticket ticket, Call call, String uid, long made, Sink commit, Runnable wake) {
    Duration limit = Pace.limit(call.verb());
    Duration left = limit.minusNanos(measures.now() - made);
    Underway it = begin(ticket, wake);
    Optional<String> not =
        left.compareTo(limit.dividedBy(2)) < 0
            ? Optional.of("half of its time was over before a thread was free for it")
            : running.quarantine(it.driver());
    if (stopped || not.isPresent()) {
      running.end(ticket.key(), it);
      not.ifPresentOrElse(
          why -> refuse(ticket, why, commit, wake), () -> end(ticket, () -> {}, wake));
      return;
    }
    timed(ticket, call, it, uid, left, commit, wake);
  }

  private Underway begin(Tickets.Ticket ticket, Runnable wake) {
    try {
      return running.begin(ticket);
    } catch (RuntimeException | Error e) {
      end(ticket, () -> {}, wake);
      throw e;
    }
  }

  private void timed(
      Tickets.Ticket ticket,
      Call call,
      Underway it,
      String uid,
      Duration limit,
      Sink commit,
      Runnable wake) {
    long began = measures.now();
    Runnable write = () -> {};
    Optional<Alarm> alarm = Optional.empty();
    try {
      Pace pace = new Pace(limit, measures::now);
      Deadline first = call.verb() == Call.Verb.LIST ? pace.part(Pace.LOOK) : pace.whole();
      alarm = Optional.of(alarm(it, call, pace, began, commit, wake));
      Optional<Result> result = result(ticket.fence(), call, uid, pace, first, commit);
      write = () -> result.ifPresent(r -> answered(it, call, r, began, commit));
    } finally {
      running.end(ticket.key(), it);
      alarm.ifPresent(Alarm::cancel);
      Runnable last = write;
      it.then(() -> end(ticket, last, wake));
    }
  }

  /** Once it has ended, so that it is either lost or not; what was lost is measured as that. */
  private void answered(Underway it, Call call, Result result, long began, Sink commit) {
    if (!it.isLost()) {
      measures.call(call, result.answer(), began);
    }
    commit.accept(result.answer(), result.settle(), began);
  }

  private Alarm alarm(Underway it, Call call, Pace pace, long began, Sink commit, Runnable wake) {
    // The same for all calls of a sort, so that it is not said anew of each.
    String text = call.verb() + " at " + call.endpoint() + " was not answered by its deadline";
    return Alarm.set(
        timer,
        pace,
        GRACE,
        () -> {
          if (running.lose(it, text)) {
            Answer.Lost lost = new Answer.Lost(text);
            measures.call(call, lost, began);
            lost(it, call, lost, began, commit, wake);
          }
        });
  }

  private void lost(
      Underway it, Call call, Answer.Lost lost, long asked, Sink commit, Runnable wake) {
    try {
      commits.execute(
          () -> {
            try {
              it.lost(() -> commit.accept(lost, Duration.ZERO, asked));
            } finally {
              wake.run();
            }
          });
    } catch (RejectedExecutionException e) {
      // The intent stays open, so the next step looks.
      LOG.warn("that {} at {} has no answer was not written", call.verb(), call.endpoint(), e);
    }
  }

  private record Result(Answer answer, Duration settle) {}

  /** Empty if it was not made, because another may act on it by now. */
  private Optional<Result> result(
      Fence fence, Call call, String uid, Pace pace, Deadline deadline, Sink commit) {
    Duration settle = Duration.ZERO;
    try (SessionSlot.Lease lease = sessions.lease(call.endpoint())) {
      if (call.verb() != Call.Verb.LIST && call.verb() != Call.Verb.METER) {
        settle = lease.call(s -> Verbs.facet(Verbs.ability(s, call.facet())).settle());
      }
      if (call.verb().hasEffect() && call.facet().equals(WorkloadFacet.NAME)) {
        lease.call(s -> Verbs.reading(s, uid, deadline)).ifPresent(last -> book(last, commit));
      }
      if (!holds.test(fence)) {
        return Optional.empty(); // this thread may have stood still until now
      }
      Answer seen = lease.call(s -> Verbs.perform(s, call, uid, pace));
      return Optional.of(new Result(seen, settle));
    } catch (DriverException e) {
      return failed(e.reason(), message(e), settle);
    } catch (Problem e) {
      return failed(Reason.INVALID, e.line(), settle);
    } catch (RuntimeException | LinkageError e) {
      return failed(Reason.INTERNAL, "the driver failed: " + e, settle);
    }
  }

  private static void book(Reading last, Sink commit) {
    try {
      commit.last(last);
    } catch (Problem e) {
      throw new DriverException(
          Reason.EXHAUSTED, "what it has used could not be written: " + e.line(), e);
    }
  }

  private static Optional<Result> failed(Reason reason, String text, Duration settle) {
    return Optional.of(new Result(new Answer.Failed(reason, text), settle));
  }

  private static String message(DriverException e) {
    return e.getMessage() == null ? e.reason().name() : e.getMessage();
  }
}
