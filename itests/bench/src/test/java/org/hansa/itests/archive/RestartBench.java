package org.hansa.itests.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.hansa.core.api.Json;
import org.hansa.core.api.Ref;
import org.hansa.core.api.metrics.Sample;
import org.hansa.core.store.FilledState;
import org.hansa.itests.bench.Bound;
import org.hansa.itests.bench.Report;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * From {@code bin/start} to serving, with many resources and a long log, none of it compacted, and
 * with next to nothing, in turn. The resources are applications and their workloads, which the
 * routes have stepped by their controllers at each start; they are scaled to no replica, so that no
 * process of this machine is in the figure. Every write in the log has its audit entry beside it,
 * and the files are in the system's cache, as they are when an installation is restarted.
 *
 * <p>Serving is the first answer that reads a stored resource. Besides it is measured until each
 * resource was stepped and no other step is waited for: from then on the installation is at rest.
 */
class RestartBench {

  private static final int RESOURCES = Integer.getInteger("hansa.bench.resources", 100_000);
  private static final int ENTRIES = Integer.getInteger("hansa.bench.entries", 1_000_000);
  private static final int ROUNDS = Integer.getInteger("hansa.bench.rounds", 5);

  /** More than are written, so that the log is read as long as it was filled. */
  private static final int RETAINED = 2 * ENTRIES + 1000;

  private static final int COMPONENTS = 4;
  private static final int PAYLOAD = 300;

  /** Of an application by the orchestrator and the multi-cloud orchestrator, of each workload. */
  private static final int STEPS = 2 + COMPONENTS;

  @TempDir Path folder;

  /** Seconds after {@code bin/start}. */
  private record Start(double first, double quiet) {}

  @Test
  void startWithALongLogAgainstEmpty() throws Exception {
    Distribution empty = withOne("empty");
    Distribution full = withOne("full");
    try {
      FilledState filled = new FilledState(full.state(), RETAINED);
      Ref like = new Ref("Application", "demo", FilledState.name(0));
      int size = filled.size(like);
      assertThat(size).as("an application and its workloads").isEqualTo(1 + COMPONENTS);
      long before = filled.fill(like, RESOURCES, ENTRIES);
      int copies = (RESOURCES + size - 1) / size;
      double megabytes = Files.size(full.state().resolve("hansa.db")) / 1e6;
      Report.say("%d resources, %d log entries, %.0f MB", RESOURCES, ENTRIES, megabytes);
      Figures first = new Figures("serving: first answer after start", "s");
      Figures quiet = new Figures("at rest: all stepped after start", "s");
      for (int round = 0; round <= ROUNDS; round++) {
        Start theirs = start(empty, 1);
        Start ours = start(full, copies);
        Report.say(
            "round %d: %.2f s, all stepped %.2f s | empty %.2f s, %.2f s",
            round, ours.first(), ours.quiet(), theirs.first(), theirs.quiet());
        if (round > 0) {
          first.ours(ours.first());
          first.peers(theirs.first());
          quiet.ours(ours.quiet());
          quiet.peers(theirs.quiet());
        }
      }
      assertThat(filled.next(before)).as("the log is whole").isEqualTo(before + 1);
      Report.print(
          String.format(
              Locale.ROOT,
              "%d resources (%d applications of %d workloads, none with a replica), %d log entries"
                  + " of about 1 kB, %.0f MB: filled | empty, median of %d",
              RESOURCES,
              copies,
              COMPONENTS,
              ENTRIES,
              megabytes,
              ROUNDS),
          List.of(Bound.atMost(10).beside(first.line(), first.difference()), quiet.line()));
    } finally {
      empty.end();
      full.end();
    }
  }

  /** An installation that was started once, given one application through its door, and stopped. */
  private Distribution withOne(String name) throws IOException {
    Distribution it = Distribution.withAdministrator(folder.resolve(name), folder);
    Files.writeString(
        it.state().resolve("etc/org.hansa.core.store.cfg"), "retainedChanges = " + RETAINED);
    it.start();
    it.rest().send("PUT", path(0), document()).ok();
    await().atMost(Duration.ofMinutes(5)).ignoreExceptions().until(() -> isQuiet(it, 1));
    it.stop();
    return it;
  }

  private static JsonNode document() {
    List<Map<String, Object>> components =
        IntStream.range(0, COMPONENTS)
            .mapToObj(
                n ->
                    Map.<String, Object>of(
                        "name",
                        "part-" + n,
                        "runtime",
                        "process",
                        "command",
                        List.of("bin/serve"),
                        "env",
                        Map.of("TEXT", FilledState.MARK + "x".repeat(PAYLOAD)),
                        "replicas",
                        0,
                        "requires",
                        Map.of("cpu", 0.25, "memory", "128Mi")))
            .toList();
    return Json.tree(Map.of("spec", Map.of("components", components)));
  }

  /** Until the last application is read, and then until all is at rest; then it is stopped. */
  private static Start start(Distribution it, int copies) throws IOException {
    long began = System.nanoTime();
    Distribution.Result started = it.run("", "bin/start");
    assertThat(started.code()).as(started.output()).isZero();
    double first = awaited(began, 20, () -> it.rest().get(path(copies - 1)).status() == 200);
    // To be asked all that is measured takes a moment of the processors.
    double quiet = awaited(began, 250, () -> isQuiet(it, copies));
    assertThat(sum(Metrics.of(it.rest()), "hansa_transactions"))
        .as("what was at rest is stepped and not changed")
        .isLessThan(100);
    it.stop();
    return new Start(first, quiet);
  }

  private static double awaited(long began, int everyMillis, Callable<Boolean> isSo) {
    await()
        .atMost(Duration.ofMinutes(5))
        .pollInterval(Duration.ofMillis(everyMillis))
        .pollDelay(Duration.ZERO)
        .ignoreExceptions()
        .until(isSo);
    return (System.nanoTime() - began) / 1e9;
  }

  /** Whether each was stepped, and nothing waits for a step or is stepped. */
  private static boolean isQuiet(Distribution it, int copies) throws IOException {
    Metrics now = Metrics.of(it.rest());
    return sum(now, "hansa_steps") >= copies * STEPS
        && sum(now, "hansa_queue_ready") + sum(now, "hansa_queue_running") == 0;
  }

  private static double sum(Metrics metrics, String family) {
    return metrics.families().get(family).samples().stream().mapToDouble(Sample::value).sum();
  }

  private static String path(int number) {
    return "/applications/demo/" + FilledState.name(number);
  }
}
