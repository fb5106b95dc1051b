package org.hansa.drivers.simulator.data;

import java.util.Collection;
import java.util.Comparator;
import java.util.TreeSet;

/** Finds what a mistyped word was meant to be. */
final class Nearest {

  private static final int SHOWN = 12;

  private Nearest() {}

  /** The cure: the nearest known word, or some of the known ones. */
  static String cure(String word, Collection<String> known) {
    if (known.isEmpty()) {
      return "none is declared";
    }
    return known.stream()
        .sorted()
        .min(Comparator.comparingInt(k -> distance(word, k)))
        .filter(k -> distance(word, k) <= Math.max(1, word.length() / 2))
        .map(k -> "maybe '" + k + "' was meant")
        .orElseGet(
            () ->
                "known: "
                    + String.join(", ", new TreeSet<>(known).stream().limit(SHOWN).toList())
                    + (known.size() > SHOWN ? ", ..." : ""));
  }

  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
