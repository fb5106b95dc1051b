package org.hansa.core.rest;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.hansa.core.api.store.Changed;

/**
 * The newest commits, in memory, as the store tells of them: what nearly all watchers wait for.
 * Whoever lags behind it reads the store's change log. Thread-safe.
 */
final class Tail implements Consumer<List<Changed>> {

  private static final int MOST_COMMITS = 4096;
  private static final long MOST_BYTES = 8L << 20;

  private final TreeMap<Long, Rendered> commits = new TreeMap<>();
  private final Runnable news;
  private long base;
  private long head;
  private long bytes;

  /**
   * @param base the revision after which it is told everything
   * @param news is run after each commit; quick
   */
  Tail(long base, Runnable news) {
    this.base = base;
    this.head = base;
    this.news = news;
  }

  @Override
  public void accept(List<Changed> changes) {
    if (changes.isEmpty()) {
      return;
    }
    synchronized (this) {
      for (Rendered commit : Rendered.commits(changes)) {
        commits.put(commit.revision(), commit);
        bytes += commit.weight();
        head = commit.revision();
      }
      while (commits.size() > 1 && (commits.size() > MOST_COMMITS || bytes > MOST_BYTES)) {
        Rendered oldest = commits.pollFirstEntry().getValue();
        bytes -= oldest.weight();
        base = oldest.revision();
      }
    }
    news.run();
  }

  /** The revision after which all is here; what came before is in the change log. */
  synchronized long base() {
    return base;
  }

  synchronized long head() {
    return head;
  }

  /** What came after a revision; empty if it is not all here any more. */
  synchronized Optional<List<Rendered>> after(long revision, int most) {
    if (revision < base) {
      return Optional.empty();
    }
    List<Rendered> found = new ArrayList<>();
    for (Rendered commit : commits.tailMap(revision, false).values()) {
      if (found.size() == most) {
        break;
      }
      found.add(commit);
    }
    return Optional.of(found);
  }
}
