package org.hansa.core.runtime;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Operation;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Resource;
import org.hansa.core.api.control.Action;
import org.hansa.core.api.store.Fence;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One operation while it is done here: what it is at, and what came of it. Thread-safe. */
final class OperationRun implements Action.Run, Runnable {

  /** What came of it, or why it failed. */
  record Outcome(Optional<Doc> result, Optional<Problem> problem) {}

  /** How far it is. */
  record Far(Optional<Integer> percent, Optional<String> line) {
    static final Far NOWHERE = new Far(Optional.empty(), Optional.empty());
  }

  /** Told when something is to be written down; returns at once. */
  interface Listener {
    void moved();

    void ended(OperationRun run);
  }

  private static final Logger LOG = LoggerFactory.getLogger(OperationRun.class);
  private static final int LONGEST_LINE = 1_000;
  private static final int LONGEST_MESSAGE = 10_000;
  private static final int LONGEST_RESULT = 512 << 10;

  private final Resource operation;
  private final Resource subject;
  private final Action action;
  private final Fence fence;
  private final Listener listener;
  private Far far = Far.NOWHERE;
  private Far told = Far.NOWHERE;
  private Optional<Outcome> outcome = Optional.empty();
  private Optional<Thread> thread = Optional.empty();
  private boolean cut;
  private final CountDownLatch over = new CountDownLatch(1);

  /**
   * @param operation as it stood when it was begun
   * @param fence by which it was begun: all that it writes is under this one
   */
  OperationRun(
      Resource operation, Resource subject, Action action, Fence fence, Listener listener) {
    this.operation = operation;
    this.subject = subject;
    this.action = action;
    this.fence = fence;
    this.listener = listener;
  }

  Resource operation() {
    return operation;
  }

  Fence fence() {
    return fence;
  }

  @Override
  public String by() {
    return operation.status().as(Operation.Status.class).by();
  }

  @Override
  public String cause() {
    return operation.ref().toString();
  }

  @Override
  public void at(long done, long total, String line) {
    at(
        total <= 0
            ? Optional.empty()
            : Optional.of((int) Math.min(100, Math.max(0, done * 100 / total))),
        line);
  }

  private void at(Optional<Integer> percent, String line) {
    synchronized (this) {
      far = new Far(percent, Optional.of(text(line, LONGEST_LINE)));
    }
    listener.moved();
  }

  /** What has changed since it was last asked; empty if nothing has. */
  synchronized Optional<Far> news() {
    if (far.equals(told)) {
      return Optional.empty();
    }
    told = far;
    return Optional.of(far);
  }

  synchronized Far far() {
    return far;
  }

  /** Empty while it goes on. */
  synchronized Optional<Outcome> outcome() {
    return outcome;
  }

  /** Nobody is interested any more: it is interrupted, and writes nothing. */
  synchronized void cut() {
    if (!cut) {
      cut = true;
      // Once: whoever is interrupted again does not even tidy up.
      thread.ifPresent(Thread::interrupt);
    }
  }

  boolean hasEnded(long nanos) throws InterruptedException {
    return over.await(nanos, TimeUnit.NANOSECONDS);
  }

  synchronized boolean isCut() {
    return cut;
  }

  @Override
  public void run() {
    Outcome came =
        failed(new Problem(Problem.Reason.INTERNAL, "it broke off", "The log says where."));
    try {
      if (began()) {
        came = perform();
      }
    } finally {
      synchronized (this) {
        thread = Optional.empty();
        outcome = Optional.of(came);
      }
      // Who cut it has reached it; the thread goes on to others.
      boolean unused = Thread.interrupted();
      over.countDown();
      listener.ended(this);
    }
  }

  private synchronized boolean began() {
    if (!cut) {
      thread = Optional.of(Thread.currentThread());
    }
    return !cut;
  }

  private Outcome perform() {
    try {
      Operation.Spec spec = operation.spec().as(Operation.Spec.class);
      Doc result = action.perform(subject, spec.said(), this);
      return result.size() > LONGEST_RESULT
          ? failed(
              new Problem(
                  Problem.Reason.TOO_LARGE,
                  "it is done, but says more of it than the "
                      + LONGEST_RESULT
                      + " bytes that are kept",
                  "Look at " + subject.ref() + "."))
          : new Outcome(Optional.of(result), Optional.empty());
    } catch (Problem e) {
      return failed(e);
    } catch (RuntimeException | LinkageError | StackOverflowError e) {
      LOG.warn("{} broke off", operation.ref(), e);
      return failed(
          new Problem(Problem.Reason.INTERNAL, "it broke off: " + e, "The log says where."));
    }
  }

  private static Outcome failed(Problem problem) {
    return new Outcome(
        Optional.empty(),
        Optional.of(
            new Problem(
                problem.reason(),
                text(problem.getMessage(), LONGEST_MESSAGE),
                text(problem.cure(), LONGEST_MESSAGE))));
  }

  /** What can be written: of whoever's words, half a character is none. */
  private static String text(String words, int most) {
    String cut = words.length() > most ? words.substring(0, most) : words;
    return new String(cut.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }
}
