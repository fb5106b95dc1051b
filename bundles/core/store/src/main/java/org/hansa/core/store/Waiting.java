package org.hansa.core.store;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import org.hansa.core.api.Pending;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.store.Transaction;

/** A transaction that waits for the writer, and who waits for it. */
record Waiting(Function<Snapshot, Transaction> decide, CompletableFuture<PersistentSnapshot> result)
    implements Pending {

  static Waiting of(Function<Snapshot, Transaction> decide) {
    return new Waiting(decide, new CompletableFuture<>());
  }

  @Override
  public boolean isDone() {
    return result.isDone();
  }

  @Override
  public void then(Runnable told) {
    var unused = result.whenComplete((state, failure) -> told.run());
  }

  /**
   * Waits to the end even if interrupted, for a write whose outcome nobody knows is worse than a
   * late answer; the interrupt is kept.
   */
  @Override
  public PersistentSnapshot await() {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return result.get();
        } catch (InterruptedException e) {
          interrupted = true;
        } catch (ExecutionException e) {
          throw rethrown(e.getCause());
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static RuntimeException rethrown(Throwable cause) {
    if (cause instanceof Error error) {
      throw error;
    }
    return cause instanceof RuntimeException own ? own : new CompletionException(cause);
  }
}
