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
import org.hansa.core.api.Json;
import org.hansa.core.api.Ref;
import org.hansa.core.store.FilledState;
import org.hansa.itests.bench.Bound;
import org.hansa.itests.bench.Report;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * From {@code bin/start} to the first answer that reads a stored resource: with many resources and
 * a long log, none of it compacted, and with next to nothing, in turn. Every write in the log has
 * its audit entry beside it. The resources are Secrets' descriptions, of which no controller makes
 * more, and the files are in the system's cache, as they are when an installation is restarted.
 */
class RestartBench {

  private static final int RESOURCES = Integer.getInteger("hansa.bench.resources", 100_000);
  private static final int ENTRIES = Integer.getInteger("hansa.bench.entries", 1_000_000);
  private static final int ROUNDS = Integer.getInteger("hansa.bench.rounds", 5);

  /** More than are written, so that the log is read as long as it was filled. */
  private static final int RETAINED = 2 * ENTRIES + 1000;

  private static final int PAYLOAD = 850;

  @TempDir Path folder;

  @Test
  void startWithALongLogAgainstEmpty() throws Exception {
    Distribution empty = withOne("empty");
    Distribution full = withOne("full");
    try {
      FilledState filled = new FilledState(full.state(), RETAINED);
      Ref like = new Ref("Secret", "system", FilledState.name(0));
      long before = filled.fill(like, RESOURCES, ENTRIES);
      double megabytes = Files.size(full.state().resolve("hansa.db")) / 1e6;
      Report.say("%d resources, %d log entries, %.0f MB", RESOURCES, ENTRIES, megabytes);
      Figures time = new Figures("first answer after start", "s");
      for (int round = 0; round <= ROUNDS; round++) {
        double theirs = start(empty, 0);
        double ours = start(full, RESOURCES - 1);
        Report.say("round %d: %.2f s | empty %.2f s", round, ours, theirs);
        if (round > 0) {
          time.ours(ours);
          time.peers(theirs);
        }
      }
      assertThat(filled.next(before)).as("the log is whole").isEqualTo(before + 1);
      Report.print(
          String.format(
              Locale.ROOT,
              "%d resources, %d log entries of about 1 kB, %.0f MB: filled | empty, median of %d",
              RESOURCES,
              ENTRIES,
              megabytes,
              ROUNDS),
          List.of(Bound.atMost(10).beside(time.line(), time.difference())));
    } finally {
      empty.end();
      full.end();
    }
  }

  /** An installation that was started once, given one resource through its door, and stopped. */
  private Distribution withOne(String name) throws IOException {
    Distribution it = Distribution.withAdministrator(folder.resolve(name), folder);
    Files.writeString(
        it.state().resolve("etc/org.hansa.core.store.cfg"), "retainedChanges = " + RETAINED);
    it.start();
    String text = FilledState.MARK + "x".repeat(PAYLOAD);
    JsonNode document =
        Json.tree(Map.of("labels", Map.of("stage", "bench"), "spec", Map.of("description", text)));
    it.rest().send("PUT", path(0), document).ok();
    it.stop();
    return it;
  }

  /** Seconds until this resource is read; then it is stopped. */
  private static double start(Distribution it, int number) throws IOException {
    long began = System.nanoTime();
    Distribution.Result started = it.run("", "bin/start");
    assertThat(started.code()).as(started.output()).isZero();
    await()
        .atMost(Duration.ofMinutes(5))
        .pollInterval(Duration.ofMillis(20))
        .pollDelay(Duration.ZERO)
        .ignoreExceptions()
        .until(() -> it.rest().get(path(number)).status() == 200);
    double seconds = (System.nanoTime() - began) / 1e9;
    it.stop();
    return seconds;
  }

  private static String path(int number) {
    return "/secrets/system/" + FilledState.name(number);
  }
}
