package org.hansa.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.store.Entry;
import org.hansa.core.api.store.Filing;
import org.hansa.core.api.store.Store;
import org.hansa.core.api.store.Transaction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real disk gets full, fails, or cannot be written from the start. */
class DiskTest {

  private static final int ENOUGH = 20_000;

  @TempDir Path folder;
  private Disk disk;
  private Path state;
  private final List<String> acknowledged = new ArrayList<>();

  @BeforeEach
  void make() throws Exception {
    disk = Disk.make(folder);
    state = disk.root().resolve("state");
  }

  @AfterEach
  void unmount() throws Exception {
    disk.close();
  }

  private SqliteStore open() {
    return SqliteStore.open(state, InstantSource.system());
  }

  /** A resource, its sealed value, an entry about it, and a thing of the catalogue. */
  private static Transaction all(String name) {
    Ref ref = Samples.ref(name);
    return new Transaction(
        List.of(Samples.resource(ref, 1)),
        List.of(),
        List.of(Samples.entry(Entry.AUDIT, ref, Samples.NOON, 1)),
        Map.of(ref, Optional.of(name.getBytes(StandardCharsets.UTF_8))),
        Set.of(),
        List.of(Filing.put(Samples.resource(book(name), 1), 0)));
  }

  private static Ref book(String name) {
    return new Ref("Book", "acme", name);
  }

  /** Until the store refuses; with that refusal. */
  private Problem write(SqliteStore store) {
    for (int n = 0; n < ENOUGH; n++) {
      String name = "n" + acknowledged.size();
      Problem refusal = catchThrowableOfType(Problem.class, () -> store.transact(s -> all(name)));
      if (refusal != null) {
        return refusal;
      }
      acknowledged.add(name);
    }
    throw new AssertionError("nothing was refused");
  }

  private void assertReads(Store store) {
    assertThat(acknowledged).isNotEmpty();
    assertThat(store.snapshot().list("Site").map(r -> r.ref().name()))
        .containsExactlyInAnyOrderElementsOf(acknowledged);
    Store.Page page =
        store.entries(
            new Store.Query(
                Entry.AUDIT,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                0,
                true,
                10));
    String last = acknowledged.get(acknowledged.size() - 1);
    assertThat(page.entries().get(0).entry().subject()).contains(Samples.ref(last));
    for (String name : List.of(acknowledged.get(0), last)) {
      long revision = store.snapshot().get(Samples.ref(name)).orElseThrow().revision();
      assertThat(store.changes(revision - 1, 1))
          .extracting(c -> c.resource().ref())
          .containsExactly(Samples.ref(name));
      assertThat(store.snapshotAt(revision).list("Site").count()).isEqualTo(revision);
      assertThat(store.sealed(Samples.ref(name)).map(b -> new String(b, StandardCharsets.UTF_8)))
          .contains(name);
      assertThat(store.catalogue().get(book(name)).map(Resource::revision)).contains(revision);
    }
  }

  @Test
  void aFullDiskIsReadSaysWhatHelpsAndIsWrittenAgainWhenThereIsRoom() throws Exception {
    try (SqliteStore store = open()) {
      store.transact(s -> all("n0"));
      acknowledged.add("n0");
      Path filler = disk.fill();

      Problem refusal = write(store);
      assertThat(refusal.reason()).isEqualTo(Problem.Reason.UNAVAILABLE);
      assertThat(refusal.line())
          .contains("cannot write to " + state, "Nothing was written", "Make room on the disk");
      assertThat(store.trouble().orElseThrow()).contains("full", "Make room on the disk", "0 MiB");
      assertReads(store);
      assertThatThrownBy(() -> store.put(new ByteArrayInputStream(new byte[1 << 20])))
          .isInstanceOfSatisfying(
              Problem.class,
              p -> assertThat(p.line()).contains("No space left", "Check the disk", "0 MiB left"));
      assertThat(write(store).line()).contains("Make room on the disk");

      Files.delete(filler);
      await()
          .atMost(Duration.ofMinutes(1))
          .untilAsserted(() -> assertThat(store.trouble()).isEmpty());
      store.transact(s -> Samples.put("last", 1));
      acknowledged.add("last");
      assertThat(store.put(new ByteArrayInputStream(new byte[1 << 20]))).startsWith("sha256:");
    }
    try (SqliteStore store = open()) {
      assertThat(store.snapshot().list("Site").map(r -> r.ref().name()))
          .containsExactlyInAnyOrderElementsOf(acknowledged);
    }
  }

  @Test
  void aDiskThatFailsIsReadAndLosesNothing() throws Exception {
    try (SqliteStore store = open()) {
      store.transact(s -> all("n0"));
      acknowledged.add("n0");
      disk.fail();

      Problem refusal = write(store);
      assertThat(refusal.reason()).isEqualTo(Problem.Reason.UNAVAILABLE);
      assertThat(refusal.line()).contains("cannot write to " + state, "It may have been written");
      assertThat(store.trouble().orElseThrow()).contains("writable");
      assertReads(store);
    }
    disk.unmount();
    disk.repair();
    disk.mount();
    try (SqliteStore store = open()) {
      assertThat(store.snapshot().list("Site").map(r -> r.ref().name()))
          .containsExactlyInAnyOrderElementsOf(acknowledged);
      assertThat(store.transact(s -> Samples.put("next", 1)).get(Samples.ref("next"))).isPresent();
    }
  }

  @Test
  void aDiskThatCannotBeWrittenIsSaidAtTheStart() throws Exception {
    open().close();
    disk.fail();
    assertThatThrownBy(this::open)
        .isInstanceOfSatisfying(
            Problem.class,
            p -> assertThat(p.line()).contains(state.toString(), "Read-only file system", "Check"));
  }
}
