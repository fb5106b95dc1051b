package org.hansa.core.store;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/**
 * The check sum of a row: CRC-32C of all its columns, each with its length before it, so that no
 * two rows of different columns are the same bytes. It finds every bit that turned, and any damage
 * of up to 32 bits in a row; of what is damaged more, one in four thousand million passes.
 *
 * <p>It is made in Java when a row is written and again whenever one is read. Who changes what goes
 * into it needs a step of {@link Migrations}.
 */
final class RowSum {

  /** Stands for the length of what is no value: no row is written so. */
  private static final int NONE = -1;

  /** Of names and the like, which are most: they are not copied into arrays of their own. */
  private static final int SHORT = 64;

  /** Bytes that are summed at once: to begin takes longer than to sum a few. */
  private static final int ROOM = 1024;

  private final CRC32C crc = new CRC32C();
  private final byte[] kept = new byte[ROOM];
  private int size;

  RowSum add(long value) {
    room(Long.BYTES);
    for (int i = 0; i < Long.BYTES; i++) {
      kept[size++] = (byte) (value >>> (8 * i));
    }
    return this;
  }

  private void room(int bytes) {
    if (size + bytes > ROOM) {
      sum();
    }
  }

  private void sum() {
    crc.update(kept, 0, size);
    size = 0;
  }

  /**
   * @param text null if damage made it so
   */
  RowSum add(String text) {
    int length = text == null ? SHORT + 1 : text.length();
    if (length > SHORT) {
      return add(text == null ? null : text.getBytes(StandardCharsets.UTF_8));
    }
    room(Integer.BYTES + length);
    int before = size;
    length(length);
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        size = before;
        return add(text.getBytes(StandardCharsets.UTF_8));
      }
      kept[size++] = (byte) c;
    }
    return this;
  }

  /**
   * @param bytes null if damage made it so
   */
  RowSum add(byte[] bytes) {
    return bytes == null ? length(NONE) : add(bytes, 0, bytes.length);
  }

  RowSum add(byte[] bytes, int from, int count) {
    length(count);
    room(count);
    if (count > ROOM) {
      crc.update(bytes, from, count);
    } else {
      System.arraycopy(bytes, from, kept, size, count);
      size += count;
    }
    return this;
  }

  private RowSum length(int length) {
    room(Integer.BYTES);
    for (int i = 0; i < Integer.BYTES; i++) {
      kept[size++] = (byte) (length >>> (8 * i));
    }
    return this;
  }

  int value() {
    sum();
    return (int) crc.getValue();
  }

  /**
   * What a row adds to the total of its table: one in the upper half, which so counts them, and its
   * sum. {@link #TOTAL} is the same in SQL.
   */
  static long share(int sum) {
    return (1L << Integer.SIZE) + sum;
  }

  /** Of all rows of a table; it has a column {@code crc}. */
  static final String TOTAL =
      "SELECT coalesce(sum(crc), 0) + count(*) * " + (1L << Integer.SIZE) + " FROM ";
}
