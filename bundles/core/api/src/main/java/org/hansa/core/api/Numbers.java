package org.hansa.core.api;

import java.util.Arrays;

/** Numbers from 0, by bit: pages of words, of which a change copies one. */
final class Numbers {

  /** One more than the greatest. */
  static final int END = 1 << 16;

  private static final int PAGE = 1 << 11;
  private static final long[] EMPTY = new long[PAGE / Long.SIZE];
  static final Numbers NONE = new Numbers(none());

  private final long[][] pages;

  private Numbers(long[][] pages) {
    this.pages = pages;
  }

  private static long[][] none() {
    long[][] pages = new long[END / PAGE][];
    Arrays.fill(pages, EMPTY);
    return pages;
  }

  boolean contains(int number) {
    return ((word(number) >>> number) & 1) == 1;
  }

  private long word(int number) {
    return pages[number / PAGE][number % PAGE / Long.SIZE];
  }

  int count(int first, int last) {
    int count = 0;
    for (int at = first; at <= last; ) {
      int next = (at / Long.SIZE + 1) * Long.SIZE;
      long bits = word(at) >>> at;
      if (next - 1 > last) {
        bits &= -1L >>> (Long.SIZE - 1 - (last - at));
      }
      count += Long.bitCount(bits);
      at = next;
    }
    return count;
  }

  /** From a number on; END if none is. */
  int free(int first) {
    for (int at = first; at < END; at = (at / Long.SIZE + 1) * Long.SIZE) {
      long free = ~word(at) >>> at;
      if (free != 0) {
        return at + Long.numberOfTrailingZeros(free);
      }
    }
    return END;
  }

  Numbers flipped(int number) {
    long[][] next = pages.clone();
    long[] page = next[number / PAGE].clone();
    page[number % PAGE / Long.SIZE] ^= 1L << number;
    next[number / PAGE] = Arrays.equals(page, EMPTY) ? EMPTY : page;
    return new Numbers(next);
  }

  boolean isEmpty() {
    return Arrays.stream(pages).allMatch(page -> page == EMPTY);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Numbers numbers && Arrays.deepEquals(pages, numbers.pages);
  }

  @Override
  public int hashCode() {
    return Arrays.deepHashCode(pages);
  }
}
