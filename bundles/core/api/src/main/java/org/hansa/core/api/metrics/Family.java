package org.hansa.core.api.metrics;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * A family of metrics in the sense of OpenMetrics 1.0: one name, with a sample for each set of
 * labels.
 *
 * @param name in base units and without the suffix of its type, for instance {@code
 *     hansa_step_seconds}
 * @param help one sentence for people
 */
public record Family(String name, Type type, String help, List<Sample> samples) {

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,99}");

  /** The types that are used here. */
  public enum Type {
    COUNTER,
    GAUGE,
    HISTOGRAM;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public Family {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("no name of a metric: " + name);
    }
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(help, "help");
    samples = List.copyOf(samples);
  }
}
