package org.hansa.core.testing;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hansa.core.api.metrics.Family;
import org.hansa.core.api.metrics.Sample;

/**
 * Reads OpenMetrics text 1.0 as strictly as its specification lets a reader be. Every departure is
 * an {@link AssertionError} that names the line.
 */
public final class Exposition {

  private static final Pattern META = Pattern.compile("# (TYPE|UNIT|HELP) ([a-z][a-z0-9_]*) (.+)");
  private static final Pattern SAMPLE =
      Pattern.compile(
          "([a-z][a-z0-9_]*)(?:\\{(.*)\\})? (\\+Inf|-?[0-9][0-9.]*(?:[Ee][-+]?[0-9]+)?)");
  private static final Pattern LABEL =
      Pattern.compile("([a-z][a-z0-9_]*)=\"((?:[^\"\\\\]|\\\\[\\\\n\"])*)\"(,|$)");
  private static final Map<Family.Type, Set<String>> SUFFIXES =
      Map.of(
          Family.Type.COUNTER, Set.of("_total"),
          Family.Type.GAUGE, Set.of(""),
          Family.Type.HISTOGRAM, Set.of("_bucket", "_count", "_sum"));

  /** What is known of a family so far. */
  private static final class Open {
    private final Map<String, String> meta = new LinkedHashMap<>();
    private final List<Sample> samples = new ArrayList<>();
    private final Set<List<Object>> seen = new HashSet<>();

    Family.Type type() {
      return Family.Type.valueOf(meta.get("TYPE").toUpperCase(Locale.ROOT));
    }
  }

  private final Map<String, Open> families = new LinkedHashMap<>();
  private String current = "";

  private Exposition() {}

  /** The families, in their order. */
  public static List<Family> read(String text) {
    require(text.endsWith("\n# EOF\n"), "it does not end with # EOF");
    String[] lines = text.substring(0, text.length() - "# EOF\n".length()).split("\n", -1);
    Exposition all = new Exposition();
    for (int i = 0; i < lines.length - 1; i++) {
      try {
        all.line(lines[i]);
      } catch (AssertionError | IllegalArgumentException e) {
        throw new AssertionError("line " + (i + 1) + ", " + lines[i] + ": " + e.getMessage(), e);
      }
    }
    List<Family> read = new ArrayList<>();
    all.families.forEach((name, open) -> read.add(all.family(name, open)));
    return read;
  }

  private void line(String line) {
    Matcher meta = META.matcher(line);
    if (meta.matches()) {
      meta(meta.group(1), meta.group(2), meta.group(3));
      return;
    }
    Matcher sample = SAMPLE.matcher(line);
    require(sample.matches(), "neither metadata nor a sample");
    Open open = families.get(current);
    require(open != null && sample.group(1).startsWith(current), "its family is not declared");
    String suffix = sample.group(1).substring(current.length());
    require(SUFFIXES.get(open.type()).contains(suffix), "a suffix that its type has not");
    SortedMap<String, String> labels = labels(Optional.ofNullable(sample.group(2)).orElse(""));
    require(open.seen.add(List.of(suffix, labels)), "the same sample twice");
    open.samples.add(new Sample(suffix, labels, number(sample.group(3))));
  }

  private void meta(String what, String name, String text) {
    if (!name.equals(current)) {
      require(!families.containsKey(name), "a family in two places");
      require(what.equals("TYPE"), "a family that does not begin with its type");
      families.put(name, new Open());
      current = name;
    }
    Open open = families.get(name);
    require(open.meta.put(what, text) == null, "said twice");
    require(open.samples.isEmpty(), "metadata after samples");
    require(!what.equals("UNIT") || name.endsWith("_" + text), "a name without its unit");
  }

  private static SortedMap<String, String> labels(String text) {
    SortedMap<String, String> labels = new TreeMap<>();
    Matcher label = LABEL.matcher(text);
    int at = 0;
    while (at < text.length()) {
      require(label.find(at) && label.start() == at, "labels that cannot be read");
      String value =
          label.group(2).replace("\\n", "\n").replace("\\\"", "\"").replace("\\\\", "\\");
      require(labels.put(label.group(1), value) == null, "a label twice");
      at = label.end();
      require(at < text.length() || !label.group(3).equals(","), "a comma before nothing");
    }
    return labels;
  }

  private Family family(String name, Open open) {
    require(open.meta.containsKey("HELP"), name + " has no help");
    boolean clash =
        SUFFIXES.get(open.type()).stream()
            .anyMatch(suffix -> !suffix.isEmpty() && families.containsKey(name + suffix));
    require(!clash, name + " has a sample that is named as a family");
    Family family = new Family(name, open.type(), open.meta.get("HELP"), open.samples);
    if (open.type() == Family.Type.HISTOGRAM) {
      Buckets.check(family);
    } else if (open.type() == Family.Type.COUNTER) {
      require(open.samples.stream().allMatch(s -> s.value() >= 0), name + " is below zero");
    }
    return family;
  }

  static double number(String text) {
    return text.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(text);
  }

  static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new AssertionError(otherwise);
    }
  }
}
