package org.hansa.drivers.sshhost;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.hansa.core.driver.Opening;

/**
 * Has an object looked at again soon while it is about to change: the other machine cannot call
 * back. Each pause is longer than the one before, up to a last.
 */
final class Nudges implements AutoCloseable {

  private static final long FIRST_MILLIS = 250;
  private static final long LAST_MILLIS = 8_000;

  private final Opening opening;
  private final Map<String, ScheduledFuture<?>> next = new ConcurrentHashMap<>();
  private boolean closed;

  Nudges(Opening opening) {
    this.opening = opening;
  }

  void begin(String uid) {
    schedule(uid, FIRST_MILLIS);
  }

  void end(String uid) {
    ScheduledFuture<?> due = next.remove(uid);
    if (due != null) {
      due.cancel(false);
    }
  }

  private synchronized void schedule(String uid, long millis) {
    if (closed || millis > LAST_MILLIS) {
      next.remove(uid);
      return;
    }
    ScheduledFuture<?> before =
        next.put(
            uid, opening.timer().schedule(() -> nudge(uid, millis), millis, TimeUnit.MILLISECONDS));
    if (before != null) {
      before.cancel(false);
    }
  }

  private void nudge(String uid, long millis) {
    if (next.containsKey(uid)) {
      opening.hint().accept(uid);
      schedule(uid, 2 * millis);
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    next.values().forEach(due -> due.cancel(false));
    next.clear();
  }
}
