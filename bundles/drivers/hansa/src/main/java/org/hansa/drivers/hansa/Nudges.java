package org.hansa.drivers.hansa;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.hansa.core.driver.Opening;

/**
 * Has a workload that is not ready yet looked at again soon, for half a minute: the partner does
 * not call back. Each pause is twice as long as the one before.
 */
final class Nudges implements AutoCloseable {

  private static final long FIRST_MILLIS = 500;
  private static final long LAST_MILLIS = 16_000;

  private final Opening opening;
  private final Map<String, ScheduledFuture<?>> due = new ConcurrentHashMap<>();
  private boolean closed;

  Nudges(Opening opening) {
    this.opening = opening;
  }

  void begin(String uid) {
    schedule(uid, FIRST_MILLIS);
  }

  synchronized void end(String uid) {
    ScheduledFuture<?> next = due.remove(uid);
    if (next != null) {
      next.cancel(false);
    }
  }

  private synchronized void schedule(String uid, long millis) {
    end(uid);
    if (!closed && millis <= LAST_MILLIS) {
      due.put(
          uid, opening.timer().schedule(() -> nudge(uid, millis), millis, TimeUnit.MILLISECONDS));
    }
  }

  private void nudge(String uid, long millis) {
    if (due.containsKey(uid)) {
      opening.hint().accept(uid);
      schedule(uid, 2 * millis);
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    due.values().forEach(next -> next.cancel(false));
    due.clear();
  }
}
