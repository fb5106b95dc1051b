package org.hansa.itests.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.hansa.itests.archive.Figures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Among 100,000 resources, workloads vanish outside and their driver notices: how long until each
 * runs again, while all others are looked at as always.
 */
class DriftBench {

  private static final int RESOURCES = Integer.getInteger("hansa.bench.resources", 100_000);
  private static final int LOST = 2_000;
  private static final int EVERY_MILLIS = 20;
  private static final int ROUNDS = Integer.getInteger("hansa.bench.rounds", 5);

  @TempDir Path folder;

  @Test
  void whatVanishesIsMadeAgain() throws Exception {
    try (Installation hansa = new Installation(folder.resolve("state"))) {
      hansa.deploy(Installation.applications(RESOURCES), Installation.WINDOW);
      hansa.awaitQuiet();
      List<Double> half = new ArrayList<>();
      List<Double> most = new ArrayList<>();
      List<Double> slowest = new ArrayList<>();
      for (int round = 1; round <= ROUNDS; round++) {
        long[] took = round(hansa, round);
        half.add(Callers.at(took, 0.5) / 1e9);
        most.add(Callers.at(took, 0.99) / 1e9);
        slowest.add(took[took.length - 1] / 1e9);
        Report.say("round %d: p99 %.3f s", round, most.get(round - 1));
      }
      Report.print(
          "%d of %d resources vanish, %d a second: until each is there again, median of %d"
              .formatted(LOST, hansa.resources(), 1000 / EVERY_MILLIS, ROUNDS),
          List.of(
              Report.spread("p50", half, "s"),
              Bound.atMost(1).beside(Report.spread("p99", most, "s"), Figures.median(most)),
              Report.spread("slowest", slowest, "s")));
    }
  }

  /** Nanoseconds that each took, ascending. */
  private static long[] round(Installation hansa, int round) throws InterruptedException {
    List<String> some = new ArrayList<>(hansa.driver.running());
    Collections.sort(some);
    Collections.shuffle(some, new Random(round));
    Map<String, Long> lost = new ConcurrentHashMap<>();
    Map<String, Long> took = new ConcurrentHashMap<>();
    hansa.driver.onMade(
        (uid, at) -> {
          Long since = lost.get(uid);
          if (since != null) {
            took.putIfAbsent(uid, at - since);
          }
        });
    List<String> victims = some.subList(0, Math.min(LOST, some.size()));
    lose(hansa, victims, lost);
    await().atMost(Duration.ofMinutes(2)).until(() -> took.size() == victims.size());
    assertThat(hansa.driver.running()).containsAll(victims);
    return took.values().stream().mapToLong(t -> t).sorted().toArray();
  }

  private static void lose(Installation hansa, List<String> victims, Map<String, Long> lost)
      throws InterruptedException {
    ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    for (int i = 0; i < victims.size(); i++) {
      String uid = victims.get(i);
      var unused =
          clock.schedule(
              () -> {
                lost.put(uid, System.nanoTime());
                hansa.driver.lose(uid);
              },
              (long) i * EVERY_MILLIS,
              TimeUnit.MILLISECONDS);
    }
    clock.shutdown();
    assertThat(clock.awaitTermination(5, TimeUnit.MINUTES)).isTrue();
  }
}
