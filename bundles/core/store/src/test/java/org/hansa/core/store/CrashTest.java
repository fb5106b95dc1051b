package org.hansa.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.hansa.core.api.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that writes is killed: what it acknowledged is there, and nothing is there by half.
 * {@code -Dhansa.kills} kills more often, {@code -Dhansa.kills.seed} at other moments.
 */
class CrashTest {

  private static final int KILLS = Integer.getInteger("hansa.kills", 5);
  private static final long SEED = Long.getLong("hansa.kills.seed", 20260101L);

  @TempDir Path folder;

  @Test
  void noAcknowledgedWriteIsLost() throws Exception {
    Random random = new Random(SEED);
    Path state = folder.resolve("state");
    long compacted = 0;
    for (int run = 0; run < KILLS; run++) {
      kill(state, run, 200 + random.nextInt(20_000));
      long before = compacted;
      compacted = Reopened.check(state, acknowledged(), Set.of());
      assertThat(compacted).isGreaterThanOrEqualTo(before);
      assertOneLibrary(state);
    }
    assertThat(acknowledged().size()).isGreaterThan(KILLS * 10);
    assertThat(compacted).as("the oldest retained revision").isPositive();
  }

  private void kill(Path state, int run, long noted) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                CrashingWriter.class.getName(),
                state.toString(),
                folder.resolve("notes").toString(),
                "run" + run)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    try {
      long before = notes();
      await()
          .atMost(Duration.ofMinutes(3))
          .pollInterval(Duration.ofMillis(1))
          .until(() -> notes() >= before + noted);
      assertThatThrownBy(() -> SqliteStore.open(state, InstantSource.system()))
          .isInstanceOf(Problem.class)
          .hasMessageContaining(state.toString())
          .hasMessageEndingWith("process " + process.pid());
    } finally {
      process.destroyForcibly();
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }
  }

  private long notes() {
    long size = 0;
    for (int t = 0; t < CrashingWriter.THREADS; t++) {
      size += folder.resolve("notes-" + t).toFile().length();
    }
    return size;
  }

  private Map<String, Long> acknowledged() throws IOException {
    Map<String, Long> acknowledged = new HashMap<>();
    for (String line : lines()) {
      String[] words = line.split(" ", -1);
      acknowledged.put(words[0], Long.parseLong(words[1]));
    }
    return acknowledged;
  }

  private static void assertOneLibrary(Path state) throws IOException {
    try (Stream<Path> natives = Files.list(state.resolve("native"))) {
      assertThat(natives.filter(file -> !file.toString().endsWith(".lck")))
          .as("copies of the native library")
          .hasSizeLessThanOrEqualTo(1);
    }
  }

  /** The last line of a killed process may be torn; it is only a note. */
  private List<String> lines() throws IOException {
    List<String> lines = new ArrayList<>();
    for (int t = 0; t < CrashingWriter.THREADS; t++) {
      String text = Files.readString(folder.resolve("notes-" + t));
      text.substring(0, text.lastIndexOf('\n')).lines().forEach(lines::add);
    }
    return lines;
  }
}
