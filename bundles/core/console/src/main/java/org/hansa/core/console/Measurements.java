package org.hansa.core.console;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.hansa.core.api.metrics.Family;
import org.hansa.core.api.metrics.Sample;

/** What the installation measures of itself, as tables for people. */
public final class Measurements {

  private static final double KIBI = 1024;
  private static final double MEBI = KIBI * 1024;

  private final List<Family> families;

  public Measurements(List<Family> families) {
    this.families = families.stream().sorted(Comparator.comparing(Family::name)).toList();
  }

  /** What there is one number of. */
  public List<Map<String, String>> figures() {
    List<Map<String, String>> rows = new ArrayList<>();
    for (Family family : families) {
      if (family.type() != Family.Type.HISTOGRAM
          && family.samples().size() == 1
          && family.samples().get(0).labels().isEmpty()) {
        boolean bytes = family.name().endsWith("_bytes");
        double value = family.samples().get(0).value();
        Map<String, String> row = new LinkedHashMap<>();
        row.put("FIGURE", words(family.name().replaceFirst("_bytes$", "")) + (bytes ? " MiB" : ""));
        row.put("VALUE", short3(bytes ? value / MEBI : value));
        rows.add(row);
      }
    }
    return rows;
  }

  /** Resources and heap by kind, the greatest first, after the sum of all. */
  public List<Map<String, String>> snapshot() {
    Map<String, Double> counts = byKind("hansa_resources");
    Map<String, Double> bytes = byKind("hansa_snapshot_bytes");
    List<Map<String, String>> rows = new ArrayList<>();
    if (counts.isEmpty()) {
      return rows;
    }
    rows.add(kind("all", sum(counts), sum(bytes)));
    counts.keySet().stream()
        .sorted(Comparator.comparing((String kind) -> -bytes.getOrDefault(kind, 0.0)))
        .forEach(kind -> rows.add(kind(kind, counts.get(kind), bytes.getOrDefault(kind, 0.0))));
    return rows;
  }

  private static double sum(Map<String, Double> values) {
    return values.values().stream().mapToDouble(Double::doubleValue).sum();
  }

  private static Map<String, String> kind(String kind, double count, double bytes) {
    Map<String, String> row = new LinkedHashMap<>();
    row.put("KIND", kind);
    row.put("RESOURCES", short3(count));
    row.put("HEAP kiB", short3(bytes / KIBI));
    return row;
  }

  private Map<String, Double> byKind(String name) {
    Map<String, Double> values = new TreeMap<>();
    families.stream()
        .filter(family -> family.name().equals(name))
        .flatMap(family -> family.samples().stream())
        .forEach(sample -> values.put(sample.labels().get("kind"), sample.value()));
    return values;
  }

  /** A row for each histogram that has counted something. */
  public List<Map<String, String>> durations() {
    List<Map<String, String>> rows = new ArrayList<>();
    for (Family family : families) {
      if (family.type() == Family.Type.HISTOGRAM) {
        Map<String, List<Sample>> parts = new TreeMap<>();
        for (Sample sample : family.samples()) {
          SortedMap<String, String> of = new TreeMap<>(sample.labels());
          of.remove("le");
          parts.computeIfAbsent(String.join(" ", of.values()), o -> new ArrayList<>()).add(sample);
        }
        String what = words(family.name().replaceFirst("_seconds$", ""));
        parts.forEach(
            (of, samples) -> {
              double count = value(samples, "_count");
              if (count > 0) {
                rows.add(duration(what, of, count, samples));
              }
            });
      }
    }
    return rows;
  }

  private static Map<String, String> duration(
      String what, String of, double count, List<Sample> samples) {
    Map<String, String> row = new LinkedHashMap<>();
    row.put("WHAT", what);
    row.put("OF", of);
    row.put("COUNT", short3(count));
    row.put("MEAN ms", short3(value(samples, "_sum") / count * 1000));
    row.put("HALF WITHIN ms", within(samples, count / 2));
    row.put("99% WITHIN ms", within(samples, count * 0.99));
    return row;
  }

  private static double value(List<Sample> samples, String suffix) {
    return samples.stream()
        .filter(sample -> sample.suffix().equals(suffix))
        .mapToDouble(Sample::value)
        .sum();
  }

  /** The least bound within which so many are. */
  private static String within(List<Sample> samples, double many) {
    List<Sample> buckets =
        samples.stream().filter(sample -> sample.suffix().equals("_bucket")).toList();
    String below = "0";
    for (Sample bucket : buckets) {
      String bound = bucket.labels().get("le");
      if (bucket.value() >= many) {
        return bound.equals("+Inf") ? "> " + millis(below) : millis(bound);
      }
      below = bound;
    }
    return "-";
  }

  private static String millis(String seconds) {
    return short3(Double.parseDouble(seconds) * 1000);
  }

  private static String words(String name) {
    return name.replaceFirst("^hansa_", "").replace('_', ' ');
  }

  /** Whole numbers whole, others with three digits that count. */
  private static String short3(double value) {
    BigDecimal exact = BigDecimal.valueOf(value);
    boolean whole = value == Math.rint(value) || Math.abs(value) >= 1000;
    return whole
        ? Long.toString(Math.round(value))
        : exact.round(new MathContext(3)).stripTrailingZeros().toPlainString();
  }
}
