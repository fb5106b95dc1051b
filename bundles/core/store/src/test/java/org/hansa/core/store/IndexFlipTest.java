package org.hansa.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.store.Catalogue;
import org.hansa.core.api.store.Entry;
import org.hansa.core.api.store.Filing;
import org.hansa.core.api.store.Inspector;
import org.hansa.core.api.store.Store;
import org.hansa.core.api.store.Transaction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;

/**
 * One bit turns in each index in turn, and in the tables that they lead to: every page that is read
 * has what it should have, or its read is refused, or an inspection says what is damaged. A tenth
 * as many in each as {@link BitFlipTest} has, by the same seed.
 */
class IndexFlipTest {

  private static final int FLIPS = BitFlipTest.FLIPS / 10;
  private static final long SEED = BitFlipTest.SEED;
  private static final int ENTRIES = 5000;
  private static final int BOOKS = 200;

  /** Entries of the stream that few are of lie so far apart. */
  private static final int SPARSE = 1700;

  /** All that something is found by. */
  private static final List<String> WHERE =
      List.of(
          "entry",
          "entry_by_stream",
          "entry_run",
          "entry_words",
          "catalogue",
          "sqlite_autoindex_catalogue_1",
          "catalogue_label",
          "catalogue_words_data",
          "catalogue_words_idx");

  @TempDir Path folder;
  private Path whole;
  private Map<String, String> written;
  private final Map<String, List<Long>> pages = new HashMap<>();

  @BeforeEach
  void write() throws Exception {
    whole = folder.resolve("whole");
    try (SqliteStore store = open(whole)) {
      for (int n = 0; n < ENTRIES; n += 100) {
        int from = n;
        store.transact(s -> entries(from));
      }
      for (int n = 0; n < BOOKS; n += 20) {
        int from = n;
        store.transact(s -> books(from, from + 20, 0));
      }
      store.transact(s -> removed(store, BOOKS / 2, BOOKS / 2 + 20));
      store.transact(s -> books(BOOKS / 2, BOOKS / 2 + 10, 1000));
      written = answers(store);
      assertThat(written.values()).noneMatch(IndexFlipTest::isRefusal);
      assertThat(store.inspections.inspect("test", () -> {}, line -> {}))
          .allMatch(found -> found.damage().isEmpty());
    }
    SQLiteDataSource source = new SQLiteDataSource();
    source.setUrl("jdbc:sqlite:" + whole.resolve("hansa.db"));
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery("SELECT name, pageno FROM dbstat")) {
      while (found.next()) {
        pages.computeIfAbsent(found.getString(1), n -> new ArrayList<>()).add(found.getLong(2));
      }
    }
    assertThat(pages).containsKeys(WHERE.toArray(new String[0]));
  }

  private static SqliteStore open(Path state) {
    return SqliteStore.open(state, InstantSource.system());
  }

  private static Transaction entries(int from) {
    List<Entry> said = new ArrayList<>();
    for (int n = from; n < from + 100; n++) {
      String stream = n % SPARSE == SPARSE - 1 ? Entry.EVENT : Entry.AUDIT;
      said.add(Samples.entry(stream, Samples.ref("n" + n % 97), Samples.NOON.plusSeconds(n), n));
    }
    return Samples.say(said.toArray(new Entry[0]));
  }

  private static Ref ref(int n) {
    return new Ref("Book", n % 2 == 0 ? "acme" : "zeta", "b%03d".formatted(n));
  }

  private static Transaction books(int from, int to, int more) {
    List<Filing> filings = new ArrayList<>();
    for (int n = from; n < to; n++) {
      Map<String, String> labels = Map.of("shelf", "s" + n % 7, "note", "größe " + n % 3);
      Resource book = Samples.resource(ref(n), n + more).withLabels(labels);
      filings.add(Filing.put(book, 0));
    }
    return new Transaction(List.of(), List.of(), List.of(), Map.of(), Set.of(), filings);
  }

  private static Transaction removed(Store store, int from, int to) {
    List<Filing> filings = new ArrayList<>();
    for (int n = from; n < to; n++) {
      filings.add(Filing.remove(ref(n), store.catalogue().get(ref(n)).orElseThrow().revision()));
    }
    return new Transaction(List.of(), List.of(), List.of(), Map.of(), Set.of(), filings);
  }

  @Test
  void nothingIsMissingUnsaid() throws Exception {
    Random random = new Random(SEED);
    Map<String, Integer> said = new TreeMap<>();
    for (String name : WHERE) {
      for (int i = 0; i < FLIPS; i++) {
        List<Long> some = pages.get(name);
        long page = some.get(random.nextInt(some.size()));
        long bit = (page - 1) * 8 * WalFile.PAGE + random.nextInt(8 * WalFile.PAGE);
        Path state = Flips.copy(whole, folder.resolve("flip"));
        Flips.turn(state, bit);
        String where = "seed %d: bit %d, of %s".formatted(SEED, bit, name);
        said.merge(name, isSaid(state, where) ? 1 : 0, Integer::sum);
      }
    }
    // Small ones are mostly free bytes.
    assertThat(said).containsKeys(WHERE.toArray(new String[0]));
    for (String name : List.of("entry", "entry_by_stream", "entry_words", "catalogue")) {
      assertThat(said.get(name)).as(said.toString()).isPositive();
    }
  }

  private boolean isSaid(Path state, String where) {
    try (SqliteStore store = open(state)) {
      Map<String, String> read = answers(store);
      boolean isRefused = read.values().stream().anyMatch(IndexFlipTest::isRefusal);
      boolean isOther =
          read.entrySet().stream()
              .anyMatch(
                  each ->
                      !isRefusal(each.getValue())
                          && !each.getValue().equals(written.get(each.getKey())));
      List<Inspector.Found> all = store.inspections.inspect("test", () -> {}, line -> {});
      boolean isFound = all.stream().anyMatch(found -> found.damage().isPresent());
      assertThat(isFound || !isOther).as(where + ": unsaid").isTrue();
      assertThat(store.trouble().isPresent()).as(where).isEqualTo(isRefused || isFound);
      return isRefused || isFound;
    } catch (Problem refused) {
      assertThat(refused.line()).as(where).contains(state.toString(), "Restore a backup");
      return true;
    }
  }

  private static boolean isRefusal(String answer) {
    return answer.startsWith("refused: ");
  }

  private static String answer(Supplier<String> question) {
    try {
      return question.get();
    } catch (Problem e) {
      assertThat(e.line()).contains("Restore a backup");
      return "refused: " + e.line();
    }
  }

  private static Map<String, String> answers(Store store) {
    Map<String, String> all = new TreeMap<>();
    for (String stream : List.of(Entry.AUDIT, Entry.EVENT)) {
      for (boolean newest : List.of(false, true)) {
        all.put(stream + newest, answer(() -> entries(store, query(stream, "", "", newest))));
      }
    }
    for (int n = 0; n < 97; n += 8) {
      String name = Samples.ref("n" + n).toString();
      all.put("of " + n, answer(() -> entries(store, query(Entry.AUDIT, name, "", false))));
      all.put("by uid " + n, answer(() -> entries(store, query(Entry.AUDIT, "", name, true))));
    }
    for (int n = 0; n < BOOKS; n++) {
      Ref ref = ref(n);
      all.put("book " + ref, answer(() -> store.catalogue().get(ref).map(b -> "" + b).orElse("")));
    }
    for (String tenant : List.of("", "acme")) {
      all.put("books" + tenant, answer(() -> books(store, tenant, Map.of(), "")));
      for (int n = 0; n < 7; n++) {
        Map<String, String> shelf = Map.of("shelf", "s" + n);
        all.put(tenant + shelf, answer(() -> books(store, tenant, shelf, "")));
      }
      for (String words : List.of("b1*", "s3", "große 2", "größe b042", "note s1 b00*")) {
        all.put(tenant + words, answer(() -> books(store, tenant, Map.of(), words)));
      }
    }
    return all;
  }

  private static Store.Query query(String stream, String subject, String uid, boolean newest) {
    return new Store.Query(
        stream,
        subject.isEmpty() ? Optional.empty() : Optional.of(Ref.parse(subject)),
        uid.isEmpty() ? Optional.empty() : Optional.of("uid-" + uid),
        Optional.empty(),
        Optional.empty(),
        0,
        newest,
        500);
  }

  /** All pages. */
  private static String entries(Store store, Store.Query query) {
    List<String> all = new ArrayList<>();
    Store.Query next = query;
    for (int page = 0; page < 2 * ENTRIES / 500; page++) {
      Store.Page found = store.entries(next);
      found.entries().forEach(each -> all.add(each.toString()));
      if (found.next().isEmpty()) {
        return String.join("\n", all);
      }
      next =
          new Store.Query(
              query.stream(),
              query.subject(),
              query.uid(),
              query.from(),
              query.until(),
              found.next().get(),
              query.newestFirst(),
              query.limit());
    }
    return "no end";
  }

  private static String books(
      Store store, String tenant, Map<String, String> labels, String words) {
    List<String> all = new ArrayList<>();
    Optional<String> of = tenant.isEmpty() ? Optional.empty() : Optional.of(tenant);
    String after = "";
    for (int page = 0; page < BOOKS; page++) {
      Catalogue.Page found =
          store.catalogue().list(new Catalogue.Query("Book", of, labels, words, after, 30));
      all.add(found.resources().stream().map(String::valueOf).collect(Collectors.joining("\n")));
      if (found.next().isEmpty()) {
        return String.join("\n", all);
      }
      after = found.next().get();
    }
    return "no end";
  }
}
