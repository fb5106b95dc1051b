package org.hansa.itests.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.hansa.itests.archive.Figures;
import org.hansa.platform.place.search.Budget;
import org.hansa.platform.place.sites.Addition;
import org.hansa.platform.place.sites.Placement;
import org.hansa.platform.place.sites.Search;
import org.junit.jupiter.api.Test;

/** How the solver grows with what is placed: its time until it is near the bound, its memory. */
class PlaceSizeBench {

  private static final String WITH_ONE_MORE = "1000x100005";
  private static final int FIVE = 5;
  private static final int APPLICATIONS = 2000;

  /** From one application to the next that is placed again. */
  private static final int STRIDE = 997;

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final long MOVES = 1_000_000;
  private static final double NEAR = 1;
  private static final double FIRST = 0.01;
  private static final double FACTOR = 1.5;

  private final List<String> lines = new ArrayList<>();

  @Test
  void time() throws IOException {
    PlaceSample small = PlaceSample.of("100x1000", List.of(), 1);
    PlaceRun.ours(small, 1, 5);
    double[] unit = new double[PlaceSample.LINEAR.size()];
    for (int i = 0; i < unit.length; i++) {
      String size = PlaceSample.LINEAR.get(i);
      List<Double> all = new ArrayList<>();
      for (int seed = 1; seed <= PlaceSample.SEEDS; seed++) {
        all.add(near(PlaceSample.of(size, List.of(), seed), seed));
      }
      double n = Integer.parseInt(size.split("x")[1]);
      unit[i] = Figures.median(all) / (n * Math.log(n));
      lines.add(
          Report.spread(size + ", until " + NEAR + " % above the bound", all, "s")
              + String.format(Locale.ROOT, ", %.1f ns for each n log n", unit[i] * 1e9));
    }
    for (int i = 1; i < unit.length; i++) {
      double grows = unit[i] / unit[0];
      String line =
          String.format(
              Locale.ROOT,
              "time for each n log n, %s to %s: %.2f times",
              PlaceSample.LINEAR.get(0),
              PlaceSample.LINEAR.get(i),
              grows);
      lines.add(i == unit.length - 1 ? Bound.atMost(1).beside(line, grows) : line);
    }
    Report.print("Time of processors, median of " + PlaceSample.SEEDS, lines);
  }

  /** The least budget of a row of them that is enough, and what it took in truth. */
  private static double near(PlaceSample sample, int seed) {
    for (double seconds = FIRST; ; seconds *= FACTOR) {
      PlaceRun run = PlaceRun.ours(sample, seed, seconds);
      if (run.gap(sample) <= NEAR) {
        return run.seconds();
      }
      if (seconds > 100) {
        throw new AssertionError("not near the bound in " + seconds + " s: " + run.gap(sample));
      }
    }
  }

  @Test
  void oneMore() throws IOException {
    for (List<String> features : List.of(List.<String>of(), List.of("links"))) {
      PlaceSample sample = PlaceSample.of(WITH_ONE_MORE, features, 1);
      Placement placement = new Placement(sample.instance());
      new Search(placement, 1, Budget.ofMoves(MOVES, () -> false)).improve();
      List<Double> millis = new ArrayList<>();
      List<Double> own = new ArrayList<>();
      int applications = sample.instance().workloads().count() / FIVE;
      for (int round = -APPLICATIONS; round < APPLICATIONS; round++) {
        int first = Math.floorMod(round * STRIDE, applications) * FIVE;
        int[] five = IntStream.range(first, first + FIVE).toArray();
        new Addition(placement).remove(five);
        long cpu = THREADS.getCurrentThreadCpuTime();
        long began = System.nanoTime();
        if (!new Addition(placement).place(five)) {
          throw new AssertionError("there is no room for " + first);
        }
        if (round >= 0) {
          millis.add((System.nanoTime() - began) / 1e6);
          own.add((THREADS.getCurrentThreadCpuTime() - cpu) / 1e6);
        }
      }
      String name = PlaceSample.name(WITH_ONE_MORE, features);
      lines.add(Bound.atMost(10).beside(percentile(name, millis), p99(millis)));
      lines.add(percentile("  of the processor", own));
    }
    Report.print("Five workloads more amid 100,000, " + APPLICATIONS + " times", lines);
  }

  private static double p99(List<Double> all) {
    return all.stream().sorted().toList().get(all.size() * 99 / 100);
  }

  private static String percentile(String name, List<Double> all) {
    return String.format(
        Locale.ROOT, "%-52s p50 %.3f, p99 %.3f ms", name, Figures.median(all), p99(all));
  }

  @Test
  void memory() throws IOException {
    String size = "1000x100000";
    PlaceSample sample = PlaceSample.of(size, List.of(), 1);
    int many = sample.instance().workloads().count();
    List<Double> solver = new ArrayList<>();
    for (int i = 0; i < PlaceSample.SEEDS; i++) {
      double before = heap();
      Placement placement = new Placement(sample.instance());
      Search search = new Search(placement, 1, Budget.ofMoves(MOVES, () -> false));
      search.improve();
      solver.add((heap() - before) / many);
      if (placement.unplaced() > 0 || search.bound() <= 0) {
        throw new AssertionError(placement.unplaced() + " are unplaced");
      }
    }
    double before = heap();
    List<String> names =
        sample.instance().workloads().names().stream().map(n -> n + "").map(String::new).toList();
    double named = (heap() - before) / names.size();
    before = heap();
    PlaceSample again = PlaceSample.of(size, List.of(), 1);
    double read = (heap() - before) / again.instance().workloads().count();
    double whole = Figures.median(solver) + read - named;
    lines.add(Report.spread("the search, and what it keeps", solver, "bytes"));
    lines.add(
        String.format(Locale.ROOT, "%-52s %.1f bytes", "the instance but for names", read - named));
    lines.add(String.format(Locale.ROOT, "%-52s %.1f bytes", "its names", named));
    lines.add(
        Bound.atMost(200)
            .beside(String.format(Locale.ROOT, "%-52s %.1f bytes", "all but names", whole), whole));
    Report.print("Heap for each workload placed, " + size, lines);
    if (IntStream.of(names.size(), many).distinct().count() != 1) {
      throw new AssertionError("the names are counted wrong");
    }
  }

  private static double heap() {
    Runtime runtime = Runtime.getRuntime();
    for (int i = 0; i < 4; i++) {
      System.gc();
    }
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
