package org.hansa.core.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import org.hansa.core.api.store.Entry;

/**
 * The words of the entries that this process has written since their index was last extended, so
 * that they need not be read again for it. Of the writer; after a failed commit made anew.
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

  /** At first nobody has counted what is not indexed. */
  private int entries = ENTRIES;

  Unindexed(Connection connection, Statement statement) {
    this.connection = connection;
    this.statement = statement;
  }

  /** An entry of the batch that is about to be written, in order. */
  void add(Entry entry) {
    EntryIndex.words(entry, word -> add(EntryRun.hash(entry.stream(), word)));
    batch++;
  }

  private void add(long hash) {
    if (words == hashes.length) {
      hashes = Arrays.copyOf(hashes, 2 * words);
      places = Arrays.copyOf(places, 2 * words);
    }
    hashes[words] = hash;
    places[words++] = batch;
  }

  /** The batch has been written: its entries have numbers. */
  void written() throws SQLException {
    if (batch == 0) {
      return;
    }
    long last = EntryIndex.newest(statement);
    long first = last - batch + 1;
    // Another process may have written between, or a number was skipped.
    known &= first == newest + 1;
    if (known) {
      for (int i = 0; i < words; i++) {
        run.add(first + places[i], hashes[i]);
      }
    }
    newest = last;
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
