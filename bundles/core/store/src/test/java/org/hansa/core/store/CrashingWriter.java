package org.hansa.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.store.Store;
import org.hansa.core.api.store.Transaction;

/** Writes from several threads until it is killed, and notes what was acknowledged. */
final class CrashingWriter {

  static final int THREADS = 4;

  /** So few changes are kept that soon each commit drops some. */
  static final Limits LIMITS =
      new Limits(
          30,
          Limits.DEFAULT.waiting(),
          Limits.DEFAULT.busy(),
          Limits.DEFAULT.blobBytes(),
          Limits.DEFAULT.blobQuota());

  private static final String WIDE_KIND = "Rack";

  /** More rows than a batch waits for, in each of so many. */
  private static final int WIDE = 450;

  private static final int OFTEN = 40;

  private CrashingWriter() {}

  /** Arguments: the state folder, the file of notes, and a name of this run. */
  public static void main(String[] args) {
    SqliteStore store = SqliteStore.open(Path.of(args[0]), InstantSource.system(), LIMITS);
    for (int t = 0; t < THREADS; t++) {
      String prefix = args[2] + "-" + t + "-";
      Path notes = Path.of(args[1] + "-" + t);
      new Thread(() -> write(store, prefix, notes)).start();
    }
  }

  private static void write(SqliteStore store, String prefix, Path notes) {
    try (OutputStream out = new FileOutputStream(notes.toFile(), true)) {
      for (long n = 0; n < Long.MAX_VALUE; n++) {
        String name = prefix + n;
        Snapshot after = store.transact(s -> pair(s, name));
        out.write((name + " " + after.revision() + "\n").getBytes(StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Two resources, a counter, two sealed values, an entry and a turn of the catalogue, and now and
   * then so many more that they are committed beside: all or none.
   */
  static Transaction pair(Snapshot now, String name) {
    long count = now.get(Samples.ref("counter")).map(Samples::value).orElse(0L);
    List<Resource> puts = new ArrayList<>();
    puts.add(Samples.resource(Samples.ref("a-" + name), count));
    puts.add(Samples.resource(Samples.ref("b-" + name), count));
    puts.add(Samples.resource(Samples.ref("counter"), count + 1));
    if (count % OFTEN == OFTEN - 1) {
      for (int i = 0; i < WIDE; i++) {
        puts.add(Samples.resource(new Ref(WIDE_KIND, "acme", "r" + i), count));
      }
    }
    return new Transaction(
        puts,
        List.of(),
        List.of(Samples.entry("audit", Samples.ref("a-" + name), now.now(), count)),
        Map.of(
            Samples.ref("a-" + name),
            Optional.of(bytes(name)),
            Samples.ref("counter"),
            turn(count + 1)),
        Set.of(),
        Shelf.turn(count, name));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** The counter's sealed value: written by every other transaction, removed by those between. */
  private static Optional<byte[]> turn(long total) {
    return Optional.of(bytes("turn " + total)).filter(there -> total % 2 == 1);
  }

  /** After so many transactions. */
  static void checkSealed(Store store, long total, Set<String> acknowledged) {
    assertThat(store.sealed(Samples.ref("counter")).map(CrashingWriter::text))
        .as("the sealed value of the last of %s", total)
        .isEqualTo(turn(total).map(CrashingWriter::text));
    for (String name : acknowledged) {
      assertThat(store.sealed(Samples.ref("a-" + name)).map(CrashingWriter::text)).contains(name);
    }
  }

  private static String text(byte[] sealed) {
    return new String(sealed, StandardCharsets.UTF_8);
  }

  /** How many changes the transaction of a revision made. */
  static int changes(long revision) {
    return 3 + (revision % OFTEN == 0 ? WIDE : 0);
  }

  /** All of one transaction, the last of them that was committed. */
  static void checkWide(Snapshot now, long total) {
    List<Resource> wide = now.list(WIDE_KIND).toList();
    long last = total / OFTEN * OFTEN;
    assertThat(wide).hasSize(wide(total));
    assertThat(wide).allSatisfy(r -> assertThat(r.revision()).isEqualTo(last));
  }

  /** How many of them there are after so many transactions. */
  static int wide(long total) {
    return total < OFTEN ? 0 : WIDE;
  }
}
