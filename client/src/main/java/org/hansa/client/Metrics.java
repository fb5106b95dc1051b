package org.hansa.client;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hansa.core.api.metrics.Family;
import org.hansa.core.api.metrics.Sample;

/** Reads OpenMetrics 1.0 as Hansa writes it; what else stands there is skipped. */
final class Metrics {

  private static final Pattern TYPE =
      Pattern.compile("# TYPE ([a-z][a-z0-9_]{0,99}) (counter|gauge|histogram)");
  private static final Pattern LINE =
      Pattern.compile("([a-z][a-z0-9_]{0,120})(?:\\{([^}]{0,2000})})? (\\S{1,40})(?: .*)?");
  private static final Pattern LABEL =
      Pattern.compile("([a-z][a-z0-9_]{0,49})=\"((?:[^\"\\\\]|\\\\.){0,500})\",?");

  private Metrics() {}

  static List<Family> read(String text) {
    Map<String, Family.Type> types = new LinkedHashMap<>();
    Map<String, List<Sample>> samples = new LinkedHashMap<>();
    for (String line : text.lines().toList()) {
      Matcher type = TYPE.matcher(line);
      if (type.matches()) {
        types.put(type.group(1), Family.Type.valueOf(type.group(2).toUpperCase(Locale.ROOT)));
        samples.put(type.group(1), new ArrayList<>());
        continue;
      }
      Matcher sample = LINE.matcher(line);
      if (sample.matches()) {
        take(sample, types, samples);
      }
    }
    List<Family> families = new ArrayList<>();
    types.forEach((name, type) -> families.add(new Family(name, type, "", samples.get(name))));
    return families;
  }

  private static void take(
      Matcher line, Map<String, Family.Type> types, Map<String, List<Sample>> samples) {
    String name = line.group(1);
    Optional<String> family =
        types.keySet().stream()
            .filter(f -> name.startsWith(f) && name.substring(f.length()).matches("|_[a-z]+"))
            .max(Comparator.comparingInt(String::length));
    Optional<Double> value = number(line.group(3));
    if (family.isPresent() && value.isPresent()) {
      samples
          .get(family.get())
          .add(
              new Sample(
                  name.substring(family.get().length()),
                  labels(Optional.ofNullable(line.group(2)).orElse("")),
                  value.get()));
    }
  }

  private static SortedMap<String, String> labels(String text) {
    SortedMap<String, String> labels = new TreeMap<>();
    Matcher label = LABEL.matcher(text);
    while (label.find()) {
      labels.put(label.group(1), label.group(2).replaceAll("\\\\(.)", "$1"));
    }
    return labels;
  }

  private static Optional<Double> number(String text) {
    try {
      return Optional.of(Double.valueOf(text));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
