package org.hansa.core.store;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Counts the changes that are kept, so that each commit knows at no cost whether some may go. Of
 * the writer's thread.
 */
final class Retention {

  private static final int SLICE = 500;

  private final Deque<Slice> slices = new ArrayDeque<>();
  private final int retained;
  private final int enough;
  private long kept;

  /** So many changes, after one revision and up to another. */
  private record Slice(long after, long upTo, long changes) {}

  /**
   * @param retained changes that are kept at least
   */
  Retention(int retained) {
    this.retained = retained;
    this.enough = Math.max(1, Math.min(SLICE, retained / 10));
  }

  /** In the order of revisions. */
  void add(long revision, long changes) {
    Slice last = slices.peekLast();
    if (last != null && last.changes < enough) {
      slices.removeLast();
      slices.addLast(new Slice(last.after, revision, last.changes + changes));
    } else {
      slices.addLast(new Slice(last == null ? revision - 1 : last.upTo, revision, changes));
    }
    kept += changes;
  }

  /** Up to where some may go now, a slice at a time; negative if nothing may. */
  long surplus() {
    Slice oldest = slices.peekFirst();
    boolean spare = oldest != null && oldest.changes >= enough && kept - oldest.changes >= retained;
    return spare ? oldest.upTo : -1;
  }

  /** They went. What is left of a slice is not counted any more: rather too much is kept. */
  void dropped(long upTo) {
    while (!slices.isEmpty() && slices.peekFirst().after < upTo) {
      kept -= slices.removeFirst().changes;
    }
  }
}
