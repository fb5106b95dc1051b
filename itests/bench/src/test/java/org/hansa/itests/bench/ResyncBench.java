package org.hansa.itests.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.hansa.itests.archive.Figures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every resource of 100,000 is stepped by every controller of its kind though nothing has changed,
 * as when each controller's bundle is replaced: what that costs, and that it writes nothing.
 */
class ResyncBench {

  private static final int RESOURCES = Integer.getInteger("hansa.bench.resources", 100_000);
  private static final int ROUNDS = 5;

  @TempDir Path folder;

  @Test
  void nothingIsWritten() throws Exception {
    try (Installation hansa = new Installation(folder.resolve("state"))) {
      hansa.deploy(0, Installation.applications(RESOURCES));
      hansa.awaitListed();
      List<Double> cpu = new ArrayList<>();
      double steps = 0;
      for (int round = 0; round <= ROUNDS; round++) {
        long revision = hansa.store.snapshot().revision();
        double before = hansa.runtime.sum("hansa_steps", "_total");
        long used = Report.cpu();
        hansa.runtime.resync();
        hansa.awaitQuiet();
        double seconds = (Report.cpu() - used) / 1e9;
        steps = hansa.runtime.sum("hansa_steps", "_total") - before;
        Report.say("round %d: %.2f s of CPU, %.0f steps", round, seconds, steps);
        assertThat(hansa.store.snapshot().revision()).isEqualTo(revision);
        if (round > 0) {
          cpu.add(seconds);
        }
      }
      Report.print(
          "Every controller steps all that it has, of " + hansa.resources() + " resources",
          List.of(
              Bound.atMost(5)
                  .beside(
                      Report.spread("processors' time, all else included", cpu, "s"),
                      Figures.median(cpu)),
              String.format(Locale.ROOT, "%-52s %.0f", "steps", steps),
              String.format(Locale.ROOT, "%-52s %d", "writes", 0)));
    }
  }
}
