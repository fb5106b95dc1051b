package org.hansa.itests.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A driver is upgraded while applications are deployed through it: until every endpoint is ready
 * with the new version and the former has no session any more. Two ways: the new one comes beside
 * the former, which goes after that; or in its place, as when a bundle is updated.
 */
class UpgradeBench {

  private static final int ROUNDS = Integer.getInteger("hansa.bench.rounds", 5);

  /** What a call takes that makes something: at each upgrade some are under way. */
  private static final Duration CALL =
      Duration.ofMillis(Integer.getInteger("hansa.bench.call", 200));

  private static final int APPLICATIONS = 250;

  @TempDir Path folder;

  private MemoryDriver now = new MemoryDriver(CALL);

  @Test
  void whileApplicationsAreDeployed() throws Exception {
    List<Double> beside = new ArrayList<>();
    List<Double> instead = new ArrayList<>();
    ExecutorService user = Executors.newSingleThreadExecutor();
    try (Installation hansa = new Installation(folder.resolve("state"), 0, now)) {
      Future<long[]> deployed = user.submit(() -> hansa.deploy(APPLICATIONS, 50));
      for (int round = 1; round <= ROUNDS; round++) {
        beside.add(beside(hansa));
        instead.add(instead(hansa));
        Report.say(
            "round %d: beside %.3f s, in place %.3f s",
            round, beside.get(round - 1), instead.get(round - 1));
      }
      assertThat(deployed).as("work goes on until the last upgrade").isNotDone();
      deployed.get(5, TimeUnit.MINUTES);
      assertThat(hansa.running())
          .hasSize(APPLICATIONS)
          .allSatisfy((app, parts) -> assertThat(parts).isEqualTo(Installation.COMPONENTS));
      assertThat(now.held()).isEqualTo(APPLICATIONS * Installation.COMPONENTS);
    } finally {
      user.shutdownNow();
    }
    Report.print(
        "A driver is upgraded, calls of %d ms under way at all its endpoints: median of %d"
            .formatted(CALL.toMillis(), ROUNDS),
        List.of(line("the new version beside the former", beside), line("in its place", instead)));
  }

  private static String line(String what, List<Double> took) {
    double slowest = took.stream().mapToDouble(t -> t).max().orElseThrow();
    return Bound.atMost(2).beside(Report.spread(what, took, "s") + ", each", slowest);
  }

  private double beside(Installation hansa) {
    MemoryDriver former = awaitWork();
    long began = System.nanoTime();
    now = former.next();
    hansa.runtime.add(now);
    double took = awaitChanged(hansa, former, began);
    hansa.runtime.remove(former);
    return took;
  }

  private double instead(Installation hansa) {
    MemoryDriver former = awaitWork();
    long began = System.nanoTime();
    now = former.next();
    hansa.runtime.remove(former);
    hansa.runtime.add(now);
    return awaitChanged(hansa, former, began);
  }

  /** Until as much is under way as there is at any time. */
  private MemoryDriver awaitWork() {
    await().atMost(Duration.ofMinutes(1)).until(() -> now.underway() >= 8);
    return now;
  }

  private double awaitChanged(Installation hansa, MemoryDriver former, long began) {
    await()
        .atMost(Duration.ofMinutes(1))
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(2))
        .until(() -> former.open() == 0 && hansa.runs(now));
    return (System.nanoTime() - began) / 1e9;
  }
}
