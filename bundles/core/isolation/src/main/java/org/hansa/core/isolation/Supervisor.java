package org.hansa.core.isolation;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.hansa.core.driver.DriverException;
import org.hansa.core.driver.DriverException.Reason;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that there is one process while it is needed: started at a call, started again after
 * it ended, not too often, and ended when no session is open for long. Thread-safe.
 */
final class Supervisor {

  private static final Logger LOG = LoggerFactory.getLogger(Supervisor.class);

  /** A pause that is longer is not waited for within a call. */
  private static final Duration BEARABLE = Duration.ofSeconds(1);

  /** For one that is ended: it is killed well before. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** Makes a process of use, in two steps so that it can be ended between them. */
  interface Starter {
    ChildProcess launch() throws IOException;

    /** Has the driver say who it is. */
    void greet(ChildProcess child);
  }

  private static final String IDLE = "its process was ended: no session was open";
  private static final String NO_USE = "its process was ended: it was of no use";
  private static final String REMOVED = "the driver was removed";

  private final String name;
  private final Starter starter;
  private final Threads threads;
  private final Limits limits;

  private Optional<CompletableFuture<ChildProcess>> current = Optional.empty();
  private Optional<ChildProcess> running = Optional.empty();
  private Optional<ScheduledFuture<?>> idle = Optional.empty();
  private String last = "";
  private Duration pause;
  private long notBefore;
  private int sessions;
  private boolean closed;

  Supervisor(String name, Starter starter, Threads threads, Limits limits) {
    this.name = name;
    this.starter = starter;
    this.threads = threads;
    this.limits = limits;
    this.pause = limits.firstPause();
    this.notBefore = threads.nanos().getAsLong();
  }

  /**
   * The process that is there, or a new one.
   *
   * @param most how long it is waited for
   * @throws DriverException as the driver has it if it cannot be made; UNAVAILABLE if the process
   *     cannot be started now
   */
  ChildProcess child(Duration most) {
    try {
      return wanted().get(most.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      DriverException failure = (DriverException) e.getCause();
      throw new DriverException(failure.reason(), failure.getMessage(), failure);
    } catch (TimeoutException e) {
      throw new DriverException(
          Reason.UNAVAILABLE, "the driver's process is being started" + after(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DriverException(
          Reason.UNAVAILABLE, "interrupted while the driver's process was started", e);
    }
  }

  private synchronized String after() {
    return last.isEmpty() ? "" : ": " + last;
  }

  private synchronized CompletableFuture<ChildProcess> wanted() {
    if (closed) {
      throw new DriverException(Reason.UNAVAILABLE, REMOVED);
    }
    if (current.isPresent() && usable(current.get())) {
      return current.get();
    }
    Duration wait = Duration.ofNanos(Math.max(0, notBefore - threads.nanos().getAsLong()));
    if (wait.compareTo(BEARABLE) > 0) {
      throw new DriverException(
          Reason.UNAVAILABLE, last + "; started again in " + (wait.toSeconds() + 1) + " s");
    }
    CompletableFuture<ChildProcess> next = new CompletableFuture<>();
    current = Optional.of(next);
    Runnable start = () -> threads.workers().execute(() -> start(next));
    if (wait.isZero()) {
      start.run();
    } else {
      threads.later(wait, start);
    }
    return next;
  }

  private static boolean usable(CompletableFuture<ChildProcess> future) {
    return !future.isDone() || (!future.isCompletedExceptionally() && future.join().isAlive());
  }

  private void start(CompletableFuture<ChildProcess> next) {
    long began = threads.nanos().getAsLong();
    try {
      ChildProcess child = launched();
      var unused = child.ended().thenAccept(why -> ended(next, began, why));
      starter.greet(child);
      LOG.info("driver {} runs in process {}", name, child.pid());
      begun();
      next.complete(child);
    } catch (IOException e) {
      failed(
          next,
          new DriverException(
              Reason.UNAVAILABLE, "the driver's process cannot be started: " + e.getMessage(), e));
    } catch (DriverException e) {
      failed(next, e);
    } catch (RuntimeException e) {
      // Whatever it is, those who wait must hear of it.
      failed(next, new DriverException(Reason.INTERNAL, "no use of the driver's process: " + e, e));
    }
  }

  private ChildProcess launched() throws IOException {
    synchronized (this) {
      if (closed) {
        throw new DriverException(Reason.UNAVAILABLE, REMOVED);
      }
      ChildProcess child = starter.launch();
      running = Optional.of(child);
      return child;
    }
  }

  private synchronized void begun() {
    if (sessions == 0 && !closed) {
      endWhenIdle();
    }
  }

  private void failed(CompletableFuture<ChildProcess> next, DriverException failure) {
    Optional<ChildProcess> useless;
    synchronized (this) {
      current = current.filter(c -> c != next);
      useless = running;
      last = failure.getMessage();
      holdOff();
    }
    useless.ifPresent(child -> child.end(NO_USE));
    next.completeExceptionally(failure);
  }

  private synchronized void ended(CompletableFuture<ChildProcess> child, long began, String why) {
    running = running.filter(r -> !r.ended().isDone());
    if (!child.isDone() || child.isCompletedExceptionally()) {
      // It never was of use: whoever waits for it is told so.
      return;
    }
    current = current.filter(c -> c != child);
    if (closed || why.equals(IDLE)) {
      return;
    }
    LOG.warn("driver {}: {}", name, why);
    last = why;
    if (threads.nanos().getAsLong() - began >= limits.health().toNanos()) {
      pause = limits.firstPause();
    }
    holdOff();
  }

  private void holdOff() {
    notBefore = threads.nanos().getAsLong() + pause.toNanos();
    Duration twice = pause.multipliedBy(2);
    pause = twice.compareTo(limits.longestPause()) < 0 ? twice : limits.longestPause();
  }

  /** How long to wait before a process can be asked for again. */
  synchronized Duration pause() {
    long left = notBefore - threads.nanos().getAsLong();
    return left > 0 ? Duration.ofNanos(left) : limits.firstPause();
  }

  /** A session that may call. */
  synchronized void opened() {
    sessions++;
    idle.ifPresent(i -> i.cancel(false));
    idle = Optional.empty();
  }

  /** It calls no more. */
  synchronized void closed() {
    sessions--;
    if (sessions == 0 && !closed) {
      endWhenIdle();
    }
  }

  private void endWhenIdle() {
    idle.ifPresent(i -> i.cancel(false));
    idle = Optional.of(threads.timed(limits.idle(), this::endIdle));
  }

  private synchronized void endIdle() {
    if (sessions == 0) {
      running.ifPresent(child -> child.end(IDLE));
    }
  }

  /** The process that runs now, if one does. */
  synchronized Optional<ChildProcess> running() {
    return running;
  }

  /** Ends the process and starts no other; returns when it has ended. */
  void close() {
    Optional<ChildProcess> last;
    synchronized (this) {
      closed = true;
      idle.ifPresent(i -> i.cancel(false));
      last = running;
    }
    last.ifPresent(
        child -> {
          child.end(REMOVED);
          try {
            child.ended().get(PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
          } catch (ExecutionException | TimeoutException e) {
            LOG.warn("driver {}: process {} does not end", name, child.pid(), e);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }
}
