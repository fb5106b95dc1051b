package org.hansa.itests.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.hansa.itests.archive.Figures;
import org.hansa.orchestration.api.Application;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Applications of five components are wanted and brought to Running, 250 under way at once, each
 * time from an empty state: alone, and each component linked to the one before it.
 *
 * <p>The first and the last tenth are measured from one completion to another, and only while so
 * many are under way: neither until those that filled the window have given way to others, nor once
 * no more are wanted. Both are whole windows, for what began together tends to end together. So a
 * speed that does not change makes them equal.
 */
class ApplicationsBench {

  private static final int COUNT = Integer.getInteger("hansa.bench.applications", 10_000);
  private static final int WARM = Integer.getInteger("hansa.bench.warmApplications", 500);
  private static final int ROUNDS = Integer.getInteger("hansa.bench.rounds", 5);
  private static final int TENTH = Math.max(1, COUNT / 10);
  private static final int WINDOW = Math.min(Installation.WINDOW, TENTH);
  private static final int PART = TENTH / WINDOW * WINDOW;

  @TempDir Path folder;

  private final List<Double> all = new ArrayList<>();
  private final List<Double> first = new ArrayList<>();
  private final List<Double> last = new ArrayList<>();
  private final List<Double> later = new ArrayList<>();
  private final List<Double> cpus = new ArrayList<>();
  private final List<Double> bytes = new ArrayList<>();

  @ParameterizedTest
  @ValueSource(ints = {0, Installation.COMPONENTS - 1})
  void applicationsAreBroughtToRunning(int links) throws Exception {
    try (Installation warm = new Installation(folder.resolve("warm"), links)) {
      warm.deploy(WARM, Installation.WINDOW);
    }
    for (int round = 1; round <= ROUNDS; round++) {
      try (Installation hansa = new Installation(folder.resolve("state-" + round), links)) {
        measure(hansa);
      }
      Report.say(
          "round %d: %.0f applications/s, the last tenth %.0f/s",
          round, all.get(round - 1), last.get(round - 1));
    }
    String rate = Report.spread("applications a second", all, "1/s");
    String slower = Report.spread("last tenth against first, in time", later, "");
    String heap = Report.spread("heap a resource", bytes, "bytes");
    boolean alone = links == 0; // only of these something is asked
    Report.print(
        "%d applications of %d components, %d links each, on an in-memory driver, median of %d"
            .formatted(COUNT, Installation.COMPONENTS, links, ROUNDS),
        List.of(
            alone ? Bound.atLeast(100).beside(rate, Figures.median(all)) : rate,
            Report.spread("of the first tenth", first, "1/s"),
            Report.spread("of the last tenth", last, "1/s"),
            alone ? Bound.atMost(1.3).beside(slower, Figures.median(later)) : slower,
            Report.spread("processors' time an application", cpus, "ms"),
            alone ? Bound.atMost(3000).beside(heap, Figures.median(bytes)) : heap));
  }

  private void measure(Installation hansa) throws Exception {
    long heap = heap();
    long resources = hansa.resources();
    long cpu = Report.cpu();
    long began = System.nanoTime();
    long[] ready = hansa.deploy(COUNT, WINDOW);
    cpus.add((Report.cpu() - cpu) / 1e6 / COUNT);
    hansa.awaitQuiet();
    bytes.add((double) (heap() - heap) / (hansa.resources() - resources));
    double early = seconds(ready, 2 * WINDOW + PART);
    double late = seconds(ready, COUNT - WINDOW);
    all.add(COUNT / ((ready[COUNT - 1] - began) / 1e9));
    first.add(PART / early);
    last.add(PART / late);
    later.add(late / early);
    assertThat(hansa.store.snapshot().list(Application.KIND).filter(a -> a.is("Ready")))
        .hasSize(COUNT);
    assertThat(hansa.running())
        .as("workloads that the driver holds, by application")
        .hasSize(COUNT)
        .allSatisfy((application, held) -> assertThat(held).isEqualTo(Installation.COMPONENTS));
    assertThat(hansa.driver.running()).hasSize(COUNT * Installation.COMPONENTS);
  }

  /** How long a part took, up to the moment when so many were ready. */
  private static double seconds(long[] ready, int end) {
    return (ready[end - 1] - ready[end - 1 - PART]) / 1e9;
  }

  /** What is reachable. */
  private static long heap() {
    Runtime jvm = Runtime.getRuntime();
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return jvm.totalMemory() - jvm.freeMemory();
  }
}
