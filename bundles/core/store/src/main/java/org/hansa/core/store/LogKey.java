package org.hansa.core.store;

/**
 * The key of a row of the log: its revision, and its place among the changes of that transaction.
 * So the rows are in commit order, and those of any revision are found without another index.
 */
final class LogKey {

  /** More places than a transaction can have: it writes at most two rows a resource. */
  static final long PLACES = 1L << 16;

  private LogKey() {}

  static long of(long revision, int place) {
    if (place >= PLACES) {
      throw new IllegalArgumentException("the place " + place + " in revision " + revision);
    }
    return revision * PLACES + place;
  }

  /** Above the keys of all revisions before this one. */
  static long first(long revision) {
    return revision * PLACES;
  }

  /** The greatest that this revision can have. */
  static long last(long revision) {
    return first(revision) + PLACES - 1;
  }

  static long revision(long key) {
    return key / PLACES;
  }
}
