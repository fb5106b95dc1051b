package org.hansa.core.runtime;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;

/**
 * What people ask of drivers while they wait. One that does not answer keeps a thread made for the
 * question, not the one of who asked; an endpoint keeps a few at most. Thread-safe.
 */
final class Questions {

  /** Of one endpoint at once. */
  static final int MOST = 16;

  private final Executor askers;
  private final Duration patience;

  /** By endpoint; no entry where there is none. */
  private final Map<Ref, Integer> open = new ConcurrentHashMap<>();

  /**
   * @param askers gives each question a thread at once
   * @param patience how long is waited for an answer
   */
  Questions(Executor askers, Duration patience) {
    this.askers = askers;
    this.patience = patience;
  }

  /**
   * The answer, or what the driver throws.
   *
   * @throws Problem UNAVAILABLE if it does not come in time; EXHAUSTED if too many are open
   */
  <T> T ask(Ref endpoint, Supplier<T> question) {
    if (open.merge(endpoint, 1, Integer::sum) > MOST) {
      close(endpoint);
      throw new Problem(
          Problem.Reason.EXHAUSTED,
          endpoint + " has yet to answer " + MOST + " questions",
          "Ask again when it has. If it never does, restart the node.");
    }
    FutureTask<T> task = new FutureTask<>(question::get);
    boolean begun = false;
    try {
      askers.execute(
          () -> {
            try {
              task.run();
            } finally {
              close(endpoint);
            }
          });
      begun = true;
    } finally {
      if (!begun) {
        close(endpoint);
      }
    }
    return answer(endpoint, task);
  }

  private void close(Ref endpoint) {
    open.computeIfPresent(endpoint, (e, count) -> count == 1 ? null : count - 1);
  }

  private <T> T answer(Ref endpoint, FutureTask<T> task) {
    try {
      return task.get(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      task.cancel(true);
      throw silent(endpoint + " has not answered within " + patience.toSeconds() + " s", e);
    } catch (InterruptedException e) {
      task.cancel(true);
      Thread.currentThread().interrupt();
      throw silent("who asked " + endpoint + " waits no longer", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException thrown) {
        throw thrown;
      }
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw new IllegalStateException("a supplier throws no other", e);
    }
  }

  private static Problem silent(String text, Exception cause) {
    return new Problem(
        Problem.Reason.UNAVAILABLE, text, "See to that system, then ask again.", List.of(), cause);
  }
}
