package org.hansa.core.rest;

import java.util.HashMap;
import java.util.Map;

/**
 * How many bytes may wait for watchers that do not take them: of one account, and of all together.
 * Who is over it is given nothing new until some of it is gone; nobody is cut for it. Thread-safe.
 */
final class Budget {

  private final long each;
  private final long all;
  private final Map<String, Long> held = new HashMap<>();
  private long sum;

  Budget(long each, long all) {
    this.each = each;
    this.all = all;
  }

  /** True if one more piece, however large, may be made for this account. */
  synchronized boolean isOpen(String who) {
    return held.getOrDefault(who, 0L) < each && sum < all;
  }

  synchronized void take(String who, long bytes) {
    held.merge(who, bytes, Long::sum);
    sum += bytes;
  }

  synchronized void give(String who, long bytes) {
    held.computeIfPresent(who, (name, before) -> before == bytes ? null : before - bytes);
    sum -= bytes;
  }
}
