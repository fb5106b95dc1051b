package org.hansa.core.soap;

import java.util.Map;
import java.util.Optional;

/**
 * How lists and maps are written: an element with the field's name, and in it one element for each
 * item. The items of a map say their key in the attribute {@code name}.
 */
final class Terms {

  static final String KEY = "name";

  private static final Map<String, String> LISTS =
      Map.ofEntries(
          Map.entry("apart", "other"),
          Map.entry("artifacts", "artifact"),
          Map.entry("blocked", "block"),
          Map.entry("certifications", "certification"),
          Map.entry("chains", "chain"),
          Map.entry("changes", "change"),
          Map.entry("command", "word"),
          Map.entry("order", "word"),
          Map.entry("components", "component"),
          Map.entry("conditions", "condition"),
          Map.entry("fields", "field"),
          Map.entry("holds", "hold"),
          Map.entry("instances", "instance"),
          Map.entry("jurisdictions", "jurisdiction"),
          Map.entry("links", "link"),
          Map.entry("orders", "order"),
          Map.entry("ports", "port"),
          Map.entry("hosts", "host"),
          Map.entry("sites", "site"),
          Map.entry("through", "component"),
          Map.entry("together", "other"),
          Map.entry("unknowns", "unknown"),
          Map.entry("violations", "violation"),
          Map.entry("whys", "why"));

  private static final Map<String, String> MAPS =
      Map.of(
          "accelerators", "accelerator",
          "addresses", "address",
          "areas", "area",
          "cost", "price",
          "env", "variable",
          "labels", "label");

  private Terms() {}

  /** The element of one item of a list; of a field that has no word of its own {@code item}. */
  static String item(String field) {
    return LISTS.getOrDefault(field, "item");
  }

  /** The element of one entry, if the field is a map. */
  static Optional<String> entry(String field) {
    return Optional.ofNullable(MAPS.get(field));
  }

  static boolean isItem(String field, String element) {
    return element.equals(LISTS.get(field)) || element.equals(MAPS.get(field));
  }
}
