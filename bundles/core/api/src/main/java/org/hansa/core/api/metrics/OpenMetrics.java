package org.hansa.core.api.metrics;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** Families as OpenMetrics text 1.0. */
public final class OpenMetrics {

  public static final String MEDIA_TYPE =
      "application/openmetrics-text; version=1.0.0; charset=utf-8";

  private OpenMetrics() {}

  /** The whole exposition, families by name, with the end mark. */
  public static String text(Collection<Family> families) {
    StringBuilder text = new StringBuilder();
    List<Family> sorted =
        families.stream().sorted(Comparator.comparing(Family::name)).collect(Collectors.toList());
    for (Family family : sorted) {
      text.append("# TYPE ").append(family.name()).append(' ').append(family.type().word());
      if (family.name().endsWith("_seconds")) {
        text.append("\n# UNIT ").append(family.name()).append(" seconds");
      } else if (family.name().endsWith("_bytes")) {
        text.append("\n# UNIT ").append(family.name()).append(" bytes");
      }
      text.append("\n# HELP ").append(family.name()).append(' ');
      text.append(escaped(family.help())).append('\n');
      family.samples().forEach(sample -> line(text, family, sample));
    }
    return text.append("# EOF\n").toString();
  }

  private static void line(StringBuilder text, Family family, Sample sample) {
    text.append(family.name()).append(sample.suffix());
    if (!sample.labels().isEmpty()) {
      text.append(
          sample.labels().entrySet().stream()
              .map(label -> label.getKey() + "=\"" + escaped(label.getValue()) + '"')
              .collect(Collectors.joining(",", "{", "}")));
    }
    text.append(' ').append(number(sample.value())).append('\n');
  }

  private static String number(double value) {
    if (Double.isInfinite(value)) {
      return value > 0 ? "+Inf" : "-Inf";
    }
    boolean whole = value == Math.rint(value) && Math.abs(value) < 1e15;
    return whole ? Long.toString((long) value) : Double.toString(value);
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("\n", "\\n").replace("\"", "\\\"");
  }
}
