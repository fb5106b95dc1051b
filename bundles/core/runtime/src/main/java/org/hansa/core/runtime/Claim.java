package org.hansa.core.runtime;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.hansa.core.api.Endpoint;
import org.hansa.core.api.Endpoint.Verifying;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.store.Entry;
import org.hansa.core.api.store.Store;
import org.hansa.core.api.store.Transaction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * That an endpoint is being verified, as all nodes of a store see it: in its status, said anew
 * while it goes on. What was not said for a while has ended with its node. Thread-safe.
 */
final class Claim {

  /** How long it stands; nodes whose clocks differ by less than half of that see it alike. */
  static final Duration TERM = Duration.ofMinutes(2);

  private static final Duration PERIOD = Duration.ofSeconds(20);

  private static final Logger LOG = LoggerFactory.getLogger(Claim.class);

  private final Store store;
  private final Resource endpoint;
  private final String node;
  private final String by;
  private final LongSupplier nanos;
  private Instant since = Instant.EPOCH;
  private long until;
  private boolean over;
  private boolean told;
  private boolean deleted;
  private Optional<String> lost = Optional.empty();

  private Claim(Store store, Resource endpoint, String node, String by, LongSupplier nanos) {
    this.store = store;
    this.endpoint = endpoint;
    this.node = node;
    this.by = by;
    this.nanos = nanos;
  }

  /**
   * Claims it, unless another node has; what this node said in a former life counts no more.
   *
   * @param note for the audit, of the time that it is made
   * @param nanos as {@link System#nanoTime}
   * @throws Problem CONFLICT while another node verifies it; NOT_FOUND if it is gone
   */
  static Claim take(
      Store store,
      Resource endpoint,
      String node,
      String by,
      Function<Instant, Entry> note,
      LongSupplier nanos) {
    Claim claim = new Claim(store, endpoint, node, by, nanos);
    long asked = nanos.getAsLong();
    AtomicReference<Instant> begun = new AtomicReference<>(Instant.EPOCH);
    store.transact(
        now -> {
          Resource found = claim.found(now).orElseThrow(() -> Problem.notFound(endpoint.ref()));
          elsewhere(found, node, now.now())
              .ifPresent(
                  other -> {
                    throw refusal(endpoint.ref(), other);
                  });
          begun.set(now.now());
          return claim.written(found, now.now(), now.now(), List.of(note.apply(now.now())));
        });
    claim.begin(begun.get(), asked);
    return claim;
  }

  static Problem refusal(Ref endpoint, Verifying other) {
    return Problem.conflict(
        endpoint
            + " is being verified for "
            + other.by()
            + " on "
            + other.node()
            + " since "
            + other.since(),
        "Wait until it has ended: --last on that node shows how far it is. If that node is gone, it"
            + " has ended at "
            + other.until()
            + ".");
  }

  private synchronized void begin(Instant at, long asked) {
    since = at;
    until = asked + TERM.toNanos();
  }

  /**
   * Says it anew until it is released.
   *
   * @param timer hands over only
   * @param commits writes, and may have to wait for that
   * @param lose called once, as soon as that is known, if it cannot be said in time, is another's
   *     or is of an endpoint that is gone: it must end
   */
  void keep(ScheduledExecutorService timer, Executor commits, Runnable lose) {
    later(PERIOD, timer, commits, lose);
  }

  private void later(
      Duration after, ScheduledExecutorService timer, Executor commits, Runnable lose) {
    try {
      var unused =
          timer.schedule(() -> tick(timer, commits, lose), after.toNanos(), TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException e) {
      LOG.debug("{} is released by its end, for the node stops", endpoint.ref(), e);
    }
  }

  /** A commit may hang: what it was to prolong runs out all the same. */
  private synchronized void tick(ScheduledExecutorService timer, Executor commits, Runnable lose) {
    if (over) {
      return;
    }
    if (lost.isEmpty() && until - nanos.getAsLong() < PERIOD.toNanos()) {
      lost = Optional.of("that it goes on could not be written, so that another may begin");
    }
    if (lost.isPresent()) {
      tell(lose);
      return;
    }
    try {
      commits.execute(() -> renew(lose));
    } catch (RejectedExecutionException e) {
      LOG.debug("{} is released by its end, for the node stops", endpoint.ref(), e);
    }
    later(PERIOD, timer, commits, lose);
  }

  private synchronized void tell(Runnable lose) {
    if (!told) {
      told = true;
      lose.run();
    }
  }

  private void renew(Runnable lose) {
    long asked = nanos.getAsLong();
    AtomicReference<Optional<String>> why = new AtomicReference<>(Optional.empty());
    AtomicBoolean gone = new AtomicBoolean();
    Instant began = since();
    try {
      store.transact(
          now -> {
            Optional<Resource> found = found(now);
            Optional<Verifying> other = found.flatMap(f -> elsewhere(f, node, now.now()));
            gone.set(found.isEmpty());
            why.set(
                found.isEmpty()
                    ? Optional.of("the endpoint was deleted")
                    : other.map(
                        o -> "it is being verified on " + o.node() + " since " + o.since()));
            return why.get().isPresent() || isOver()
                ? Transaction.NOTHING
                : written(found.get(), began, now.now(), List.of());
          });
      renewed(asked, why.get(), gone.get(), lose);
    } catch (Problem e) {
      LOG.info("that {} is being verified was not said anew: {}", endpoint.ref(), e.line());
    }
  }

  /** Once it is over its thread works for others, and another may well have it. */
  private synchronized void renewed(long asked, Optional<String> why, boolean gone, Runnable lose) {
    if (over) {
      return;
    }
    if (why.isEmpty()) {
      until = asked + TERM.toNanos();
      return;
    }
    deleted |= gone;
    lost = lost.or(() -> why);
    tell(lose);
  }

  private synchronized Instant since() {
    return since;
  }

  private synchronized boolean isOver() {
    return over;
  }

  /** Why it is not this verification's any more, if it is not. */
  synchronized Optional<String> lost() {
    return lost;
  }

  /** True if it was lost with the endpoint: nobody else can have it. */
  synchronized boolean deleted() {
    return deleted;
  }

  /** Another can begin. */
  void release() {
    synchronized (this) {
      over = true;
    }
    try {
      store.transact(
          now ->
              found(now)
                  .filter(f -> said(f).filter(v -> v.node().equals(node)).isPresent())
                  .map(f -> put(f, Optional.empty(), List.of()))
                  .orElse(Transaction.NOTHING));
    } catch (Problem e) {
      LOG.info("the verification of {} has ended, which was not written", endpoint.ref(), e);
    }
  }

  private Optional<Resource> found(Snapshot now) {
    return now.get(endpoint.ref()).filter(r -> r.uid().equals(endpoint.uid()));
  }

  private static Optional<Verifying> said(Resource endpoint) {
    return endpoint.status().as(Endpoint.Status.class).verifying();
  }

  /** What lies further ahead than any may was written before a clock was set back. */
  static Optional<Verifying> elsewhere(Resource endpoint, String node, Instant now) {
    return said(endpoint)
        .filter(v -> !v.node().equals(node))
        .filter(v -> v.until().isAfter(now))
        .filter(v -> v.until().isBefore(now.plus(TERM.multipliedBy(2))));
  }

  private Transaction written(Resource found, Instant began, Instant now, List<Entry> entries) {
    return put(found, Optional.of(new Verifying(by, node, began, now.plus(TERM))), entries);
  }

  private static Transaction put(
      Resource found, Optional<Verifying> verifying, List<Entry> entries) {
    Endpoint.Status s = found.status().as(Endpoint.Status.class);
    Endpoint.Status next =
        new Endpoint.Status(s.version(), s.facets(), s.capabilities(), s.simulated(), verifying);
    return new Transaction(
        List.of(found.withStatus(found.status().with(next))), List.of(), entries, Map.of());
  }
}
