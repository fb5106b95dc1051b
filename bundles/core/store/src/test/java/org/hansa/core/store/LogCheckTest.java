package org.hansa.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What SQLite and the power leave in a log is no damage: transactions that were cut off in any way,
 * rolled back after a part of them was written, or written over those; and what was there before
 * the log began anew.
 */
class LogCheckTest {

  private static final long SEED = Long.getLong("hansa.images.seed", 1L);
  private static final int STEPS = 150;
  private static final int DISKS = 20;

  @TempDir Path folder;
  private final Random random = new Random(SEED);
  private Connection connection;
  private Statement statement;
  private Path copy;

  @BeforeEach
  void open() throws Exception {
    connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("one.db"));
    statement = connection.createStatement();
    for (String pragma :
        List.of(
            "page_size=" + WalFile.PAGE,
            "journal_mode=WAL",
            "synchronous=FULL",
            "wal_autocheckpoint=0",
            "cache_size=5")) {
      statement.execute("PRAGMA " + pragma);
    }
    statement.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, body BLOB)");
    copy = folder.resolve("copy.db");
  }

  @AfterEach
  void close() throws Exception {
    connection.close();
  }

  /** Rows of half a page, so many that a part is written before the end if it is many. */
  private void write(int rows) throws SQLException {
    for (int n = 0; n < rows; n++) {
      statement.execute(
          "INSERT OR REPLACE INTO t VALUES (" + random.nextInt(200) + ", randomblob(4000))");
    }
  }

  private byte[] log() throws Exception {
    return Files.readAllBytes(folder.resolve("one.db-wal"));
  }

  private void check(byte[] log) throws Exception {
    Files.write(folder.resolve("copy.db-wal"), log);
    LogCheck.check(copy);
  }

  /** Of each sector what was there before, at any time since it was synced, or nothing. */
  private byte[] torn(List<byte[]> unsynced) {
    byte[] now = unsynced.get(unsynced.size() - 1);
    byte[] torn = now.clone();
    for (int at = 0; at < torn.length; at += WalFile.SECTOR) {
      byte[] source = unsynced.get(random.nextInt(unsynced.size()));
      int until = Math.min(torn.length, at + WalFile.SECTOR);
      for (int i = at; i < until; i++) {
        torn[i] = i < source.length ? source[i] : 0;
      }
    }
    // The head is synced before any frame is written.
    System.arraycopy(now, 0, torn, 0, WalFile.offset(0));
    boolean shorter = random.nextInt(4) == 0;
    int least = Math.min(torn.length, unsynced.get(0).length);
    return shorter ? Arrays.copyOf(torn, least + random.nextInt(torn.length - least + 1)) : torn;
  }

  @Test
  void whatCrashesLeaveIsNoDamage() throws Exception {
    Files.copy(folder.resolve("one.db"), copy);
    List<byte[]> unsynced = new ArrayList<>(List.of(log()));
    int rolledBack = 0;
    int anew = 0;
    for (int step = 0; step < STEPS; step++) {
      int kind = random.nextInt(10);
      if (kind == 0) {
        statement.execute("PRAGMA wal_checkpoint(RESTART)");
        anew++;
      }
      byte[] before = log();
      statement.execute("BEGIN IMMEDIATE");
      write(kind < 3 ? 60 : 1 + random.nextInt(4));
      boolean back = kind == 1 || kind == 3;
      statement.execute(back ? "ROLLBACK" : "COMMIT");
      rolledBack += Arrays.equals(before, log()) ? 0 : back ? 1 : 0;
      unsynced.add(log());
      for (int disk = 0; disk < DISKS; disk++) {
        byte[] torn = torn(unsynced);
        assertThatCode(() -> check(torn))
            .as("seed %s, step %s", SEED, step)
            .doesNotThrowAnyException();
      }
      if (!back) {
        unsynced = new ArrayList<>(List.of(log()));
      }
    }
    assertThat(rolledBack).isPositive();
    assertThat(anew).isPositive();
  }

  /** The sums of a log are made in the byte order of who began it. */
  @Test
  void damageIsFoundInALogOfEitherByteOrder() throws Exception {
    Files.copy(folder.resolve("one.db"), copy);
    write(5);
    byte[] big = bigEndian(log());
    for (byte[] log : List.of(log(), big)) {
      check(log);
      log[WalFile.offset(2) + 100] ^= 1;
      assertThatThrownBy(() -> check(log))
          .isInstanceOf(Damaged.class)
          .hasMessageContaining("copy.db-wal is damaged at byte " + WalFile.offset(2) + ",");
      log[WalFile.offset(2) + 100] ^= 1;
      log[3] ^= 1;
      assertThatThrownBy(() -> check(log)).hasMessageContaining("at byte 0,");
    }
    big[3] ^= 1;
    Files.write(folder.resolve("copy.db-wal"), big);
    try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + copy)) {
      assertThat(rows(other)).as("SQLite reads it too").isEqualTo(rows(connection)).isPositive();
    }
  }

  private static int rows(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery("SELECT count(*) FROM t")) {
      assertThat(found.next()).isTrue();
      return found.getInt(1);
    }
  }

  private static byte[] bigEndian(byte[] log) {
    ByteBuffer all = ByteBuffer.wrap(log.clone());
    all.put(3, (byte) (all.get(3) | 1));
    int[] sum = new int[2];
    sum(sum, all, 0, 24);
    put(sum, all, 24);
    int frame = WalFile.offset(1) - WalFile.offset(0);
    for (int at = WalFile.offset(0); at + frame <= log.length; at += frame) {
      sum(sum, all, at, at + 8);
      sum(sum, all, at + 24, at + frame);
      put(sum, all, at + 16);
    }
    return all.array();
  }

  private static void sum(int[] sum, ByteBuffer bytes, int from, int until) {
    for (int at = from; at < until; at += 8) {
      sum[0] += bytes.getInt(at) + sum[1];
      sum[1] += bytes.getInt(at + 4) + sum[0];
    }
  }

  private static void put(int[] sum, ByteBuffer bytes, int at) {
    bytes.putInt(at, sum[0]).putInt(at + 4, sum[1]);
  }
}
