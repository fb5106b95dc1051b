package org.hansa.core.gate;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.regex.Pattern;

/**
 * A pattern, and some of the texts that matched it lately: what is written is mostly written again
 * with little changed, and to match a name takes longer than to read all around it. Thread-safe.
 */
final class Matched {

  private static final int KEPT = 256;

  /** Longer ones are matched each time. */
  private static final int LONGEST = 64;

  private final Pattern pattern;
  private final AtomicReferenceArray<byte[]> lately = new AtomicReferenceArray<>(KEPT);

  Matched(Pattern pattern) {
    this.pattern = pattern;
  }

  /**
   * @param ascii of which a part is asked for
   */
  boolean matches(byte[] ascii, int begin, int end) {
    int place = place(ascii, begin, end);
    byte[] known = lately.get(place);
    if (known != null && Arrays.equals(known, 0, known.length, ascii, begin, end)) {
      return true;
    }
    String text = new String(ascii, begin, end - begin, StandardCharsets.US_ASCII);
    boolean matches = pattern.matcher(text).matches();
    if (matches && end - begin <= LONGEST) {
      lately.set(place, Arrays.copyOfRange(ascii, begin, end));
    }
    return matches;
  }

  private static int place(byte[] text, int begin, int end) {
    int hash = end - begin;
    for (int i = begin; i < end; i++) {
      hash = 31 * hash + text[i];
    }
    return (hash ^ (hash >>> 16)) & (KEPT - 1);
  }
}
