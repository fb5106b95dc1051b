package org.hansa.core.store;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.hansa.core.api.Snapshot;

/**
 * Writes in rounds, as many as a line of its input asks for: some transactions at once, and a blob.
 * After each it says what was acknowledged, and, since nothing is under way then, up to where the
 * log must be on the disk: {@code SALT FRAMES NAME=REVISION ... sha256:...}.
 */
final class RoundWriter {

  private static final int MOST = 6;
  private static final int BLOB = 200_000;

  private final SqliteStore store;
  private final Path log;
  private final Random random;
  private final boolean early;
  private final ExecutorService pool = Executors.newFixedThreadPool(MOST);

  private RoundWriter(Path state, long seed, boolean early) {
    this.store = SqliteStore.open(state, InstantSource.system(), CrashingWriter.LIMITS);
    this.log = state.resolve("hansa.db-wal");
    this.random = new Random(seed);
    this.early = early;
  }

  /** Arguments: the state folder, a seed, and {@code early} to acknowledge before it writes. */
  public static void main(String[] args) throws Exception {
    RoundWriter writer =
        new RoundWriter(
            Path.of(args[0]), Long.parseLong(args[1]), args.length > 2 && args[2].equals("early"));
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    int round = 0;
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      for (int n = Integer.parseInt(line); n > 0; n--) {
        writer.round(round++);
      }
    }
  }

  private void round(int number) throws Exception {
    int count = early ? 1 : 1 + random.nextInt(MOST);
    byte[] blob = new byte[random.nextInt(BLOB)];
    random.nextBytes(blob);
    if (early) {
      say(List.of("r" + number + "-0=" + (store.snapshot().revision() + 1)));
    }
    List<Future<String>> all = new ArrayList<>();
    for (int n = 0; n < count; n++) {
      String name = "r" + number + "-" + n;
      all.add(pool.submit(() -> name + "=" + write(name)));
    }
    all.add(pool.submit(() -> store.put(new ByteArrayInputStream(blob))));
    List<String> words = new ArrayList<>();
    for (Future<String> each : all) {
      words.add(each.get());
    }
    if (!early) {
      say(words);
    }
  }

  private long write(String name) {
    Snapshot after = store.transact(s -> CrashingWriter.pair(s, name));
    return after.revision();
  }

  private void say(List<String> words) {
    try {
      WalFile now = WalFile.read(log);
      System.out.println(now.salt() + " " + now.frames() + " " + String.join(" ", words));
      System.out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
