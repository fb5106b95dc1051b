package org.hansa.core.ssh;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.hansa.core.driver.DriverException;
import org.hansa.core.driver.DriverException.Reason;

/**
 * Begins commands. A server counts one until its process has ended, which is after its channel has
 * been closed, and refuses one too many. Nothing has been done then, so it is asked again for a
 * while, each time after a longer pause.
 */
final class Opener {

  private static final long FIRST_MILLIS = 10;
  private static final long LONGEST_MILLIS = 500;

  /** Of all pauses of a call. */
  private static final long MOST_MILLIS = 10_000;

  private Opener() {}

  @FunctionalInterface
  interface Attempt<T> {
    T open() throws IOException;
  }

  static <T> T open(Limit limit, Attempt<T> attempt) throws IOException {
    long paused = 0;
    for (long pause = FIRST_MILLIS; ; pause = Math.min(2 * pause, LONGEST_MILLIS)) {
      try {
        return attempt.open();
      } catch (IOException e) {
        if (!Limit.isFull(e) || paused >= MOST_MILLIS) {
          throw e;
        }
      }
      pause(Math.min(pause, limit.left().toMillis()));
      paused += pause;
      limit.check();
    }
  }

  private static void pause(long millis) {
    try {
      TimeUnit.MILLISECONDS.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DriverException(Reason.UNAVAILABLE, "interrupted while waiting for a channel", e);
    }
  }
}
