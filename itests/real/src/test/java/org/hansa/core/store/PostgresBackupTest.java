package org.hansa.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Draft;
import org.hansa.core.api.Installation;
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
import org.hansa.itests.real.PostgresServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Backups of a PostgreSQL database, and of one kind of database restored into the other. */
class PostgresBackupTest {

  private static final Ref SECRET = new Ref("Secret", "demo", "door");
  private static final Ref COUNTER = new Ref("Thing", "demo", "counter");
  private static final byte[] SEALED = {1, 0, -1, 10};
  private static final int THINGS = 1500;

  private static PostgresServer server;

  @TempDir Path folder;

  @BeforeAll
  static void start() throws Exception {
    server = new PostgresServer();
  }

  @AfterAll
  static void stop() throws Exception {
    server.stop();
  }

  /** A store with its backups, on either kind of database. */
  private static final class Node implements DefaultBackups.Host, AutoCloseable {

    private final Path state;
    private final Optional<PostgresStore.Access> access;
    private final DefaultBackups backups;
    private DatabaseStore store;

    Node(Path state, Optional<String> url) throws Exception {
      this.state = Files.createDirectories(state);
      access = url.map(u -> new PostgresStore.Access(u, "hansa", ""));
      Files.write(state.resolve(RootKey.FILE), new byte[32]);
      store = open();
      backups = new DefaultBackups(state, this, InstantSource.system(), DefaultBackups.DISK);
    }

    private DatabaseStore open() {
      InstantSource clock = InstantSource.system();
      return access.isPresent()
          ? PostgresStore.open(state, access.get(), clock, Limits.DEFAULT, () -> {})
          : SqliteStore.open(state, clock);
    }

    @Override
    public Optional<DatabaseStore> store() {
      return Optional.of(store);
    }

    @Override
    public void restore(SavedState saved, Restored restored, Consumer<String> progress) {
      store.close();
      InstantSource clock = InstantSource.system();
      try {
        if (access.isPresent()) {
          PostgresRestore.run(
              state, access.get(), Limits.DEFAULT, clock, saved, restored, progress);
        } else {
          SqliteRestore.run(state, Limits.DEFAULT, clock, saved, restored, progress);
        }
      } finally {
        store = open();
      }
    }

    String make(String name) {
      return backups.make(Optional.of(name), "user:ada", "test", line -> {}).folder();
    }

    void restore(String target) {
      backups.restore(target, Backups.Trust.SEALED, "user:ada", "test", line -> {});
    }

    @Override
    public void close() {
      store.close();
    }
  }

  private static Ref ref(String name) {
    return new Ref("Thing", "demo", name);
  }

  private static Resource thing(String name, Doc spec) {
    return Resource.fresh(
        Draft.of(ref(name), spec), "uid-" + name, Instant.EPOCH, Optional.empty());
  }

  private static Entry entry(int n) {
    Doc body = Doc.parse("{\"n\":" + n + ",\"price\":0.10}");
    return new Entry(
        Entry.LEDGER, Instant.EPOCH.plusNanos(n), Optional.of(ref("a")), "u", "x", "c", body);
  }

  private static String fill(DatabaseStore store) throws Exception {
    byte[] content = "artefact".repeat(300_000).getBytes(StandardCharsets.UTF_8);
    String digest = store.put(new ByteArrayInputStream(content));
    Doc names = Doc.parse("{\"artefact\":\"" + digest + "\"}");
    store.transact(
        s ->
            new Transaction(
                IntStream.range(0, THINGS).mapToObj(n -> thing("t" + n, Doc.EMPTY)).toList(),
                List.of(),
                IntStream.range(0, THINGS).mapToObj(PostgresBackupTest::entry).toList(),
                Map.of(SECRET, Optional.of(SEALED))));
    store.transact(
        s ->
            new Transaction(
                List.of(thing("a", names)),
                List.of(),
                List.of(),
                Map.of(),
                Set.of(),
                List.of(Filing.put(thing("filed", Doc.parse("{\"about\":\"sky\"}")), 0))));
    return digest;
  }

  private static List<Resource> all(DatabaseStore store) {
    return store.snapshot().list("Thing").toList();
  }

  private static List<Store.Numbered> ledger(DatabaseStore store) {
    return store.entries(Store.Query.all(Entry.LEDGER, 0, 1000)).entries();
  }

  private static void assertSame(Node node, List<Resource> things, List<Store.Numbered> ledger)
      throws Exception {
    assertThat(all(node.store)).isEqualTo(things);
    assertThat(ledger(node.store)).isEqualTo(ledger);
    assertThat(node.store.sealed(SECRET)).hasValue(SEALED);
    Catalogue.Query sky = new Catalogue.Query("Thing", Optional.empty(), Map.of(), "sky", "", 10);
    assertThat(node.store.catalogue().list(sky).resources())
        .extracting(r -> r.ref().name())
        .containsExactly("filed");
    assertThat(node.store.snapshot().get(Installation.SELF).orElseThrow().holds())
        .containsExactly(Installation.RESTORED);
    Store.Page audit = node.store.entries(Store.Query.all(Entry.AUDIT, 0, 10));
    assertThat(audit.entries())
        .anyMatch(n -> n.entry().body().toString().contains("\"op\":\"restore\""));
    // The database gives numbers and revisions again, above all that was.
    long revision = node.store.snapshot().revision();
    node.store.transact(s -> new Transaction(List.of(), List.of(), List.of(entry(1)), Map.of()));
    assertThat(node.store.snapshot().revision()).isEqualTo(revision + 1);
  }

  @Test
  void fromOneKindToTheOtherAndBack() throws Exception {
    try (Node lone = new Node(folder.resolve("lone"), Optional.empty());
        Node shared = new Node(folder.resolve("shared"), Optional.of(server.database()))) {
      String digest = fill(lone.store);
      List<Resource> things = all(lone.store);
      List<Store.Numbered> ledger = ledger(lone.store);
      String installation = lone.store.installation();
      shared.store.transact(
          s -> new Transaction(List.of(thing("own", Doc.EMPTY)), List.of(), List.of(), Map.of()));

      shared.restore(lone.make("first"));
      assertSame(shared, things, ledger);
      assertThat(shared.store.installation()).isEqualTo(installation);
      assertThat(shared.store.open(digest).readAllBytes()).hasSize(2_400_000);

      lone.store.transact(s -> new Transaction(List.of(), List.of(ref("a")), List.of(), Map.of()));
      lone.restore(shared.make("second"));
      assertSame(lone, things, ledger);
    }
  }

  /** More than a page of it, on both kinds of database, and from one to the other. */
  @Test
  void theAuditOfWhatIsReplacedStays() throws Exception {
    try (Node lone = new Node(folder.resolve("lone"), Optional.empty());
        Node shared = new Node(folder.resolve("shared"), Optional.of(server.database()))) {
      said(shared, "before", 1);
      String first = shared.make("first");
      said(shared, "after", 2500);
      List<Store.Numbered> all = audit(shared);
      shared.restore(first);
      List<Store.Numbered> now = audit(shared);
      assertThat(now).hasSize(all.size() + 1).startsWith(all.toArray(new Store.Numbered[0]));
      assertThat(now.get(all.size()).entry().body().toString())
          .contains("\"op\":\"restore\"", "\"kept\":2501", "\"sealed\":true");

      said(lone, "apart", 3);
      String apart = lone.make("apart");
      shared.restore(apart);
      assertThat(audit(shared).stream().map(n -> n.entry().actor()).distinct())
          .containsExactlyInAnyOrder("before", "after", "apart", "user:ada");
      assertThat(audit(shared)).hasSize(now.size() + 3 + 1);
      assertThat(audit(shared))
          .extracting(Store.Numbered::number)
          .isSorted()
          .doesNotHaveDuplicates();
      said(shared, "next", 1);
    }
  }

  private static void said(Node node, String who, int times) {
    List<Entry> some =
        IntStream.range(0, times)
            .mapToObj(
                n ->
                    new Entry(
                        Entry.AUDIT,
                        Instant.EPOCH.plusSeconds(n),
                        Optional.empty(),
                        "",
                        who,
                        "c",
                        Doc.EMPTY))
            .toList();
    node.store.transact(s -> new Transaction(List.of(), List.of(), some, Map.of()));
  }

  private static List<Store.Numbered> audit(Node node) {
    List<Store.Numbered> all = new ArrayList<>();
    Optional<Long> next = Optional.of(0L);
    while (next.isPresent()) {
      Store.Page page = node.store.entries(Store.Query.all(Entry.AUDIT, next.get(), 1000));
      all.addAll(page.entries());
      next = page.next();
    }
    return all;
  }

  @Test
  void roomIsAskedForWhatTheDatabaseHolds() throws Exception {
    try (Node shared = new Node(folder.resolve("shared"), Optional.of(server.database()))) {
      fill(shared.store);
      assertThat(shared.store.size()).isGreaterThan(2_400_000L + 100_000L);
    }
  }

  /** Of all that a backup holds: what a transaction writes is there of each, or of none. */
  private static Transaction everything(Snapshot now) {
    int n = count(now);
    Doc next = Doc.parse("{\"count\":" + (n + 1) + "}");
    return new Transaction(
        List.of(thing("one" + n, Doc.EMPTY), thing("two" + n, Doc.EMPTY), thing("counter", next)),
        List.of(),
        List.of(entry(n)),
        Map.of(ref("sealed" + n), Optional.of(SEALED)),
        Set.of(),
        List.of(Filing.put(thing("filed" + n, Doc.EMPTY), 0)));
  }

  private static int count(Snapshot now) {
    return now.get(COUNTER).map(r -> r.spec().at("/count").orElseThrow().asInt()).orElse(0);
  }

  /** Between any two parts of it, both nodes have written. */
  @Test
  void aBackupIsOfOneMomentWhileNodesWrite() throws Exception {
    String url = server.database();
    AtomicBoolean done = new AtomicBoolean();
    ExecutorService pool = Executors.newFixedThreadPool(2);
    try (Node one = new Node(folder.resolve("one"), Optional.of(url));
        Node two = new Node(folder.resolve("two"), Optional.of(url));
        Node there = new Node(folder.resolve("there"), Optional.of(server.database()))) {
      List<AtomicInteger> written = List.of(new AtomicInteger(), new AtomicInteger());
      List<Future<?>> writers = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        DatabaseStore mine = i == 0 ? one.store : two.store;
        AtomicInteger mineWritten = written.get(i);
        writers.add(
            pool.submit(
                () -> {
                  while (!done.get()) {
                    mine.transact(PostgresBackupTest::everything);
                    mineWritten.incrementAndGet();
                  }
                }));
      }
      awaitMore(written);
      List<String> parts = new ArrayList<>();
      Backups.Backup made =
          one.backups.make(
              Optional.of("online"),
              "user:ada",
              "test",
              line -> {
                parts.add(line);
                awaitMore(written);
              });
      done.set(true);
      for (Future<?> writer : writers) {
        writer.get(1, TimeUnit.MINUTES);
      }

      assertThat(parts).hasSizeGreaterThanOrEqualTo(5);
      int n = (int) made.revision();
      assertThat(n).isBetween(2, count(one.store.snapshot()) - 2 * parts.size());
      assertThat(made.counts())
          .containsEntry("resources", 2L * n + 1)
          .containsEntry("catalogue", (long) n)
          .containsEntry("sealed", (long) n)
          .containsEntry("entries", (long) n);
      there.restore(made.folder());
      assertThat(count(there.store.snapshot())).isEqualTo(n);
      assertThat(all(there.store)).hasSize(2 * n + 1);
      assertThat(there.store.sealed(ref("sealed" + (n - 1)))).hasValue(SEALED);
      assertThat(there.store.sealed(ref("sealed" + n))).isEmpty();
      assertThat(there.store.catalogue().get(ref("filed" + (n - 1)))).isPresent();
      assertThat(there.store.catalogue().get(ref("filed" + n))).isEmpty();
    } finally {
      done.set(true);
      pool.shutdownNow();
    }
  }

  /** Two of each: the first may have been decided before. */
  private static void awaitMore(List<AtomicInteger> written) {
    List<Integer> enough = written.stream().map(w -> w.get() + 2).toList();
    await()
        .atMost(Duration.ofMinutes(1))
        .pollInterval(Duration.ofMillis(5))
        .until(
            () ->
                IntStream.range(0, enough.size())
                    .allMatch(i -> written.get(i).get() >= enough.get(i)));
  }

  @Test
  void whileAnotherNodeIsAliveNothingIsReplaced() throws Exception {
    String url = server.database();
    try (Node one = new Node(folder.resolve("one"), Optional.of(url));
        Node two = new Node(folder.resolve("two"), Optional.of(url))) {
      fill(one.store);
      one.store.leases().renew("one", Duration.ofMinutes(1));
      two.store.leases().renew("two", Duration.ofMinutes(1));
      one.make("first");
      long revision = one.store.snapshot().revision();

      assertThatThrownBy(() -> one.restore("first"))
          .isInstanceOfSatisfying(
              Problem.class, p -> assertThat(p.reason()).isEqualTo(Problem.Reason.CONFLICT))
          .hasMessageContaining("two");
      assertThat(one.store.snapshot().revision()).isEqualTo(revision);

      two.store.leases().leave("two");
      one.store.leases().leave("one");
      List<Resource> things = all(one.store);
      List<Store.Numbered> ledger = ledger(one.store);
      one.restore("first");
      assertSame(one, things, ledger);
      // One that slept through it cannot take up where it was.
      assertThatThrownBy(() -> two.store.changes(revision, 10)).isInstanceOf(Problem.class);
    }
  }
}
