package org.hansa.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.hansa.core.api.Installation;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.store.Backups;
import org.hansa.core.api.store.Transaction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process is killed while it makes or restores a backup. */
class BackupCrashTest {

  private static final int KILLS = 5;
  private static final int SITES = 4000;

  @TempDir Path folder;

  /** Arguments: make or restore, the state folder. It goes on until it is killed. */
  public static void main(String[] args) throws Exception {
    BackedUp there = new BackedUp(Path.of(args[1]));
    System.out.println("begun");
    for (int n = 0; n < Integer.MAX_VALUE; n++) {
      if (args[0].equals("make")) {
        there.make("b" + n + "-" + ProcessHandle.current().pid());
      } else {
        there.restore(n % 2 == 0 ? "small" : "large");
      }
      System.out.println("done");
    }
  }

  /**
   * @param said what it must have said, then it goes on for a while
   */
  private void kill(String what, Path state, String said, int millis) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                BackupCrashTest.class.getName(),
                what,
                state.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    try {
      await()
          .atMost(Duration.ofSeconds(60))
          .pollInterval(Duration.ofMillis(5))
          .until(() -> Files.readString(folder.resolve("log")).contains(said));
      assertThat(process.waitFor(millis, TimeUnit.MILLISECONDS))
          .as(Files.readString(folder.resolve("log")))
          .isFalse();
    } finally {
      process.destroyForcibly();
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }
  }

  private static void fill(BackedUp there, int from, int to) {
    for (int at = from; at < to; at += 500) {
      List<Resource> some =
          IntStream.range(at, at + 500)
              .mapToObj(n -> Samples.resource(Samples.ref("s" + n), n))
              .toList();
      there.store.transact(s -> new Transaction(some, List.of(), List.of(), Map.of()));
    }
  }

  @Test
  void whatHasANameIsWholeAndNothingElseIsLeft() throws Exception {
    Random random = new Random(20261127);
    Path state = folder.resolve("state");
    try (BackedUp there = new BackedUp(state)) {
      fill(there, 0, SITES);
    }
    for (int run = 0; run < KILLS; run++) {
      // However slow the machine: one at least is made.
      kill("make", state, run == 0 ? "done" : "begun", 300 + random.nextInt(500));
      new BackedUp(state).close();
      try (Stream<Path> left = Files.list(state.resolve("backups"))) {
        for (Path each : left.toList()) {
          SavedState saved = SavedState.open(each);
          saved.check();
          assertThat(saved.manifest().file("resources").orElseThrow().lines()).isEqualTo(SITES);
        }
      }
    }
    try (BackedUp there = new BackedUp(state)) {
      List<Backups.Backup> made = there.backups.list();
      assertThat(made).isNotEmpty();
      assertThat(there.store.snapshot().list("Site")).hasSize(SITES);
    }
  }

  @Test
  void theOneOrTheOtherStateStandsAndIsWhole() throws Exception {
    Random random = new Random(20261128);
    Path state = folder.resolve("state");
    try (BackedUp there = new BackedUp(state)) {
      fill(there, 0, 500);
      there.make("small");
      fill(there, 500, SITES);
      there.make("large");
    }
    long revision = 0;
    for (int run = 0; run < KILLS; run++) {
      kill("restore", state, "begun", 300 + random.nextInt(900));
      try (BackedUp there = new BackedUp(state)) {
        Snapshot now = there.store.snapshot();
        long sites = now.list("Site").count();
        Optional<String> backup =
            now.get(Installation.SELF)
                .flatMap(self -> self.status().as(Installation.Status.class).restored())
                .map(Installation.Restored::backup);
        assertThat(sites).isEqualTo(backup.equals(Optional.of("small")) ? 500 : SITES);
        assertThat(now.revision()).as("revisions only grow").isGreaterThan(revision);
        revision = now.revision();
        assertThat(there.store.transact(s -> Samples.put("s0", 1)).revision())
            .isEqualTo(revision + 1);
      }
    }
  }
}
