package org.hansa.core.api.metrics;

import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * One line of a family.
 *
 * @param suffix what follows the family's name: {@code _total}, {@code _bucket}, or empty
 * @param labels by name, in their order
 */
public record Sample(String suffix, SortedMap<String, String> labels, double value) {

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,49}");

  public Sample {
    labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
    for (String name : labels.keySet()) {
      if (!NAME.matcher(name).matches()) {
        throw new IllegalArgumentException("no name of a label: " + name);
      }
    }
    // Whoever makes it is told, not whoever writes the page that it is on.
    Objects.requireNonNull(suffix, "suffix");
    labels.forEach((label, text) -> Objects.requireNonNull(text, label));
  }

  public static Sample gauge(Map<String, String> labels, double value) {
    return new Sample("", new TreeMap<>(labels), value);
  }

  public static Sample counter(Map<String, String> labels, double value) {
    return new Sample("_total", new TreeMap<>(labels), value);
  }
}
