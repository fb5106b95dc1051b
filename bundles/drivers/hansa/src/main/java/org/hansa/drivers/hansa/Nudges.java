package org.hansa.drivers.hansa;

import java.util.Map;
import java.util.Optional;
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

  /** After that the partner has looked at what it was asked for, with all its components. */
  private static final long FRESH_MILLIS = 2_000;

  private record Due(ScheduledFuture<?> next, long millis) {}

  private final Opening opening;
  private final Map<String, Due> due = new ConcurrentHashMap<>();
  private boolean closed;

  Nudges(Opening opening) {
    this.opening = opening;
  }

  void begin(String uid) {
    schedule(uid, FIRST_MILLIS);
  }

  synchronized void end(String uid) {
    Due left = due.remove(uid);
    if (left != null) {
      left.next().cancel(false);
    }
  }

  /** True for some seconds: what the partner says of it may be of what was before. */
  boolean isFresh(String uid) {
    return Optional.ofNullable(due.get(uid)).filter(d -> d.millis() <= FRESH_MILLIS).isPresent();
  }

  private synchronized void schedule(String uid, long millis) {
    end(uid);
    if (!closed && millis <= LAST_MILLIS) {
      due.put(
          uid,
          new Due(
              opening.timer().schedule(() -> nudge(uid, millis), millis, TimeUnit.MILLISECONDS),
              millis));
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
    due.values().forEach(left -> left.next().cancel(false));
    due.clear();
  }
}
