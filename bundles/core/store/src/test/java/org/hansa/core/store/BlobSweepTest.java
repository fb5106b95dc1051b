package org.hansa.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.store.Filing;
import org.hansa.core.api.store.Transaction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BlobSweepTest {

  @TempDir Path folder;

  private Instant now = Samples.NOON;
  private Snapshot state = PersistentSnapshot.empty(Samples.NOON);
  private final List<String> filed = new ArrayList<>();
  private BlobFolder blobs;

  @BeforeEach
  void open() throws IOException {
    blobs = new BlobFolder(folder, 1000, 100, () -> now);
  }

  private String put(String text) throws IOException {
    return blobs.put(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  private int sweep(Duration later) throws IOException {
    now = now.plus(later);
    try (BlobSweep sweep =
        new BlobSweep(blobs, () -> state, sink -> filed.forEach(sink), () -> now, 3)) {
      return sweep.pass();
    }
  }

  private boolean isThere(String digest) throws IOException {
    try (var in = blobs.open(digest)) {
      return in.read() >= 0;
    } catch (org.hansa.core.api.Problem gone) {
      return false;
    }
  }

  private static Doc naming(String digest) {
    return Doc.of(
        JsonNodeFactory.instance
            .objectNode()
            .set("put", JsonNodeFactory.instance.arrayNode().add("blob " + digest + " here")));
  }

  @Test
  void whatTheCatalogueNamesStays() throws IOException {
    String wanted = put("wanted");
    String unused = put("unused");
    filed.add("{\"spec\":{\"content\":\"" + wanted + "\"}}");
    assertThat(sweep(BlobSweep.UPLOAD.plusSeconds(1))).isEqualTo(1);
    assertThat(List.of(isThere(wanted), isThere(unused))).containsExactly(true, false);
  }

  @Test
  void allOfTheCatalogueIsLookedThrough() {
    try (SqliteStore store = SqliteStore.open(folder.resolve("state"), InstantSource.system())) {
      for (int some = 0; some < 3; some++) {
        List<Filing> filings = new ArrayList<>();
        for (int i = 0; i < 90; i++) {
          Ref ref = new Ref("Book", "acme", "b" + some + "-" + i);
          filings.add(Filing.put(Samples.resource(ref, 1).withSpec(naming(ref.name())), 0));
        }
        store.transact(
            s -> new Transaction(List.of(), List.of(), List.of(), Map.of(), Set.of(), filings));
      }
      Set<String> texts = new HashSet<>();
      store.filed(texts::add);
      assertThat(texts).hasSize(270).anyMatch(text -> text.contains("blob b2-89 here"));
    }
  }

  @Test
  void whatNoSpecAndNoStatusNamesGoesAfterAnHour() throws IOException {
    String wanted = put("wanted");
    String noted = put("noted");
    String unused = put("unused");
    Resource a = Samples.resource(Samples.ref("a"), 1).withSpec(naming(wanted));
    Resource b = Samples.resource(Samples.ref("b"), 1).withStatus(naming(noted));
    state = state.with(List.of(a, b), List.of());
    assertThat(sweep(BlobSweep.UPLOAD)).isZero();
    assertThat(isThere(unused)).isTrue();
    assertThat(sweep(Duration.ofSeconds(1))).isEqualTo(1);
    assertThat(isThere(unused)).isFalse();
    assertThat(List.of(isThere(wanted), isThere(noted))).containsOnly(true);
    state = state.with(List.of(), List.of(a.ref()));
    assertThat(sweep(Duration.ZERO)).isEqualTo(1);
    assertThat(isThere(wanted)).isFalse();
    assertThat(isThere(noted)).isTrue();
  }

  @Test
  void whoPutsItAgainOrAsksForItHasAnotherHour() throws IOException {
    String again = put("again");
    String asked = put("asked");
    now = now.plus(Duration.ofDays(1));
    put("again");
    assertThat(blobs.has(asked)).isTrue();
    assertThat(sweep(Duration.ofMinutes(59))).isZero();
    assertThat(sweep(Duration.ofMinutes(2))).isEqualTo(2);
    assertThat(isThere(again) || isThere(asked)).isFalse();
  }

  @Test
  void whenThereAreMoreThanAreLookedUpAtOnceAllGoAndTheirRoomIsFree() throws IOException {
    List<String> all = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      all.add(put("number " + i + "!"));
    }
    Resource last = Samples.resource(Samples.ref("a"), 1).withSpec(naming(all.get(9)));
    state = state.with(List.of(last), List.of());
    assertThat(sweep(Duration.ofHours(2))).isEqualTo(9);
    assertThat(isThere(all.get(9))).isTrue();
    assertThat(isThere(put("x".repeat(90)))).isTrue();
  }

  @Test
  void aStoreSweepsWhenItStarts() throws Exception {
    String unused;
    try (SqliteStore store = SqliteStore.open(folder.resolve("s"), () -> now)) {
      unused = store.put(new ByteArrayInputStream(new byte[] {1}));
    }
    now = now.plus(Duration.ofHours(2));
    try (SqliteStore store = SqliteStore.open(folder.resolve("s"), () -> now)) {
      Path file =
          folder
              .resolve("s/blobs/sha256")
              .resolve(unused.substring(7, 9))
              .resolve(unused.substring(7));
      long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
      while (java.nio.file.Files.exists(file) && System.nanoTime() < end) {
        Thread.onSpinWait();
      }
      assertThat(file).doesNotExist();
      assertThat(store.trouble()).isEmpty();
    }
  }
}
