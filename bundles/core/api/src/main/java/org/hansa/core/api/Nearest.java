package org.hansa.core.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collection;
import java.util.Comparator;
import java.util.Iterator;
import java.util.Locale;
import java.util.Optional;

/** Finds what a mistyped word was meant to be, for the "Maybe ..." of an error. */
public final class Nearest {

  private Nearest() {}

  /**
   * @throws Problem INVALID naming a field of the tree that is not known, and the nearest that is
   */
  public static void check(String path, JsonNode tree, Collection<String> known) {
    Iterator<String> fields = tree.fieldNames();
    while (fields.hasNext()) {
      String field = fields.next();
      if (!known.contains(field)) {
        throw Problem.invalid(
            "field",
            path + field,
            "known here",
            to(field, known).map(n -> "Maybe '" + n + "' was meant.").orElse("Remove it."));
      }
    }
  }

  /** The known word at the smallest edit distance, if that is at most half of the word. */
  public static Optional<String> to(String word, Collection<String> known) {
    int most = Math.max(1, word.length() / 2);
    return known.stream()
        .sorted()
        .min(
            Comparator.comparingInt(
                k -> distance(word.toLowerCase(Locale.ROOT), k.toLowerCase(Locale.ROOT))))
        .filter(k -> distance(word.toLowerCase(Locale.ROOT), k.toLowerCase(Locale.ROOT)) <= most);
  }

  /** Letters left out, added, replaced, or two that changed places. */
  private static int distance(String a, String b) {
    int[] above = new int[b.length() + 1];
    int[] before = new int[b.length() + 1];
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] free = above;
      above = before;
      before = row;
      row = free;
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = before[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, Math.min(before[j], row[j - 1]) + 1);
        if (isSwapped(a, i, b, j)) {
          row[j] = Math.min(row[j], above[j - 2] + 1);
        }
      }
    }
    return row[b.length()];
  }

  private static boolean isSwapped(String a, int i, String b, int j) {
    return i > 1
        && j > 1
        && a.charAt(i - 1) == b.charAt(j - 2)
        && a.charAt(i - 2) == b.charAt(j - 1);
  }
}
