package org.hansa.core.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Draft;
import org.hansa.core.api.Installation;
import org.hansa.core.api.Json;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.store.Backups;
import org.hansa.core.api.store.Catalogue;
import org.hansa.core.api.store.Entry;
import org.hansa.core.api.store.Filing;
import org.hansa.core.api.store.Store;
import org.hansa.core.api.store.Transaction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a backup holds, what a restore brings back, and what it refuses. */
class BackupTest {

  private static final Ref SECRET = new Ref("Secret", "acme", "door");
  private static final byte[] SEALED = {1, 0, -1, 10, 13};

  @TempDir Path folder;
  private BackedUp here;
  private long free = Long.MAX_VALUE;

  @BeforeEach
  void open() throws Exception {
    here = new BackedUp(folder.resolve("state"), f -> free);
  }

  @AfterEach
  void close() {
    here.close();
  }

  private String fill() throws Exception {
    String digest = here.store.put(new ByteArrayInputStream("artefact".getBytes(UTF_8)));
    Doc names = Doc.parse("{\"artefact\":\"" + digest + "\",\"price\":1.10,\"text\":\"ä\\n\"}");
    Resource app =
        Resource.fresh(Draft.of(Samples.ref("app"), names), "u1", Samples.NOON, Optional.empty());
    here.store.transact(
        s ->
            new Transaction(
                List.of(app, Samples.resource(Samples.ref("b"), 7)),
                List.of(),
                List.of(
                    Samples.entry(Entry.LEDGER, Samples.ref("app"), Samples.NOON, 3),
                    new Entry(Entry.EVENT, Samples.NOON, Optional.empty(), "", "x", "", names)),
                Map.of(SECRET, Optional.of(SEALED)),
                Set.of(),
                List.of(Filing.put(book("b1", "sea"), 0), Filing.put(book("b2", "sky"), 0))));
    return digest;
  }

  private static List<Resource> all(Snapshot snapshot) {
    return snapshot.kinds().stream()
        .flatMap(snapshot::list)
        .filter(r -> !r.ref().equals(Installation.SELF))
        .toList();
  }

  private static Resource book(String name, String about) {
    Doc spec = Doc.parse("{\"about\":\"" + about + "\"}");
    Draft draft = Draft.of(new Ref("Book", "acme", name), spec);
    return Resource.fresh(draft, "u-" + name, Samples.NOON, Optional.empty());
  }

  private static Transaction filing(Filing... filings) {
    return new Transaction(List.of(), List.of(), List.of(), Map.of(), Set.of(), List.of(filings));
  }

  private List<Resource> books(String words) {
    Catalogue.Query query = new Catalogue.Query("Book", Optional.empty(), Map.of(), words, "", 100);
    return here.store.catalogue().list(query).resources();
  }

  private List<Store.Numbered> entries(String stream) {
    return here.store.entries(Store.Query.all(stream, 0, 1000)).entries();
  }

  @Test
  void whatWasThereComesBackAndWhatCameLaterIsGone() throws Exception {
    String digest = fill();
    String installation = here.store.installation();
    List<Resource> then = all(here.store.snapshot());
    List<Resource> books = books("");
    List<Store.Numbered> ledger = entries(Entry.LEDGER);
    List<Store.Numbered> events = entries(Entry.EVENT);
    here.make("first");

    here.store.transact(s -> Samples.put("later", 1));
    here.store.transact(s -> filing(Filing.put(book("b3", "sun"), 0)));
    here.store.transact(
        s ->
            new Transaction(
                List.of(),
                List.of(Samples.ref("app")),
                List.of(Samples.entry(Entry.EVENT, Samples.ref("app"), Samples.NOON, 9)),
                Map.of(SECRET, Optional.empty())));
    assertThat(entries(Entry.AUDIT))
        .singleElement()
        .satisfies(n -> assertThat(n.entry().actor()).isEqualTo("user:ada"))
        .satisfies(n -> assertThat(n.entry().body().toString()).contains("\"op\":\"backup\""));
    long after = here.store.snapshot().revision();
    long number = entries(Entry.EVENT).get(1).number();
    here.restore("first");

    assertThat(all(here.store.snapshot())).isEqualTo(then);
    assertThat(books).hasSize(2);
    assertThat(books("")).isEqualTo(books);
    assertThat(books("sky")).extracting(r -> r.ref().name()).containsExactly("b2");
    assertThat(entries(Entry.LEDGER)).isEqualTo(ledger);
    assertThat(entries(Entry.EVENT)).isEqualTo(events);
    assertThat(here.store.sealed(SECRET)).hasValue(SEALED);
    assertThat(here.store.open(digest).readAllBytes()).isEqualTo("artefact".getBytes(UTF_8));
    assertThat(here.store.installation()).isEqualTo(installation);
    assertThat(here.store.snapshot().revision()).isGreaterThan(after);
    // Nobody who has seen what is gone may take what comes now for it.
    here.store.transact(
        s -> Samples.say(Samples.entry(Entry.EVENT, Samples.ref("b"), Samples.NOON, 1)));
    assertThat(entries(Entry.EVENT).get(1).number()).isGreaterThan(number);
  }

  @Test
  void theInstallationIsHeldAndTheAuditSaysByWhom() throws Exception {
    fill();
    here.make("first");
    here.restore("first");

    Resource self = here.store.snapshot().get(Installation.SELF).orElseThrow();
    assertThat(self.holds()).containsExactly(Installation.RESTORED);
    Installation.Restored said =
        self.status().as(Installation.Status.class).restored().orElseThrow();
    assertThat(said.backup()).isEqualTo("first");
    assertThat(said.revision()).isEqualTo(1);
    assertThat(said.by()).isEqualTo("user:ada");
    Entry last = entries(Entry.AUDIT).get(1).entry();
    assertThat(last.actor()).isEqualTo("user:ada");
    assertThat(last.body().toString())
        .contains("\"op\":\"restore\"", "\"backup\":\"first\"", "\"sealed\":true", "\"kept\":1");

    here.make("second");
    here.restore("second");
    assertThat(here.store.snapshot().get(Installation.SELF).orElseThrow().uid())
        .isEqualTo(self.uid());
  }

  @Test
  void whoWatchedMustListAnew() throws Exception {
    fill();
    here.make("first");
    here.store.transact(s -> Samples.put("later", 1));
    long seen = here.store.snapshot().revision();
    here.restore("first");

    assertThatThrownBy(() -> here.store.watch(seen, changes -> {}))
        .isInstanceOfSatisfying(
            Problem.class, p -> assertThat(p.reason()).isEqualTo(Problem.Reason.EXHAUSTED));
    List<Long> told = new ArrayList<>();
    CountDownLatch some = new CountDownLatch(1);
    try (AutoCloseable watch =
        here.store.watch(
            here.store.snapshot().revision(),
            changes -> {
              told.add(changes.get(0).revision());
              some.countDown();
            })) {
      here.store.transact(s -> Samples.put("next", 1));
      assertThat(some.await(10, TimeUnit.SECONDS)).isTrue();
      assertThat(watch).isNotNull();
    }
    assertThat(told).containsExactly(here.store.snapshot().revision());
  }

  /** Each write is a pair and a counter: any other moment than that of a commit would show. */
  @Test
  void aBackupIsOfOneMomentWhileWritesGoOn() throws Exception {
    CountDownLatch begun = new CountDownLatch(50);
    Thread writer =
        new Thread(
            () -> {
              for (int n = 0; !Thread.currentThread().isInterrupted(); n++) {
                String name = "w" + n;
                here.store.transact(s -> CrashingWriter.pair(s, name));
                begun.countDown();
              }
            });
    writer.start();
    assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
    Backups.Backup made =
        here.backups.make(
            Optional.of(folder.resolve("apart").toString()), "user:ada", "test", line -> {});
    writer.interrupt();
    writer.join();
    long written = here.store.snapshot().revision();
    here.restore(made.folder());

    Snapshot now = here.store.snapshot();
    long total = Samples.value(now.get(Samples.ref("counter")).orElseThrow());
    assertThat(total).isEqualTo(made.revision()).isBetween(50L, written);
    assertThat(now.list("Site")).hasSize((int) (2 * total + 1));
    assertThat(made.counts())
        .containsEntry("resources", 2 * total + 1 + CrashingWriter.wide(total));
    assertThat(made.counts()).containsEntry("entries", total);
    Shelf.check(here.store.catalogue(), total, Map.of());
  }

  @Test
  void anotherMachineCanTakeItOver() throws Exception {
    String digest = fill();
    String installation = here.store.installation();
    here.make("first");
    Path copy = folder.resolve("state/backups/first");
    try (BackedUp there = new BackedUp(folder.resolve("there"))) {
      there.restore(copy.toString());

      assertThat(there.store.installation()).isEqualTo(installation);
      assertThat(all(there.store.snapshot())).isEqualTo(all(here.store.snapshot()));
      assertThat(there.store.open(digest).readAllBytes()).isEqualTo("artefact".getBytes(UTF_8));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "resources.ndjson",
        "catalogue.ndjson",
        "sealed.ndjson",
        "entries.ndjson",
        "blobs.ndjson",
        "blob"
      })
  void aDamagedPartIsFoundBeforeAnythingChanges(String part) throws Exception {
    String digest = fill();
    here.make("first");
    Path backup = folder.resolve("state/backups/first");
    Path file = backup.resolve(part.equals("blob") ? "blobs/" + digest.substring(7) : part);
    byte[] whole = Files.readAllBytes(file);
    byte[] flipped = whole.clone();
    flipped[whole.length / 2] ^= 1;
    long before = here.store.snapshot().revision();

    Files.write(file, flipped);
    refused("first", Problem.Reason.INVALID, "damaged");
    Files.write(file, Arrays.copyOf(whole, whole.length - 1));
    refused("first", Problem.Reason.INVALID, "damaged");
    Files.delete(file);
    refused("first", Problem.Reason.INVALID, "damaged");

    assertThat(here.store.snapshot().revision()).isEqualTo(before);
    Files.write(file, whole);
    here.restore("first");
    assertThat(here.store.snapshot().revision()).isGreaterThan(before);
  }

  @Test
  void aManifestThatSaysSomethingElseIsRefused() throws Exception {
    fill();
    here.make("first");
    Path file = folder.resolve("state/backups/first/manifest.json");
    String whole = Files.readString(file);

    Files.writeString(file, whole.replaceFirst("\"revision\" : 1", "\"revision\" : 2"));
    refused("first", Problem.Reason.INVALID, "not as it was written");
    Files.writeString(file, whole.substring(0, whole.length() / 2));
    refused("first", Problem.Reason.INVALID, "damaged");
    Files.writeString(file, whole.replaceFirst("\"format\" : 2", "\"format\" : 3"));
    refused("first", Problem.Reason.INVALID, "format");
    ObjectNode without = (ObjectNode) Json.read(whole);
    without.remove("sha256");
    Files.writeString(file, Json.text(without));
    refused("first", Problem.Reason.INVALID, "damaged");
    Files.delete(file);
    refused("first", Problem.Reason.NOT_FOUND, "no backup");
  }

  @Test
  void aBackupDoesNotGiveTheRootKeyAway() throws Exception {
    here.make("first");
    String said = Files.readString(folder.resolve("state/backups/first/manifest.json"));
    assertThat(said).doesNotContain(HexFormat.of().formatHex(new byte[32]));
  }

  @Test
  void withoutRoomNothingIsBegun() throws Exception {
    fill();
    here.make("first");
    free = 1 << 20;
    refused("first", Problem.Reason.EXHAUSTED, "are needed");
    assertThatThrownBy(() -> here.make("second"))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("are needed");
    assertThat(here.backups.list()).extracting(Backups.Backup::name).containsExactly("first");
  }

  @Test
  void roomIsAskedForBlobsToo() throws Exception {
    byte[] large = new byte[3 << 20];
    here.store.put(new ByteArrayInputStream(large));
    free = (64L << 20) + large.length;
    assertThatThrownBy(() -> here.make("first"))
        .isInstanceOfSatisfying(
            Problem.class, p -> assertThat(p.reason()).isEqualTo(Problem.Reason.EXHAUSTED));
    free += 2 << 20;
    here.make("first");
  }

  /** Once it is decided nobody can say what the next start finds. */
  @Test
  void whenTheLastStepFailsItIsNotSaidThatNothingHappened() throws Exception {
    fill();
    here.make("first");
    assertThatThrownBy(
            () ->
                here.backups.restore(
                    "first",
                    Backups.Trust.SEALED,
                    "user:ada",
                    "test",
                    line -> {
                      if (line.startsWith("blobs:")) {
                        block(here.state.resolve("restored/x"));
                      }
                    }))
        .isInstanceOfSatisfying(
            Problem.class,
            p ->
                assertThat(p.cure())
                    .contains("not known", "Installation/system/self")
                    .doesNotContain("stands"));
  }

  private static void block(Path path) {
    try {
      Files.createDirectories(path);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Big", ".hidden", "a b", "../up", "a/b", "a\nb"})
  void aNameIsAName(String name) {
    assertThatThrownBy(() -> here.make(name))
        .isInstanceOfSatisfying(
            Problem.class, p -> assertThat(p.reason()).isEqualTo(Problem.Reason.INVALID));
  }

  @Test
  void theyAreListedAndNoneIsWrittenOver() throws Exception {
    here.make("b");
    here.make("a");
    Backups.Backup third = here.backups.make(Optional.empty(), "user:ada", "test", line -> {});
    Files.createDirectory(folder.resolve("state/backups/no-backup"));

    assertThat(here.backups.list())
        .extracting(Backups.Backup::name)
        .containsExactlyInAnyOrder("a", "b", third.name());
    assertThatThrownBy(() -> here.make("b"))
        .isInstanceOfSatisfying(
            Problem.class, p -> assertThat(p.reason()).isEqualTo(Problem.Reason.CONFLICT));
    try (Stream<Path> left = Files.list(folder.resolve("state/backups"))) {
      assertThat(left).hasSize(4);
    }
  }

  /** A restore that was cut off at any of its steps is finished or undone when the store opens. */
  @Test
  void whereverARestoreIsCutOffTheStoreIsWhole() throws Exception {
    fill();
    here.make("first");
    here.restore("first");
    here.store.close();
    Path state = here.state;
    Path next = Files.createDirectory(folder.resolve("next"));
    Files.copy(state.resolve("hansa.db"), next.resolve("hansa.db"));
    here = new BackedUp(state);
    here.store.transact(s -> Samples.put("later", 1));
    long revision = here.store.snapshot().revision();

    // Half made: worth nothing.
    copy(next, state.resolve("restoring"));
    reopen();
    assertThat(here.store.snapshot().revision()).isEqualTo(revision);
    assertThat(state.resolve("restoring")).doesNotExist();

    // Decided, with the log of the former database beside it.
    here.store.transact(s -> Samples.put("later", 2));
    byte[] log = Files.readAllBytes(state.resolve("hansa.db-wal"));
    assertThat(log).isNotEmpty();
    here.store.close();
    Files.write(state.resolve("hansa.db-wal"), log);
    copy(next, state.resolve("restored"));
    here = new BackedUp(state);
    assertThat(here.store.snapshot().get(Samples.ref("later"))).isEmpty();
    assertThat(here.store.snapshot().get(Samples.ref("app"))).isPresent();
    assertThat(state.resolve("restored")).doesNotExist();

    // In its place, and only the empty folder is left: what is written now stays.
    here.store.transact(s -> Samples.put("later", 3));
    here.store.close();
    Files.createDirectory(state.resolve("restored"));
    here = new BackedUp(state);
    assertThat(here.store.snapshot().get(Samples.ref("later"))).isPresent();
  }

  private void reopen() throws Exception {
    here.close();
    here = new BackedUp(here.state);
  }

  private static void copy(Path from, Path to) throws Exception {
    Files.createDirectory(to);
    Files.copy(from.resolve("hansa.db"), to.resolve("hansa.db"));
  }

  private void refused(String name, Problem.Reason reason, String text) {
    assertThatThrownBy(() -> here.restore(name))
        .isInstanceOfSatisfying(
            Problem.class, p -> assertThat(p.reason()).as(p.line()).isEqualTo(reason))
        .hasMessageContaining(text);
  }
}
