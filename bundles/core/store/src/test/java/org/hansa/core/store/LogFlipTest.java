package org.hansa.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.store.Entry;
import org.hansa.core.api.store.Store;
import org.hansa.core.api.store.Transaction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process is killed, and then one bit turns in the log that it leaves: what was acknowledged is
 * read, or the start is refused. {@code -Dhansa.flips} and {@code -Dhansa.flips.seed} as of {@link
 * BitFlipTest}.
 */
class LogFlipTest {

  private static final int WRITES = 30;

  /** In the log's head. */
  private static final int HEAD = WalFile.offset(0);

  @TempDir Path folder;
  private Path killed;
  private WalFile log;

  @BeforeEach
  void write() throws Exception {
    Path state = folder.resolve("state");
    killed = folder.resolve("killed");
    Files.createDirectories(state);
    Files.write(state.resolve(RootKey.FILE), new byte[32]);
    try (SqliteStore store = open(state)) {
      store.transact(s -> counted(s, "first"));
    }
    Offline.answer("backup", state.toString(), folder.resolve("backup").toString());
    SqliteDatabase database = database(state);
    try (SqliteStore store = open(state);
        Connection moment = database.moment();
        Statement statement = moment.createStatement()) {
      // While it is read as it was, nothing of the log can be moved into it.
      assertThat(Beginning.meta(statement, "revision"))
          .isEqualTo(Long.toString(store.snapshot().revision()));
      for (int n = 2; n <= WRITES; n++) {
        String name = "n" + n;
        store.transact(s -> counted(s, name));
      }
      Flips.copy(state, killed);
    }
    log = WalFile.read(log(killed));
    assertThat(commitsAfter(-1)).isEqualTo(WRITES - 1);
  }

  /** A resource of that name, how many there are, and an entry. */
  private static Transaction counted(Snapshot now, String name) {
    long count = now.get(Samples.ref("counter")).map(Samples::value).orElse(0L);
    return new Transaction(
        List.of(
            Samples.resource(Samples.ref("a-" + name), count),
            Samples.resource(Samples.ref("counter"), count + 1)),
        List.of(),
        List.of(Samples.entry(Entry.AUDIT, Samples.ref("a-" + name), Samples.NOON, count)),
        Map.of());
  }

  private static SqliteStore open(Path state) {
    return SqliteStore.open(state, InstantSource.system());
  }

  private static SqliteDatabase database(Path state) {
    return new SqliteDatabase(state.resolve("hansa.db"), Duration.ofSeconds(5));
  }

  private static Path log(Path state) {
    return state.resolve("hansa.db-wal");
  }

  /** Commits in frames behind that one. */
  private long commitsAfter(int frame) {
    return IntStream.range(frame + 1, log.frames()).filter(log::commits).count();
  }

  /** The frame of a byte; -1 is the head. */
  private static int frame(long at) {
    return at < HEAD ? -1 : (int) ((at - HEAD) / (WalFile.offset(1) - HEAD));
  }

  private Path turned(long bit) throws Exception {
    Path state = Flips.copy(killed, folder.resolve("flip"));
    Flips.turnIn(log(state), bit);
    return state;
  }

  private void assertWhole(Path state, long least) {
    try (SqliteStore store = open(state)) {
      Snapshot now = store.snapshot();
      long total = now.get(Samples.ref("counter")).map(Samples::value).orElse(0L);
      assertThat(total).isBetween(least, (long) WRITES);
      assertThat(now.list("Site").count()).isEqualTo(total + 1);
    }
  }

  @Test
  void anUndamagedLogLosesNothing() {
    assertWhole(killed, WRITES);
  }

  @Test
  void noBitThatTurnsLosesInSilenceWhatWasCommitted() throws Exception {
    Random random = new Random(BitFlipTest.SEED);
    long bits = 8L * WalFile.offset(log.frames());
    int refused = 0;
    for (int i = 0; i < BitFlipTest.FLIPS; i++) {
      long bit = (random.nextLong() >>> 1) % bits;
      Path state = turned(bit);
      long later = commitsAfter(frame(bit / 8));
      if (later < 2) {
        assertLastOrRefused(state, bit, later);
      } else {
        assertRefused(state, bit);
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(BitFlipTest.FLIPS / 2);
  }

  /** No other transaction is lost than that which is damaged, and those that it ends. */
  private void assertLastOrRefused(Path state, long bit, long later) {
    try {
      assertWhole(state, WRITES - later - 1);
    } catch (Problem refused) {
      assertThat(refused.line()).as("bit %s", bit).contains("Restore a backup");
    }
  }

  private void assertRefused(Path state, long bit) throws Exception {
    byte[] database = Files.readAllBytes(state.resolve("hansa.db"));
    byte[] before = Files.readAllBytes(log(state));
    for (int twice = 0; twice < 2; twice++) {
      assertThatThrownBy(() -> open(state))
          .as("seed %s: bit %s", BitFlipTest.SEED, bit)
          .isInstanceOfSatisfying(
              Problem.class,
              p -> assertThat(p.line()).contains(log(state).toString(), "Restore a backup"));
    }
    assertThat(Files.readAllBytes(state.resolve("hansa.db"))).isEqualTo(database);
    assertThat(Files.readAllBytes(log(state))).isEqualTo(before);
  }

  @Test
  void eachBitOfAHeadCounts() throws Exception {
    Path file = turned(0).resolve("hansa.db");
    Path log = log(file.getParent());
    Flips.turnIn(log, 0);
    LogCheck.check(file);
    for (int frame : new int[] {-1, 0, 1, this.log.frames() / 2}) {
      int from = frame < 0 ? 0 : WalFile.offset(frame);
      int bytes = frame < 0 ? HEAD : WalFile.offset(1) - HEAD - WalFile.PAGE;
      for (long bit = 8L * from; bit < 8L * (from + bytes); bit++) {
        Flips.turnIn(log, bit);
        assertThatThrownBy(() -> LogCheck.check(file))
            .as("bit %s", bit)
            .isInstanceOf(Damaged.class);
        Flips.turnIn(log, bit);
      }
    }
    LogCheck.check(file);
  }

  /** In any place of the log. */
  @Test
  void aSectorThatHasSomethingElseIsFound() throws Exception {
    Path file = turned(0).resolve("hansa.db");
    byte[] bytes = log.bytes();
    for (int at = 0; commitsAfter(frame(at + WalFile.SECTOR - 1)) > 2; at += WalFile.SECTOR) {
      byte[] lost = bytes.clone();
      for (int i = at; i < at + WalFile.SECTOR; i++) {
        lost[i] = (byte) ~lost[i];
      }
      Files.write(log(file.getParent()), lost);
      assertThatThrownBy(() -> LogCheck.check(file)).as("at %s", at).isInstanceOf(Damaged.class);
    }
  }

  @Test
  void neitherAQuestionNorARestoreThatEndsHidesIt() throws Exception {
    long bit = 8L * WalFile.offset(log.frames() / 2) + 999;
    Path state = turned(bit);
    assertThatThrownBy(() -> Offline.answer("schema", state.toString()))
        .isInstanceOfSatisfying(
            Problem.class, p -> assertThat(p.line()).contains(log(state) + " is damaged"));
    try (Connection connection = database(state).former();
        Statement statement = connection.createStatement()) {
      assertThat(Long.parseLong(Beginning.meta(statement, "revision"))).isBetween(3L, WRITES - 2L);
    }
    assertRefused(state, bit);
  }

  /** No revision is given again, though nobody can tell how many there were. */
  @Test
  void aBackupIsRestoredOverIt() throws Exception {
    Path state = turned(8L * WalFile.offset(log.frames() / 2) + 999);
    Offline.answer("restore", state.toString(), folder.resolve("backup").toString());
    try (SqliteStore store = open(state)) {
      assertThat(store.snapshot().get(Samples.ref("a-first"))).isPresent();
      assertThat(store.snapshot().get(Samples.ref("a-n3"))).isEmpty();
      assertThat(store.snapshot().revision()).isGreaterThan(1L << 40);
      Store.Page audit = store.entries(Store.Query.all(Entry.AUDIT, 0, 1000));
      assertThat(audit.entries())
          .extracting(n -> n.entry().subject().map(Object::toString).orElse(""))
          .contains("Site/acme/a-n3")
          .doesNotContain("Site/acme/a-n" + WRITES);
      assertThat(audit.entries().get(audit.entries().size() - 1).entry().body().toString())
          .contains("could not all be read", "hansa.db-wal");
    }
  }
}
