package org.hansa.core.kit;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What was seen on the way, whatever rule was being tried, by the id of the rule that it breaks.
 */
final class Findings {

  private static final int MOST = 20;

  private final Map<String, Set<String>> texts = new TreeMap<>();

  /** A few say enough: a defect in one call is often one in all. */
  synchronized void add(String rule, String text) {
    Set<String> of = texts.computeIfAbsent(rule, r -> new LinkedHashSet<>());
    if (of.size() < MOST) {
      of.add(text);
    }
  }

  synchronized List<String> of(String rule) {
    return List.copyOf(texts.getOrDefault(rule, Set.of()));
  }
}
