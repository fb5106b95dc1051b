package org.hansa.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.store.Transaction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is left when a store is closed and opened again, and who may read it. */
class DurabilityTest {

  @TempDir Path folder;

  private final AtomicReference<Instant> time = new AtomicReference<>(Samples.NOON);
  private SqliteStore store;

  @BeforeEach
  void open() {
    store = SqliteStore.open(folder.resolve("state"), time::get);
  }

  @AfterEach
  void close() {
    store.close();
  }

  private void reopen() {
    store.close();
    open();
  }

  @Test
  void whatWasWrittenIsThereAfterReopening() {
    String installation = store.installation();
    store.transact(s -> Samples.put("a", 1));
    Snapshot written = store.transact(s -> Samples.put("b", 2));
    store.transact(s -> Samples.remove("a"));

    reopen();

    assertThat(store.installation()).isEqualTo(installation).isNotBlank();
    assertThat(store.snapshot().revision()).isEqualTo(3);
    assertThat(store.snapshot().list("Site"))
        .containsExactlyElementsOf(written.get(Samples.ref("b")).stream().toList());
    assertThat(store.snapshot().get(Samples.ref("a"))).isEmpty();
  }

  @Test
  void aSnapshotIsReadAtTheTimeItWasTaken() {
    Snapshot before = store.snapshot();
    time.set(Samples.NOON.plusSeconds(60));
    AtomicReference<Instant> decided = new AtomicReference<>();
    store.transact(
        s -> {
          decided.set(s.now());
          return Transaction.NOTHING;
        });
    assertThat(before.now()).isEqualTo(Samples.NOON);
    assertThat(decided.get()).isEqualTo(Samples.NOON.plusSeconds(60));
    assertThat(store.snapshot().now()).isEqualTo(Samples.NOON.plusSeconds(60));
  }

  @Test
  void sealedValuesAreKeptForgottenAndGoWithTheirResource() {
    store.transact(s -> Samples.put("a", 1));
    seal("a", Optional.of(new byte[] {1, 2}));
    seal("b", Optional.of(new byte[] {3}));
    reopen();
    assertThat(store.sealed(Samples.ref("a"))).contains(new byte[] {1, 2});
    seal("b", Optional.empty());
    store.transact(s -> Samples.remove("a"));
    assertThat(store.sealed(Samples.ref("a"))).isEmpty();
    assertThat(store.sealed(Samples.ref("b"))).isEmpty();
  }

  private void seal(String name, Optional<byte[]> value) {
    store.transact(
        s -> new Transaction(List.of(), List.of(), List.of(), Map.of(Samples.ref(name), value)));
  }

  @Test
  void onlyTheOwnerMayReadTheFiles() throws Exception {
    store.transact(s -> Samples.put("a", 1));
    Path state = folder.resolve("state");
    assertThat(permissions(state)).isEqualTo("rwx------");
    try (Stream<Path> files = Files.walk(state)) {
      assertThat(files.filter(Files::isRegularFile))
          .isNotEmpty()
          .filteredOn(file -> !file.startsWith(state.resolve("native")))
          .allSatisfy(file -> assertThat(permissions(file)).isEqualTo("rw-------"));
    }
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  @Test
  void aClosedStoreRefusesAndWritesWhatWaited() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(16);
    List<Future<Snapshot>> all;
    try {
      all =
          IntStream.range(0, 16)
              .mapToObj(n -> pool.submit(() -> store.transact(s -> Samples.put("n" + n, n))))
              .toList();
      store.close();
    } finally {
      pool.shutdown();
    }
    long acknowledged = 0;
    for (Future<Snapshot> one : all) {
      acknowledged += acknowledged(one);
    }
    assertThatThrownBy(() -> store.transact(s -> Samples.put("late", 1)))
        .hasMessageContaining("shut down");
    open();
    assertThat(store.snapshot().list("Site")).hasSize((int) acknowledged);
  }

  private static long acknowledged(Future<Snapshot> one) throws InterruptedException {
    try {
      one.get();
      return 1;
    } catch (ExecutionException e) {
      assertThat(e).hasMessageContaining("shut down");
      return 0;
    }
  }

  @Test
  void theSystemClockIsTheUsualOne() {
    SqliteStore other = SqliteStore.open(folder.resolve("other"), InstantSource.system());
    try {
      assertThat(other.snapshot().now()).isAfter(Samples.NOON.minusSeconds(1));
    } finally {
      other.close();
    }
  }
}
