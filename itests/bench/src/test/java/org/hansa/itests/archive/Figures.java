package org.hansa.itests.archive;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.hansa.itests.bench.Bound;

/** Pairs of measurements taken in turn, and what is quoted of them: the medians and their ratio. */
public final class Figures {

  private final String title;
  private final String unit;
  private final List<Double> ours = new ArrayList<>();
  private final List<Double> peers = new ArrayList<>();

  public Figures(String title, String unit) {
    this.title = title;
    this.unit = unit;
  }

  public void ours(double value) {
    ours.add(value);
  }

  public void peers(double value) {
    peers.add(value);
  }

  public double ratio() {
    return median(ours) / median(peers);
  }

  /** The median of ours. */
  public double own() {
    return median(ours);
  }

  public double difference() {
    return median(ours) - median(peers);
  }

  /** One line of the table: medians with their extremes, ratio and difference. */
  public String line() {
    return String.format(
        Locale.ROOT,
        "%-52s %s | %s | ratio %.2f, difference %+.2f %s",
        title,
        spread(ours),
        spread(peers),
        ratio(),
        difference(),
        unit);
  }

  /** The line with what is asked of the ratio. */
  public String line(Bound ratio) {
    return ratio.beside(line(), ratio());
  }

  private String spread(List<Double> all) {
    return String.format(
        Locale.ROOT,
        "%.2f (%.2f to %.2f) %s",
        median(all),
        all.stream().mapToDouble(d -> d).min().orElseThrow(),
        all.stream().mapToDouble(d -> d).max().orElseThrow(),
        unit);
  }

  public static double median(List<Double> all) {
    List<Double> sorted = all.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }
}
