package org.hansa.core.runtime.delivery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The work queue of one controller. A key is never in work twice at once; however often it is
 * woken, it waits once; woken while in work it runs once more; failed it comes back after its own
 * backoff and holds up no other key. Nothing waits by the clock of the day, which may be set.
 * Bounded by the number of resources. Thread-safe.
 */
final class KeyedQueue {

  private static final Logger LOG = LoggerFactory.getLogger(KeyedQueue.class);

  /** Nobody means to look again later than this; it keeps times inside their range. */
  private static final Duration MOST_DELAY = Duration.ofDays(1);

  private final ChangesOptions options;
  private final Engine engine;
  private final Work work;
  private final Predicate<String> absent;
  private final Shelf shelf;
  private final CompletableFuture<Void> idle = new CompletableFuture<>();

  private Optional<Future<?>> timer = Optional.empty();
  private Optional<Duration> timed = Optional.empty();
  private boolean open;
  private boolean shut;
  private long steps;
  private long failures;

  /**
   * @param absent whether a controller is absent
   */
  KeyedQueue(ChangesOptions options, Engine engine, Work work, Predicate<String> absent) {
    this.options = options;
    this.engine = engine;
    this.work = work;
    this.absent = absent;
    this.shelf = new Shelf(options.urgentFirst());
  }

  /** Until then keys are taken in but none is run. */
  void start() {
    synchronized (this) {
      open = !shut;
    }
    dispatch();
  }

  /** Runs no further key; the answer completes when those in work have ended. */
  synchronized CompletableFuture<Void> shut() {
    shut = true;
    open = false;
    timer.ifPresent(t -> t.cancel(false));
    if (shelf.running() == 0) {
      idle.complete(null);
    }
    return idle.copy();
  }

  void add(Ref ref, Urgency urgency) {
    synchronized (this) {
      QueueKey key = shelf.key(ref);
      switch (key.state) {
        case NEW, DELAYED, PARKED -> shelf.ready(key, urgency, engine.time());
        case READY -> shelf.raise(key, urgency);
        case RUNNING -> key.dirty = Optional.of(key.dirty.map(urgency::or).orElse(urgency));
        case FAILED -> {
          if (urgency.cutsBackoff()) {
            shelf.ready(key, urgency, engine.time());
          }
        }
      }
    }
    dispatch();
  }

  /** Wakes what was parked for a controller that has returned. */
  void unpark(String controller) {
    synchronized (this) {
      shelf.parked(controller).forEach(key -> shelf.ready(key, Urgency.OBSERVED, engine.time()));
    }
    dispatch();
  }

  synchronized QueueFigures figures() {
    return shelf.figures(options.controller(), engine.time(), steps, failures);
  }

  private void dispatch() {
    List<QueueKey> taken = new ArrayList<>();
    synchronized (this) {
      Optional<QueueKey> next = next();
      while (next.isPresent()) {
        taken.add(next.get());
        next = next();
      }
    }
    taken.forEach(key -> engine.execute(() -> run(key)));
  }

  private Optional<QueueKey> next() {
    return open && shelf.running() < options.concurrency() ? shelf.take() : Optional.empty();
  }

  private void run(QueueKey key) {
    synchronized (this) {
      key.dirty = Optional.empty(); // the step will read a newer state than what woke it so far
    }
    Optional<Work.Outcome> outcome = Optional.empty();
    Optional<Throwable> failure = Optional.empty();
    try {
      outcome = Optional.of(work.run(key.ref));
    } catch (Throwable t) {
      // Errors too: of a bundle that is just being replaced, classes may be missing for a moment.
      failure = Optional.of(t);
      if (t instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
    }
    synchronized (this) {
      steps++;
      failure.ifPresent(t -> failed(key, t));
      outcome.ifPresent(o -> ended(key, o));
      arm();
      if (shut && shelf.running() == 0) {
        idle.complete(null);
      }
    }
    dispatch();
  }

  private void ended(QueueKey key, Work.Outcome outcome) {
    if (outcome.absent().filter(absent).isPresent()) {
      shelf.park(key, outcome.absent().get());
      return;
    }
    if (key.failures > 0) {
      LOG.info("{} steps {} again after {} failures.", options.controller(), key.ref, key.failures);
      shelf.recovered(key);
    }
    Optional<Duration> again = outcome.again().map(a -> engine.time().plus(bounded(a)));
    if (outcome.absent().isPresent()) {
      shelf.ready(key, Urgency.OBSERVED, engine.time()); // it returned between the look and here
    } else if (key.dirty.isPresent()) {
      shelf.ready(key, key.dirty.get(), engine.time());
    } else if (again.isPresent()) {
      shelf.delay(key, QueueKey.State.DELAYED, again.get());
    } else {
      shelf.forget(key);
    }
  }

  private void failed(QueueKey key, Throwable t) {
    failures++;
    shelf.failed(key);
    if (key.failures == 1) {
      log(key, t);
    }
    if (key.dirty.filter(Urgency::cutsBackoff).isPresent()) {
      shelf.ready(key, key.dirty.get(), engine.time());
    } else {
      boolean retryable = !(t instanceof StepFailed s) || s.isRetryable();
      Duration after = engine.backoff(options.backoff(), key.failures, retryable);
      shelf.delay(key, QueueKey.State.FAILED, engine.time().plus(after));
    }
  }

  /** The first failure of a row only: the next line about it is that it works again. */
  private void log(QueueKey key, Throwable t) {
    if (t instanceof StepFailed || t instanceof Problem) {
      LOG.info("{} cannot step {}: {}", options.controller(), key.ref, t.getMessage());
    } else {
      LOG.info("{} cannot step {}.", options.controller(), key.ref, t);
    }
  }

  /** One timer for all delays: set to the soonest. */
  private void arm() {
    Optional<Duration> first = shelf.firstDue();
    if (shut || first.isEmpty() || timed.filter(t -> t.compareTo(first.get()) <= 0).isPresent()) {
      return;
    }
    timer.ifPresent(t -> t.cancel(false));
    timed = first;
    timer = engine.after(first.get().minus(engine.time()), this::ring);
  }

  private void ring() {
    synchronized (this) {
      timed = Optional.empty();
      Duration now = engine.time();
      shelf.due(now).forEach(key -> shelf.ready(key, Urgency.OBSERVED, now));
      arm();
    }
    dispatch();
  }

  private static Duration bounded(Duration after) {
    return after.isNegative()
        ? Duration.ZERO
        : after.compareTo(MOST_DELAY) > 0 ? MOST_DELAY : after;
  }
}
