package org.hansa.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.hansa.core.api.Blobs;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Draft;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.store.Changed;
import org.hansa.core.api.store.Fence;
import org.hansa.core.api.store.Leases;
import org.hansa.core.api.store.Transaction;
import org.hansa.itests.real.Cable;
import org.hansa.itests.real.PostgresServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresTroubleTest {

  private static final int CUTS = 12;
  private static final int STARTS = 40;
  private static final Duration SOON = Duration.ofMinutes(3);
  private static final Duration LONG = Duration.ofMinutes(1);

  private static PostgresServer server;

  @TempDir Path one;
  @TempDir Path two;
  private String url;
  private PostgresStore store;
  private final Queue<String> refusals = new ConcurrentLinkedQueue<>();

  @BeforeAll
  static void start() throws Exception {
    server = new PostgresServer();
  }

  @AfterAll
  static void stop() throws Exception {
    server.stop();
  }

  @BeforeEach
  void open() throws Exception {
    url = server.database();
    store = open(one);
  }

  @AfterEach
  void close() {
    store.close();
  }

  private PostgresStore open(Path folder) {
    return PostgresStore.open(folder, url, "hansa", "", InstantSource.system());
  }

  private static Ref ref(String name) {
    return new Ref("Thing", "demo", name);
  }

  private static Transaction writes(String name) {
    Resource thing =
        Resource.fresh(
            Draft.of(ref(name), Doc.EMPTY), "uid-" + name, Instant.EPOCH, Optional.empty());
    return new Transaction(List.of(thing), List.of(), List.of(), Map.of());
  }

  /** What was answered is there; what was refused as unknown may be; nothing comes twice. */
  @Test
  void writesGoOnWhateverIsCutInTheMidstOfThem() throws Exception {
    Queue<String> answered = new ConcurrentLinkedQueue<>();
    Queue<String> unknown = new ConcurrentLinkedQueue<>();
    List<Changed> told = new ArrayList<>();
    AtomicBoolean done = new AtomicBoolean();
    ExecutorService pool = Executors.newFixedThreadPool(4);
    PostgresStore second = open(two);
    try (AutoCloseable watch = second.watch(0, told::addAll)) {
      for (int i = 0; i < 4; i++) {
        PostgresStore mine = i % 2 == 0 ? store : second;
        String prefix = "t" + i + ".";
        pool.execute(
            () -> {
              for (int n = 0; !done.get(); n++) {
                write(mine, prefix + n, answered, unknown);
              }
            });
      }
      for (int i = 0; i < CUTS; i++) {
        int enough = answered.size() + 20;
        await().atMost(SOON).until(() -> answered.size() > enough);
        server.cut(url);
      }
      done.set(true);
      pool.shutdown();
      assertThat(pool.awaitTermination(3, TimeUnit.MINUTES)).isTrue();
      await()
          .atMost(SOON)
          .ignoreExceptions()
          .until(() -> store.transact(s -> Transaction.NOTHING) != null);
      long last = store.transact(s -> Transaction.NOTHING).revision();
      await().atMost(SOON).until(() -> second.snapshot().revision() == last);
      await()
          .atMost(SOON)
          .until(() -> !told.isEmpty() && told.get(told.size() - 1).revision() == last);
      assertThat(watch).isNotNull();
    } finally {
      second.close();
    }
    // What others wanted to write is not told to whom the batch is refused.
    assertThat(refusals).noneMatch(line -> line.contains("INSERT") || line.contains("uid-"));
    assertThat(told).extracting(Changed::revision).doesNotHaveDuplicates().isSorted();
    List<String> there = told.stream().map(c -> c.resource().ref().name()).toList();
    assertThat(there).doesNotHaveDuplicates().containsAll(answered);
    there.forEach(name -> assertThat(answered.contains(name) || unknown.contains(name)).isTrue());
    store.close();
    store = open(one);
    assertThat(store.snapshot().list("Thing").map(r -> r.ref().name()))
        .containsExactlyInAnyOrderElementsOf(there);
  }

  private void write(
      PostgresStore into, String name, Queue<String> answered, Queue<String> unknown) {
    try {
      into.transact(s -> writes(name));
      answered.add(name);
    } catch (Problem e) {
      refusals.add(e.line());
      if (e.cure().startsWith("It may have been written")) {
        unknown.add(name);
      }
    }
  }

  @Test
  void withoutTheServerItIsReadAndSaysSoAndComesBackByItself() throws Exception {
    store.transact(s -> writes("a"));
    server.kill();

    assertThatThrownBy(() -> store.transact(s -> writes("b")))
        .isInstanceOfSatisfying(
            Problem.class, e -> assertThat(e.reason()).isEqualTo(Problem.Reason.UNAVAILABLE))
        .hasMessageContaining("cannot write");
    assertThat(store.trouble()).isPresent();
    assertThat(store.snapshot().get(ref("a"))).isPresent();
    assertThatThrownBy(() -> store.leases().renew("one", Duration.ofSeconds(1)))
        .isInstanceOf(Problem.class);

    server.start();
    await().atMost(SOON).until(() -> store.trouble().isEmpty());
    assertThat(store.transact(s -> writes("c")).get(ref("a"))).isPresent();
  }

  /** Else a process that stands still in a transaction would stop all nodes. */
  @Test
  void whoStandsStillInATransactionIsCutOff() throws Exception {
    PostgresDatabase database =
        new PostgresDatabase(new PostgresStore.Access(url, "hansa", ""), Duration.ofSeconds(10));
    try (Connection still = database.writer();
        Statement statement = still.createStatement()) {
      still.setAutoCommit(false);
      statement.execute("SELECT value FROM meta WHERE key = 'revision' FOR UPDATE");

      assertThat(store.transact(s -> writes("a")).get(ref("a"))).isPresent();

      assertThatThrownBy(still::commit).isInstanceOf(SQLException.class);
    }
  }

  /** Amid a renewal, so that the server has its row locked. Others take nothing meanwhile. */
  @Test
  void oneConnectionThatSwallowsAllIsReplacedBeforeItsLeasesRunOut() throws Exception {
    Duration ttl = Duration.ofSeconds(6);
    Cable cable = new Cable("127.0.0.1", server.port());
    ExecutorService thread = Executors.newSingleThreadExecutor();
    String there = url.replace(":" + server.port() + "/", ":" + cable.port() + "/");
    try (PostgresStore silent =
        PostgresStore.open(two, there, "hansa", "", InstantSource.system())) {
      Map<Integer, Long> all = silent.leases().renew("silent", ttl).epochs();
      store.leases().renew("one", ttl);
      Map<Integer, Long> rest = silent.leases().renew("silent", ttl).epochs();
      Map<Integer, Long> others = store.leases().renew("one", ttl).epochs();
      assertThat(rest).isNotEmpty();
      assertThat(all).containsAllEntriesOf(rest);

      cable.cutWhoSays("DELETE FROM member");
      Future<Leases.Held> renewed = thread.submit(() -> silent.leases().renew("silent", ttl));
      await().atMost(SOON).until(cable::hasCutWhoSaid);
      while (!renewed.isDone()) {
        assertThat(store.leases().renew("one", ttl).epochs()).isEqualTo(others);
      }
      assertThat(renewed.get().epochs()).isEqualTo(rest);
    } finally {
      cable.close();
      thread.shutdownNow();
    }
  }

  /**
   * What it says is decided under its lease and not all there, so that the server waits for the
   * rest: the lease goes to another all the same, and then the rest comes too late.
   */
  @Test
  void whoStandsStillAmidAStatementIsCutOff() throws Exception {
    Cable cable = new Cable("127.0.0.1", server.port());
    ExecutorService thread = Executors.newSingleThreadExecutor();
    String there = url.replace(":" + server.port() + "/", ":" + cable.port() + "/");
    try (PostgresStore still =
        PostgresStore.open(two, there, "hansa", "", InstantSource.system())) {
      long epoch = still.leases().renew("still", Duration.ofSeconds(1)).epochs().get(7);
      Transaction many = manyEndingWith("the last of many", new Fence(7, epoch));
      cable.holdFrom("the last of many");
      Future<?> said = thread.submit(() -> still.transact(s -> many));
      await().atMost(SOON).until(cable::holdsEverything);

      await()
          .atMost(Duration.ofSeconds(10))
          .until(() -> store.leases().renew("one", LONG).epochs().getOrDefault(7, epoch) > epoch);
      assertThat(store.transact(s -> writes("a")).get(ref("a"))).isPresent();

      cable.release();
      assertThatThrownBy(said::get).hasRootCauseInstanceOf(SQLException.class);
      assertThat(store.transact(s -> Transaction.NOTHING).list("Thing").map(Resource::ref))
          .containsExactly(ref("a"));
    } finally {
      cable.close();
      thread.shutdownNow();
    }
  }

  private static Transaction manyEndingWith(String text, Fence under) {
    List<Resource> all = new ArrayList<>();
    for (int n = 0; n < 40; n++) {
      Doc doc = Doc.parse("{\"text\":\"" + (n < 39 ? "x".repeat(5_000) : text) + "\"}");
      Draft draft = Draft.of(ref("m" + n), doc);
      all.add(Resource.fresh(draft, "uid-m" + n, Instant.EPOCH, Optional.empty()));
    }
    return new Transaction(all, List.of(), List.of(), Map.of(), Set.of(under));
  }

  @Test
  void whoWasAwayTooLongMustReadAllAgain() throws Exception {
    for (int i = 0; i < 5; i++) {
      int n = i;
      store.transact(s -> writes("a" + n));
    }
    execute("DELETE FROM log WHERE id < " + LogKey.first(4));
    execute("UPDATE meta SET value = '3', again = '3' WHERE key = 'compacted'");
    PostgresDatabase database =
        new PostgresDatabase(new PostgresStore.Access(url, "hansa", ""), Duration.ofSeconds(1));
    try (Tables tables = database.tables()) {
      List<Tables.News> news = new ArrayList<>();
      tables.begin(3, false, news::add);
      assertThat(news).extracting(Tables.News::revision).containsExactly(5L);
      tables.abandon();
      assertThatThrownBy(() -> tables.begin(2, false, news::add)).isInstanceOf(Outrun.class);
      assertThat(news).hasSize(1);
    }
  }

  /** What is read at a start is of one revision, and that is what it says. */
  @Test
  void whoOpensWhileOthersWriteSeesOneMoment() throws Exception {
    PostgresDatabase database =
        new PostgresDatabase(new PostgresStore.Access(url, "hansa", ""), Duration.ofSeconds(5));
    AtomicBoolean done = new AtomicBoolean();
    ExecutorService thread = Executors.newSingleThreadExecutor();
    Future<?> writer =
        thread.submit(
            () -> {
              for (int n = 0; !done.get(); n++) {
                String name = "n" + n;
                store.transact(s -> writes(name));
              }
            });
    try {
      for (int opened = 0; opened < STARTS; opened++) {
        long before = store.snapshot().revision();
        await().atMost(SOON).until(() -> store.snapshot().revision() > before);
        PersistentSnapshot seen = database.start(Instant.EPOCH).snapshot();
        assertThat(seen.list("Thing").count()).isEqualTo(seen.revision());
      }
    } finally {
      done.set(true);
      writer.get(1, TimeUnit.MINUTES);
      thread.shutdownNow();
    }
  }

  @Test
  void aNewerSchemaIsRefused() throws Exception {
    execute("UPDATE meta SET value = '99', again = '99' WHERE key = 'schema'");
    assertThatThrownBy(() -> open(two))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("schema 99");
  }

  @Test
  void aPasswordIsNeitherTakenInTheUrlNorShown() {
    assertThatThrownBy(
            () ->
                PostgresStore.open(
                    two, url + "?user=x&password=hush", "", "", InstantSource.system()))
        .isInstanceOfSatisfying(
            Problem.class, e -> assertThat(e.line()).doesNotContain("hush").contains("password"));
    assertThat(new PostgresStore.Access(url, "hansa", "hush").toString()).doesNotContain("hush");
  }

  private void execute(String sql) throws SQLException {
    PostgresDatabase database =
        new PostgresDatabase(new PostgresStore.Access(url, "hansa", ""), Duration.ofSeconds(1));
    try (Connection connection = database.writer();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /**
   * A node that is far behind, as one that stood still: it catches up in pieces, and others commit
   * meanwhile.
   */
  @Test
  void whoIsFarBehindCatchesUpInPieces() throws Exception {
    commits(5000);
    PostgresDatabase database =
        new PostgresDatabase(new PostgresStore.Access(url, "hansa", ""), Duration.ofSeconds(5));
    List<Integer> pieces = new ArrayList<>();
    AtomicBoolean written = new AtomicBoolean();
    try (Tables tables = database.tables()) {
      tables.begin(
          0,
          true,
          news -> {
            pieces.add(news.commits().size());
            if (!written.getAndSet(true)) {
              assertThat(store.transact(s -> writes("meanwhile")).revision()).isEqualTo(5001);
            }
          });
      tables.abandon();
    }
    assertThat(pieces).hasSizeGreaterThan(5).allMatch(n -> n <= 1000);
    assertThat(pieces.stream().mapToInt(n -> n).sum()).isEqualTo(5001);
  }

  private void commits(int count) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(32);
    for (int n = 0; n < count; n++) {
      String name = "c" + n;
      pool.execute(() -> store.transact(s -> writes(name)));
    }
    pool.shutdown();
    assertThat(pool.awaitTermination(3, TimeUnit.MINUTES)).isTrue();
    assertThat(store.snapshot().revision()).isEqualTo(count);
  }

  /** Rather all is read again than that a watch waits for what is gone, or misses it unsaid. */
  @Test
  void aWatchWhoseChangesAnotherNodeDroppedIsNotLeftWaiting() throws Exception {
    Limits few = new Limits(300, 4096, Duration.ofSeconds(5), Blobs.MAX_BYTES, 1L << 30);
    PostgresStore.Access access = new PostgresStore.Access(url, "hansa", "");
    CountDownLatch outrun = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    List<Changed> told = new ArrayList<>();
    store.close();
    store = PostgresStore.open(one, access, InstantSource.system(), few, () -> {});
    try (PostgresStore second =
            PostgresStore.open(two, access, InstantSource.system(), few, outrun::countDown);
        AutoCloseable watch =
            second.watch(
                0,
                changes -> {
                  told.addAll(changes);
                  Uninterrupted.run(go::await);
                })) {
      store.transact(s -> writes("first"));
      await().atMost(SOON).until(() -> !told.isEmpty());
      // More than a node keeps in memory for its watches.
      Doc large = Doc.parse("{\"text\":\"" + "x".repeat(900_000) + "\"}");
      for (int n = 0; n < 40; n++) {
        Resource thing =
            Resource.fresh(Draft.of(ref("l" + n), large), "u" + n, Instant.EPOCH, Optional.empty());
        store.transact(s -> new Transaction(List.of(thing), List.of(), List.of(), Map.of()));
      }
      for (int n = 0; n < 900; n++) {
        String name = "m" + n;
        store.transact(s -> writes(name));
        if (n % 100 == 0) {
          // The node keeps up, for it is its watch that is to be left behind.
          long newest = store.snapshot().revision();
          await().atMost(SOON).until(() -> second.snapshot().revision() == newest);
        }
      }
      go.countDown();

      assertThat(outrun.await(1, TimeUnit.MINUTES)).isTrue();
      assertThat(second.trouble().orElseThrow()).contains("all is read again");
      assertThat(told).extracting(Changed::revision).isSorted().doesNotHaveDuplicates();
      assertThat(watch).isNotNull();
    }
  }
}
