package org.hansa.core.testing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.hansa.core.api.metrics.Family;
import org.hansa.core.api.metrics.Sample;

/** What OpenMetrics asks of a histogram. */
final class Buckets {

  /** Small and great bounds are written with an exponent, which none of ours needs. */
  private static final Pattern BOUND = Pattern.compile("\\+Inf|(0|[1-9][0-9]{0,15})\\.[0-9]+");

  private Buckets() {}

  static void check(Family histogram) {
    Map<SortedMap<String, String>, List<Sample>> parts = new LinkedHashMap<>();
    for (Sample sample : histogram.samples()) {
      SortedMap<String, String> labels = new TreeMap<>(sample.labels());
      boolean bound = labels.remove("le") != null;
      Exposition.require(
          bound == sample.suffix().equals("_bucket"), histogram.name() + " has a misplaced le");
      parts.computeIfAbsent(labels, l -> new ArrayList<>()).add(sample);
    }
    parts.forEach((labels, samples) -> part(histogram.name() + labels, samples));
  }

  private static void part(String name, List<Sample> samples) {
    double bound = Double.NEGATIVE_INFINITY;
    double count = 0;
    for (Sample bucket : of(samples, "_bucket")) {
      String written = bucket.labels().get("le");
      Exposition.require(BOUND.matcher(written).matches(), name + " has the bound " + written);
      double next = Exposition.number(written);
      Exposition.require(next > bound, name + " has bounds out of order");
      Exposition.require(bucket.value() >= count, name + " does not cumulate");
      bound = next;
      count = bucket.value();
    }
    Exposition.require(Double.isInfinite(bound) && bound > 0, name + " has no bucket for all");
    List<Sample> counts = of(samples, "_count");
    List<Sample> sums = of(samples, "_sum");
    Exposition.require(counts.size() == 1 && sums.size() == 1, name + " lacks its count or sum");
    Exposition.require(counts.get(0).value() == count, name + " counts otherwise than its buckets");
    Exposition.require(
        count > 0 ? sums.get(0).value() >= 0 : sums.get(0).value() == 0, name + " sums wrongly");
  }

  private static List<Sample> of(List<Sample> samples, String suffix) {
    return samples.stream().filter(sample -> sample.suffix().equals(suffix)).toList();
  }
}
