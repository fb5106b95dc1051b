package org.hansa.core.store;

import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/** The newest commits, up to a bound of number and bytes. Guarded by its owner's lock. */
final class Recent {

  private static final int COMMITS = 4096;

  /**
   * What is kept for long is copied by the collector: four times as much took a tenth of the time
   * of long transactions.
   */
  private static final long BYTES = 8L << 20;

  private final NavigableMap<Long, Commit> commits = new TreeMap<>();
  private long bytes;

  /** Every commit after this revision is here. */
  private long from;

  Recent(long from) {
    this.from = from;
  }

  void add(Commit commit) {
    Commit again = commits.put(commit.revision(), commit);
    bytes += commit.bytes() - (again == null ? 0 : again.bytes());
    while (commits.size() > COMMITS || bytes > BYTES) {
      Commit oldest = commits.pollFirstEntry().getValue();
      bytes -= oldest.bytes();
      from = oldest.revision();
    }
  }

  boolean reachesBackTo(long revision) {
    return revision >= from;
  }

  List<Commit> between(long after, long upTo, int limit) {
    return commits.subMap(after, false, upTo, true).values().stream().limit(limit).toList();
  }
}
