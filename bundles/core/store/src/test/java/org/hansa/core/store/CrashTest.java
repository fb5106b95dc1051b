package org.hansa.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.store.Entry;
import org.hansa.core.api.store.Store;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;

/** A process that writes is killed: what it acknowledged is there, and nothing is there by half. */
class CrashTest {

  private static final int KILLS = 5;

  @TempDir Path folder;

  @Test
  void noAcknowledgedWriteIsLost() throws Exception {
    Random random = new Random(20260101);
    Path state = folder.resolve("state");
    long acknowledged = 0;
    for (int run = 0; run < KILLS; run++) {
      kill(state, run, 200 + random.nextInt(20_000));
      acknowledged = check(state);
    }
    assertThat(acknowledged).isGreaterThan(KILLS * 10L);
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
          .atMost(Duration.ofSeconds(60))
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

  private long check(Path state) throws Exception {
    long count = 0;
    SqliteStore store = SqliteStore.open(state, InstantSource.system());
    try {
      Snapshot now = store.snapshot();
      for (String line : lines()) {
        String name = line.split(" ", -1)[0];
        long revision = Long.parseLong(line.split(" ", -1)[1]);
        assertThat(now.get(Samples.ref("a-" + name)).orElseThrow().revision()).isEqualTo(revision);
        assertThat(now.get(Samples.ref("b-" + name)).orElseThrow().revision()).isEqualTo(revision);
        count++;
      }
      long total = Samples.value(now.get(Samples.ref("counter")).orElseThrow());
      assertThat(now.revision()).isEqualTo(total);
      assertThat(now.list("Site")).hasSize((int) (2 * total + 1));
      assertThat(entries(store)).isEqualTo(total);
      try (Stream<Path> natives = Files.list(state.resolve("native"))) {
        assertThat(natives.filter(file -> !file.toString().endsWith(".lck")))
            .as("copies of the native library")
            .hasSizeLessThanOrEqualTo(1);
      }
    } finally {
      store.close();
    }
    assertThat(integrity(state)).isEqualTo("ok");
    return count;
  }

  private static String integrity(Path state) throws SQLException {
    SQLiteDataSource source = new SQLiteDataSource();
    source.setUrl("jdbc:sqlite:" + state.resolve("hansa.db"));
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement();
        ResultSet answer = statement.executeQuery("PRAGMA integrity_check")) {
      return answer.getString(1);
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

  private static long entries(SqliteStore store) {
    long count = 0;
    Store.Page page = store.entries(Store.Query.all(Entry.AUDIT, 0, 1000));
    count += page.entries().size();
    while (page.next().isPresent()) {
      page = store.entries(Store.Query.all(Entry.AUDIT, page.next().get(), 1000));
      count += page.entries().size();
    }
    return count;
  }
}
