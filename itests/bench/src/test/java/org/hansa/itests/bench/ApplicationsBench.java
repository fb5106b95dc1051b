package org.hansa.itests.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.hansa.orchestration.api.Application;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Applications of five components are wanted and brought to Running, 256 under way at once. */
class ApplicationsBench {

  private static final int COUNT = Integer.getInteger("hansa.bench.applications", 10_000);
  private static final int WARM = Integer.getInteger("hansa.bench.warmApplications", 500);

  @TempDir Path folder;

  @Test
  void applicationsAreBroughtToRunning() throws Exception {
    try (Installation warm = new Installation(folder.resolve("warm"))) {
      warm.deploy(0, WARM);
    }
    try (Installation hansa = new Installation(folder.resolve("state"))) {
      long heap = heap();
      long resources = hansa.resources();
      long revision = hansa.store.snapshot().revision();
      long cpu = Report.cpu();
      long began = System.nanoTime();
      long[] ready = hansa.deploy(0, COUNT);
      cpu = Report.cpu() - cpu;
      long commits = hansa.store.snapshot().revision() - revision;
      hansa.awaitQuiet();
      long made = hansa.resources() - resources;
      double bytes = (double) (heap() - heap) / made;
      int part = COUNT / 10;
      double first = (ready[part - 1] - began) / 1e9;
      double last = (ready[COUNT - 1] - ready[COUNT - 1 - part]) / 1e9;
      assertThat(hansa.store.snapshot().list(Application.KIND).filter(a -> a.is("Ready")))
          .hasSize(COUNT);
      Report.print(
          COUNT
              + " applications of "
              + Installation.COMPONENTS
              + " components, "
              + Installation.LINKS
              + " links each, on an in-memory driver",
          List.of(
              line("applications a second", COUNT / ((ready[COUNT - 1] - began) / 1e9), "1/s"),
              line("of the first tenth", part / first, "1/s"),
              line("of the last tenth", part / last, "1/s"),
              line("last tenth against first, in time", last / first, ""),
              line("processors' time an application", cpu / 1e6 / COUNT, "ms"),
              line("commits an application", (double) commits / COUNT, ""),
              line("resources", (double) made, ""),
              line("heap a resource", bytes, "bytes")));
    }
  }

  private static String line(String what, double value, String unit) {
    return String.format(Locale.ROOT, "%-52s %.2f %s", what, value, unit);
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
