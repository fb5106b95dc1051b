package org.hansa.core.rest;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How many bytes may wait for watchers that do not take them: of one account, and of all together.
 * Who is over its own part is given nothing new until some of it is gone; when all together are
 * full, room is to be made by {@link #fullest} for those who are not. Thread-safe.
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

  /** True if this account keeps less than its part. */
  synchronized boolean isOpen(String who) {
    return held.getOrDefault(who, 0L) < each;
  }

  /** True if nothing more may be made, whoever it is for. */
  synchronized boolean isFull() {
    return sum >= all;
  }

  /** The account for which most waits, if anything does for any. */
  synchronized Optional<String> fullest() {
    return held.entrySet().stream().max(Map.Entry.comparingByValue()).map(Map.Entry::getKey);
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
