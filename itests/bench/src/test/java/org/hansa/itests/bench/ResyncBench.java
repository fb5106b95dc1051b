package org.hansa.itests.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.control.Controller;
import org.hansa.core.api.control.Step;
import org.hansa.itests.archive.Figures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every resource of 100,000 is stepped by every controller of its kind though nothing has changed,
 * as when each controller's bundle is replaced: what that costs, and that it writes nothing.
 */
class ResyncBench {

  private static final int RESOURCES = Integer.getInteger("hansa.bench.resources", 100_000);
  private static final int ROUNDS = Integer.getInteger("hansa.bench.rounds", 5);

  @TempDir Path folder;

  /** A step that is made. */
  private record Stepped(String controller, String uid) {}

  /** A controller that tells whom it steps. */
  private record Witness(Controller of, Set<Stepped> seen) implements Controller {
    @Override
    public String name() {
      return of.name();
    }

    @Override
    public String kind() {
      return of.kind();
    }

    @Override
    public Set<String> writes() {
      return of.writes();
    }

    @Override
    public Step step(Snapshot snapshot, Resource resource) {
      seen.add(new Stepped(name(), resource.uid()));
      return of.step(snapshot, resource);
    }
  }

  /** Every resource of a kind that has a controller, once for each; some kinds have none. */
  private static Set<Stepped> all(Installation hansa) {
    Snapshot now = hansa.store.snapshot();
    return hansa.runtime.controllers().stream()
        .flatMap(c -> now.list(c.kind()).map(r -> new Stepped(c.name(), r.uid())))
        .collect(Collectors.toSet());
  }

  @Test
  void nothingIsWritten() throws Exception {
    try (Installation hansa = new Installation(folder.resolve("state"))) {
      hansa.deploy(Installation.applications(RESOURCES), Installation.WINDOW);
      hansa.awaitListed();
      Set<Stepped> all = all(hansa);
      List<Double> cpu = new ArrayList<>();
      double steps = 0;
      for (int round = 0; round <= ROUNDS; round++) {
        long revision = hansa.store.snapshot().revision();
        Set<Stepped> seen = ConcurrentHashMap.newKeySet(all.size());
        double before = hansa.runtime.sum("hansa_steps", "_total");
        long used = Report.cpu();
        hansa.runtime.resync(c -> new Witness(c, seen));
        hansa.awaitQuiet();
        double seconds = (Report.cpu() - used) / 1e9;
        steps = hansa.runtime.sum("hansa_steps", "_total") - before;
        Report.say("round %d: %.2f s of CPU, %.0f steps", round, seconds, steps);
        assertThat(seen.equals(all))
            .as("each is stepped: %d of %d", seen.size(), all.size())
            .isTrue();
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
