package org.hansa.core.rest;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.hansa.core.api.gate.Principal;

/**
 * How much each account may ask: it has a bucket of so many requests, which fills at so many a
 * second. Of a bucket only the time is kept at which it is full again, so a full one needs no place
 * in the table, which is bounded. Thread-safe, without a lock.
 */
final class Rates {

  /** Buckets that are not full, at most; beyond, all are filled. */
  static final int MOST = 10_000;

  private static final long SECOND = 1_000_000_000L;

  private final long interval;
  private final long depth;
  private final int perSecond;
  private final LongSupplier nanos;
  private final long origin;
  private final Map<String, AtomicLong> fullAt = new ConcurrentHashMap<>();

  /**
   * @param perSecond requests by which a bucket fills; 0 for no limit
   * @param burst requests that a bucket holds, at least 1
   */
  record Limits(int perSecond, int burst) {
    Limits {
      perSecond = Math.max(0, perSecond);
      burst = Math.max(1, burst);
    }
  }

  /**
   * @param nanos a clock that never goes back
   */
  Rates(Limits limits, LongSupplier nanos) {
    this.perSecond = limits.perSecond();
    this.interval = perSecond == 0 ? 0 : SECOND / perSecond;
    this.depth = interval * limits.burst();
    this.nanos = nanos;
    this.origin = nanos.getAsLong();
  }

  /**
   * One request.
   *
   * @throws Trouble.Refusal 429 if the account's bucket is empty, with the time to wait
   */
  void take(Principal who) {
    if (interval > 0) {
      long wait = waiting(who.name());
      if (wait > 0) {
        throw Trouble.tooOften(who.name(), perSecond, (wait + SECOND - 1) / SECOND);
      }
    }
  }

  /** How long until there is one; 0 if there was, and was taken. */
  private long waiting(String who) {
    long now = nanos.getAsLong() - origin;
    AtomicLong full = bucket(who, now);
    while (true) {
      long before = full.get();
      long after = Math.max(before, now) + interval;
      if (after - now > depth) {
        return after - now - depth;
      }
      if (full.compareAndSet(before, after)) {
        return 0;
      }
    }
  }

  private AtomicLong bucket(String who, long now) {
    AtomicLong known = fullAt.get(who);
    if (known != null) {
      return known;
    }
    if (fullAt.size() >= MOST) {
      fullAt.values().removeIf(full -> full.get() <= now);
    }
    if (fullAt.size() >= MOST) {
      fullAt.clear();
    }
    return fullAt.computeIfAbsent(who, name -> new AtomicLong(now));
  }

  /** How many buckets are kept. */
  int kept() {
    return fullAt.size();
  }
}
