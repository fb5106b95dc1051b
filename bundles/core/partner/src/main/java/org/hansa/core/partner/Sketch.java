package org.hansa.core.partner;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * In what the beginning of one facet differs from that of another: its records, their paths on the
 * server, what is asked of a spec, and what is tried. Read from {@code facets/NAME.txt}: words, a
 * line each, then parts, each after its name.
 *
 * @param words by name, {@code stem}
 * @param parts by name, {@code fields}
 */
record Sketch(String facet, Map<String, String> words, Map<String, String> parts) {

  private static final Set<String> FACETS =
      Collections.unmodifiableSet(
          new TreeSet<>(
              Set.of(
                  "bare-metal",
                  "base-image",
                  "cluster",
                  "energy-source",
                  "forward",
                  "host",
                  "image",
                  "meter",
                  "power-meter",
                  "server",
                  "site",
                  "size",
                  "transport-path",
                  "transport-point",
                  "virtual-machine",
                  "virtual-network",
                  "volume",
                  "workload")));

  static Set<String> facets() {
    return FACETS;
  }

  static Sketch of(String facet) {
    String[] all = Text.read("facets/" + facet + ".txt").split("(?m)^--- ");
    Map<String, String> words = new TreeMap<>();
    all[0].lines().map(line -> line.split(": ", 2)).forEach(word -> words.put(word[0], word[1]));
    Map<String, String> parts = new TreeMap<>();
    for (String part : List.of(all).subList(1, all.length)) {
      int end = part.indexOf('\n');
      parts.put(part.substring(0, end), part.substring(end + 1).stripTrailing());
    }
    return new Sketch(facet, words, parts);
  }

  /** This one, and the one without which it is of no use. */
  List<Sketch> whole() {
    return Stream.concat(
            Stream.of(this),
            words.entrySet().stream()
                .filter(word -> word.getKey().equals("needs"))
                .map(word -> of(word.getValue())))
        .toList();
  }

  /** Whether its objects are made, not only found or told of. */
  boolean isMade() {
    return parts.containsKey("wanted");
  }

  String word(String name) {
    return words.getOrDefault(name, "");
  }

  /** How the code asks for it, where the objects are another's. */
  String ability() {
    String objects = word("objects");
    return objects.substring(0, 1).toLowerCase(Locale.ROOT) + objects.substring(1);
  }

  /** Its part of the class. */
  String members() {
    Map<String, String> filling = new TreeMap<>();
    words.forEach((name, word) -> filling.put(name.toUpperCase(Locale.ROOT), word));
    String stem = word("stem");
    filling.putIfAbsent("STATE", stem + "State");
    filling.put("SPEC", stem + "Spec");
    filling.put("TYPE", stem + "Facet");
    filling.put("ABILITY", ability());
    filling.put("THE_BEFORE", "");
    parts.forEach((name, part) -> filling.put("THE_" + name.toUpperCase(Locale.ROOT), part));
    String frame = isMade() ? "made" : "found";
    String whole = parts.containsKey("shown") ? Text.filled(frame + ".java.txt", filling) : "";
    String more = parts.getOrDefault("members", "");
    return whole
        + (whole.isEmpty() || more.isEmpty() ? "" : "\n")
        + more
        + (more.isEmpty() ? "" : "\n");
  }
}
