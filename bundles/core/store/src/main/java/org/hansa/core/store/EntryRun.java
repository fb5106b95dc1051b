package org.hansa.core.store;

import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.stream.LongStream;

/**
 * Which words entries of a range of numbers speak of, sorted: each a long of the word's hash and
 * the entry's place in the range. Two words may have one hash, so what is found is looked at again.
 */
final class EntryRun {

  /** Longs of one row: four rows fit a page of SQLite, and none of its rows overflows. */
  private static final int ROW = 120;

  private static final int PLACE_BITS = 24;
  private static final long PLACE = (1L << PLACE_BITS) - 1;
  private static final int MOST = 1 << 16;

  private final long first;
  private long[] words = new long[64];
  private int size;

  /**
   * @param first number of an entry in it
   */
  EntryRun(long first) {
    this.first = first;
  }

  /** 39 bits of FNV-1a, stirred so that the upper ones depend on all. */
  static long hash(String stream, String word) {
    return hash(stream, word, "");
  }

  /** Of a word in two parts. */
  static long hash(String stream, String begin, String end) {
    long hash = mixed(mixed(mixed(0xcbf29ce484222325L, stream) * 31, begin), end);
    hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
    return (hash ^ (hash >>> 33)) >>> (PLACE_BITS + 1);
  }

  private static long mixed(long hash, String text) {
    long mixed = hash;
    for (int i = 0; i < text.length(); i++) {
      mixed = (mixed ^ text.charAt(i)) * 0x100000001b3L;
    }
    return mixed;
  }

  /** The least and the greatest long that a word of this hash may have in a run. */
  static long least(long hash) {
    return hash << PLACE_BITS;
  }

  static long greatest(long hash) {
    return least(hash) | PLACE;
  }

  /** Whether an entry of this number may still be added. */
  boolean takes(long number) {
    return number - first <= PLACE && size < MOST;
  }

  void add(long number, long hash) {
    if (size == words.length) {
      words = Arrays.copyOf(words, 2 * size);
    }
    words[size++] = least(hash) | (number - first);
  }

  int size() {
    return size;
  }

  /** All of it, as {@link #write} puts it down. */
  long[] sorted() {
    long[] all = Arrays.copyOf(words, size);
    Arrays.sort(all);
    return all;
  }

  /** A row as it stands in the database. */
  static final class Row {

    private final long first;
    private final byte[] words;

    Row(long first, byte[] words) {
      this.first = first;
      this.words = words;
    }
  }

  /**
   * The longs of a whole run.
   *
   * @param rows in order
   * @throws Damaged if one does not begin as its key says, by which it is found
   */
  static long[] joined(List<Row> rows) throws Damaged {
    LongStream.Builder all = LongStream.builder();
    for (Row row : rows) {
      if (row.words == null || row.words.length < Long.BYTES) {
        throw new Damaged("a row of the table entry_words is empty");
      }
      LongBuffer words = ByteBuffer.wrap(row.words).asLongBuffer();
      if (words.get(0) != row.first || row.words.length % Long.BYTES != 0) {
        throw new Damaged("a row of the table entry_words is not as it was written");
      }
      while (words.hasRemaining()) {
        all.add(words.get());
      }
    }
    return all.build().toArray();
  }

  /**
   * @param run takes the first number
   * @param row takes the first number, the first long and the longs of each row
   */
  void write(PreparedStatement run, PreparedStatement row) throws SQLException {
    if (size == 0) {
      return;
    }
    run.setLong(1, first);
    run.executeUpdate();
    Arrays.sort(words, 0, size);
    for (int from = 0; from < size; from += ROW) {
      int count = Math.min(ROW, size - from);
      ByteBuffer bytes = ByteBuffer.allocate(count * Long.BYTES);
      bytes.asLongBuffer().put(words, from, count);
      row.setLong(1, first);
      row.setLong(2, words[from]);
      row.setBytes(3, bytes.array());
      row.addBatch();
    }
    row.executeBatch();
  }

  /** The numbers of the entries in one row that may speak of a word, ascending. */
  static void find(long first, byte[] row, long hash, LongConsumer found) {
    LongBuffer words = ByteBuffer.wrap(row).asLongBuffer();
    for (int i = 0; i < words.limit(); i++) {
      if (words.get(i) >>> PLACE_BITS == hash) {
        found.accept(first + (words.get(i) & PLACE));
      }
    }
  }
}
