package org.hansa.core.store;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.hansa.core.api.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Work that goes on whatever becomes of who waits for it. */
final class OwnThread {

  private static final Logger LOG = LoggerFactory.getLogger(OwnThread.class);

  private OwnThread() {}

  /**
   * Waits until it is done. A caller that is interrupted ends nothing.
   *
   * @param thread its name
   * @param what for messages
   * @throws Problem of the work; INTERNAL if it fails otherwise; UNAVAILABLE if the caller is
   *     interrupted
   */
  static void run(String thread, String what, Runnable work) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    new Thread(
            () -> {
              try {
                work.run();
                done.complete(null);
              } catch (RuntimeException | Error e) {
                LOG.error("{} failed", what, e);
                done.completeExceptionally(e);
              }
            },
            thread)
        .start();
    try {
      done.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Problem(
          Problem.Reason.UNAVAILABLE,
          what + " goes on without being waited for",
          "See in the installation's readiness when it is done.");
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Problem problem
          ? problem
          : new Problem(
              Problem.Reason.INTERNAL,
              what + " failed: " + e.getCause(),
              "See the log; report this.",
              List.of(),
              e);
    }
  }
}
