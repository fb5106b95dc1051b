package org.hansa.core.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;

/**
 * Gives entries their numbers, and keeps the words of those that this process has written since
 * their index was last extended, so that they need not be read again for it. Of the writer; after a
 * failed commit made anew.
 */
final class Unindexed {

  /** Entries that are not in the index at most, but for those of one batch. */
  private static final int ENTRIES = 2048;

  /** The same for their words: a run is written in a millisecond. */
  private static final int WORDS = 16_384;

  private final Connection connection;
  private final Statement statement;

  /** Of the batch: hashes, and behind which of its entries each stands. */
  private long[] hashes = new long[64];

  private int[] places = new int[64];
  private int words;
  private int batch;

  /** Of earlier batches; they are all that is not indexed, if {@code known}. */
  private EntryRun run = new EntryRun(0);

  private boolean known;
  private long newest;

  /** Whether {@code newest} is what the database had when it was last looked at, or written. */
  private boolean counted;

  private final boolean alone;

  /** At first nobody has counted what is not indexed. */
  private int entries = ENTRIES;

  /**
   * @param alone whether no other process writes
   */
  Unindexed(Connection connection, Statement statement, boolean alone) {
    this.alone = alone;
    this.connection = connection;
    this.statement = statement;
  }

  /** An entry of the batch that is about to be written, in order; returns its number. */
  long add(Prepared.Line line) throws SQLException {
    if (batch == 0) {
      begin();
    }
    EntryIndex.words(line, this::add);
    batch++;
    return newest + batch;
  }

  /** Another process may have written since: who adds entries holds all others up from here on. */
  private void begin() throws SQLException {
    long last = alone && counted ? newest : counted();
    known &= last == newest;
    counted = true;
    newest = last;
  }

  private long counted() throws SQLException {
    return alone ? EntryIndex.newestOfAll(statement) : EntryIndex.newest(statement);
  }

  private void add(long hash) {
    if (words == hashes.length) {
      hashes = Arrays.copyOf(hashes, 2 * words);
      places = Arrays.copyOf(places, 2 * words);
    }
    hashes[words] = hash;
    places[words++] = batch;
  }

  /** The batch has been written. */
  void written() throws SQLException {
    if (batch == 0) {
      return;
    }
    if (known) {
      for (int i = 0; i < words; i++) {
        run.add(newest + 1 + places[i], hashes[i]);
      }
    }
    newest += batch;
    entries += batch;
    batch = 0;
    words = 0;
    if (entries >= ENTRIES || run.size() >= WORDS) {
      extend();
    }
  }

  private void extend() throws SQLException {
    if (known) {
      EntryIndex.write(connection, run);
      EntryIndex.note(connection, newest);
    } else {
      EntryIndex.extend(connection);
    }
    run = new EntryRun(newest + 1);
    known = true;
    entries = 0;
  }
}
