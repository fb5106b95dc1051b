package org.hansa.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.hansa.core.api.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The power goes at random moments: of what was not yet synced, any part is on the disk. {@code
 * -Dhansa.images} takes more moments, {@code -Dhansa.images.seed} others; a seed decides what is
 * lost, the moment itself is the machine's.
 */
class PowerLossTest {

  private static final int IMAGES = Integer.getInteger("hansa.images", 6);
  private static final int DISKS = 3;

  /** Rounds that were acknowledged before a copy, and may be lost in it. */
  private static final int LATE = 4;

  /** In one state: each is copied as a whole, and grows. */
  private static final int MOST_OF_ONE = 20;

  private static final long SEED = Long.getLong("hansa.images.seed", 1L);

  @TempDir Path folder;

  private final Map<String, Long> acknowledged = new TreeMap<>();
  private final Set<String> blobs = new HashSet<>();
  private final Random random = new Random(SEED);
  private long salt;
  private int frames;
  private int generations;

  /** The oldest revision that was retained, on each disk on which changes were gone. */
  private final Set<Long> oldest = new HashSet<>();

  @Test
  void noAcknowledgedWriteIsLostAndNoneIsThereByHalf() throws Exception {
    int writes = 0;
    int contents = 0;
    for (int done = 0; done < IMAGES; done += MOST_OF_ONE) {
      pull("", true, SEED + done, Math.min(MOST_OF_ONE, IMAGES - done));
      writes += acknowledged.size();
      contents += blobs.size();
    }
    assertThat(writes).isGreaterThan(IMAGES * 5);
    assertThat(contents).isGreaterThan(IMAGES);
    assertThat(generations).as("times that the log began anew").isGreaterThan(1);
    assertThat(oldest).as("revisions up to which changes were gone").hasSizeGreaterThan(IMAGES / 2);
  }

  @Test
  void whoAcknowledgesBeforeItCommitsIsFoundOut() {
    assertThatThrownBy(() -> pull("early", true, SEED, IMAGES))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("[r")
        .hasMessageContaining("-1L");
  }

  /** As if SQLite left it to the system when the log reaches the disk. */
  @Test
  void whoAcknowledgesWhatIsNotSyncedIsFoundOut() {
    assertThatThrownBy(() -> pull("", false, SEED, IMAGES))
        .isInstanceOfAny(AssertionError.class, Problem.class);
  }

  /** What the copies above rely on, and no file can show. */
  @Test
  void everyCommitAndCheckpointIsSynced() throws Exception {
    SqliteDatabase database = new SqliteDatabase(folder.resolve("other.db"), Duration.ofSeconds(5));
    database.start(Samples.NOON);
    try (Tables tables = database.tables();
        Connection checkpointer = database.checkpointer()) {
      assertThat(pragma(tables.connection, "journal_mode")).isEqualTo("wal");
      assertThat(pragma(tables.connection, "synchronous")).isEqualTo("2");
      assertThat(pragma(checkpointer, "synchronous")).isEqualTo("2");
    }
  }

  private static String pragma(Connection connection, String name) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet answer = statement.executeQuery("PRAGMA " + name)) {
      return answer.getString(1);
    }
  }

  private void pull(String how, boolean synced, long seed, int images) throws Exception {
    acknowledged.clear();
    blobs.clear();
    Path state = folder.resolve("state");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                RoundWriter.class.getName(),
                state.toString(),
                Long.toString(seed),
                how)
            .redirectError(folder.resolve("writer.log").toFile())
            .start();
    try (BufferedReader said = process.inputReader(StandardCharsets.UTF_8)) {
      PowerLoss former = PowerLoss.nothing();
      for (int image = 0; image < images; image++) {
        former = image(process, said, state, former, image, synced, how.isEmpty());
      }
    } finally {
      process.destroyForcibly();
      assertThat(process.waitFor()).isNotNegative();
      OwnerOnly.delete(state);
    }
  }

  /**
   * Within some rounds a copy is taken; then the writer rests until several disks were looked at.
   *
   * @param late whether some more rounds are acknowledged by then, of which it is not known yet: so
   *     the power may go at any moment of theirs
   */
  private PowerLoss image(
      Process process,
      BufferedReader said,
      Path state,
      PowerLoss former,
      int image,
      boolean synced,
      boolean late)
      throws Exception {
    int rounds = 2 + random.nextInt(20);
    int moment = 1 + random.nextInt(rounds - 1);
    process.getOutputStream().write((rounds + "\n").getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().flush();
    learn(said, moment);
    List<String> after = lines(said, late ? Math.min(LATE, rounds - moment) : 0);
    PowerLoss now = PowerLoss.copy(state, salt, synced ? frames : 0);
    for (int disk = 0; disk < DISKS; disk++) {
      Path left = folder.resolve("disk" + image + "." + disk);
      Random chance = new Random(random.nextLong());
      now.lay(left, former, names(), chance);
      long compacted = Reopened.check(left, acknowledged, blobs);
      if (compacted > 0) {
        oldest.add(compacted);
      }
      OwnerOnly.delete(left);
    }
    after.forEach(this::learn);
    learn(said, rounds - moment - after.size());
    return now;
  }

  private Set<String> names() {
    Set<String> names = new HashSet<>();
    blobs.forEach(digest -> names.add(digest.substring(digest.indexOf(':') + 1)));
    return names;
  }

  private void learn(BufferedReader said, int rounds) throws IOException {
    lines(said, rounds).forEach(this::learn);
  }

  private List<String> lines(BufferedReader said, int rounds) throws IOException {
    List<String> lines = new ArrayList<>();
    while (lines.size() < rounds) {
      String line = said.readLine();
      assertThat(line).as(() -> log()).isNotNull();
      lines.add(line);
    }
    return lines;
  }

  private void learn(String line) {
    String[] words = line.split(" ", -1);
    generations += Long.parseLong(words[0]) == salt ? 0 : 1;
    salt = Long.parseLong(words[0]);
    frames = Integer.parseInt(words[1]);
    for (int w = 2; w < words.length; w++) {
      String[] pair = words[w].split("=", -1);
      if (pair.length == 2) {
        acknowledged.put(pair[0], Long.parseLong(pair[1]));
      } else {
        blobs.add(words[w]);
      }
    }
  }

  private String log() {
    try {
      return Files.readString(folder.resolve("writer.log"));
    } catch (IOException e) {
      return e.toString();
    }
  }
}
