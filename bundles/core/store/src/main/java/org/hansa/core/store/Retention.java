package org.hansa.core.store;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Counts the changes that are kept, so that each commit knows at no cost whether some may go. Of
 * the writer's thread.
 */
final class Retention {

  private static final int SLICE = 500;

  /** Slices that go with one commit: as many changes as may come with it, so that none pile up. */
  private static final int SLICES_AT_ONCE = 16;

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

  /** In the order of revisions; one that was counted is not counted again. */
  void add(long revision, long changes) {
    Slice last = slices.peekLast();
    if (last != null && revision <= last.upTo) {
      return;
    }
    if (last != null && last.changes < enough) {
      slices.removeLast();
      slices.addLast(new Slice(last.after, revision, last.changes + changes));
    } else {
      slices.addLast(new Slice(last == null ? revision - 1 : last.upTo, revision, changes));
    }
    kept += changes;
  }

  /** Up to where some may go now, in whole slices; negative if nothing may. */
  long surplus() {
    long upTo = -1;
    long left = kept;
    int count = 0;
    for (Slice oldest : slices) {
      left -= oldest.changes;
      if (oldest.changes < enough || left < retained || count == SLICES_AT_ONCE) {
        break;
      }
      upTo = oldest.upTo;
      count++;
    }
    return upTo;
  }

  /** They went. What is left of a slice is not counted any more: rather too much is kept. */
  void dropped(long upTo) {
    while (!slices.isEmpty() && slices.peekFirst().after < upTo) {
      kept -= slices.removeFirst().changes;
    }
  }
}
