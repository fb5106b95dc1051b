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

  private static final int SHORT = 64;

  private final CRC32C crc = new CRC32C();
  private final byte[] number = new byte[Long.BYTES];

  /** Of names and the like, which are most: they are not copied into arrays of their own. */
  private final byte[] ascii = new byte[SHORT];

  RowSum add(long value) {
    for (int i = 0; i < Long.BYTES; i++) {
      number[i] = (byte) (value >>> (8 * i));
    }
    crc.update(number, 0, Long.BYTES);
    return this;
  }

  /**
   * @param text null if damage made it so
   */
  RowSum add(String text) {
    int length = text == null ? SHORT + 1 : text.length();
    if (length > SHORT) {
      return add(text == null ? null : text.getBytes(StandardCharsets.UTF_8));
    }
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        return add(text.getBytes(StandardCharsets.UTF_8));
      }
      ascii[i] = (byte) c;
    }
    return add(ascii, 0, length);
  }

  /**
   * @param bytes null if damage made it so
   */
  RowSum add(byte[] bytes) {
    return bytes == null ? length(NONE) : add(bytes, 0, bytes.length);
  }

  RowSum add(byte[] bytes, int from, int count) {
    length(count);
    crc.update(bytes, from, count);
    return this;
  }

  private RowSum length(int length) {
    for (int i = 0; i < Integer.BYTES; i++) {
      number[i] = (byte) (length >>> (8 * i));
    }
    crc.update(number, 0, Integer.BYTES);
    return this;
  }

  int value() {
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
