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
 * Applications of five components are wanted and brought to Running, 256 under way at once, each
 * time from an empty state: alone, and each component linked to the one before it.
 */
class ApplicationsBench {

  private static final int COUNT = Integer.getInteger("hansa.bench.applications", 10_000);
  private static final int WARM = Integer.getInteger("hansa.bench.warmApplications", 500);
  private static final int ROUNDS = Integer.getInteger("hansa.bench.rounds", 5);
  private static final int PART = COUNT / 10;

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
      warm.deploy(0, WARM);
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
    Report.print(
        "%d applications of %d components, %d links each, on an in-memory driver, median of %d"
            .formatted(COUNT, Installation.COMPONENTS, links, ROUNDS),
        List.of(
            links == 0 ? Bound.atLeast(100).beside(rate, Figures.median(all)) : rate,
            Report.spread("of the first tenth", first, "1/s"),
            Report.spread("of the last tenth", last, "1/s"),
            Bound.atMost(1.3).beside(slower, Figures.median(later)),
            Report.spread("processors' time an application", cpus, "ms"),
            Bound.atMost(3000).beside(heap, Figures.median(bytes))));
  }

  private void measure(Installation hansa) throws Exception {
    long heap = heap();
    long resources = hansa.resources();
    long cpu = Report.cpu();
    long began = System.nanoTime();
    long[] ready = hansa.deploy(0, COUNT);
    cpus.add((Report.cpu() - cpu) / 1e6 / COUNT);
    hansa.awaitQuiet();
    bytes.add((double) (heap() - heap) / (hansa.resources() - resources));
    double early = (ready[PART - 1] - began) / 1e9;
    double late = (ready[COUNT - 1] - ready[COUNT - 1 - PART]) / 1e9;
    all.add(COUNT / ((ready[COUNT - 1] - began) / 1e9));
    first.add(PART / early);
    last.add(PART / late);
    later.add(late / early);
    assertThat(hansa.store.snapshot().list(Application.KIND).filter(a -> a.is("Ready")))
        .hasSize(COUNT);
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
