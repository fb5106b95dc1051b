package org.hansa.itests.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.ToIntFunction;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Draft;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.store.Catalogue;
import org.hansa.core.api.store.Entry;
import org.hansa.core.api.store.Filing;
import org.hansa.core.api.store.Store;
import org.hansa.core.api.store.Transaction;
import org.hansa.core.store.DatabaseStore;
import org.hansa.core.store.PostgresStore;
import org.hansa.core.store.SqliteStore;
import org.hansa.itests.archive.Figures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Pages and searches, each at a place of its own, over a million entries and as many resources of
 * the catalogue, about 1 kB each. With {@code -Dhansa.bench.url=jdbc:postgresql://...} in an empty
 * database of PostgreSQL.
 */
class PagesBench {

  private static final int MANY = Integer.getInteger("hansa.bench.entries", 1_000_000);
  private static final int FILED = Integer.getInteger("hansa.bench.filed", MANY);
  private static final String URL = System.getProperty("hansa.bench.url", "");
  private static final String USER = System.getProperty("hansa.bench.user", "hansa");
  private static final int TIMES = 200;
  private static final int AT_ONCE = 1000;
  private static final int PAGE = 100;

  /** One in so many is of the stream that few are of, and has the word that few have. */
  private static final int FEW = 10_000;

  private static final int SUBJECTS = 1000;
  private static final Instant FIRST = Instant.parse("2026-01-01T00:00:00Z");
  private static final String PAYLOAD = "x".repeat(700);

  @TempDir Path folder;

  private final Random random = new Random(1);
  private final List<String> lines = new ArrayList<>();

  @Test
  void eachCostsMilliseconds() throws Exception {
    try (DatabaseStore store = open()) {
      for (int from = 0; from < MANY; from += AT_ONCE) {
        int first = from;
        store.transact(s -> entries(first));
      }
      Report.say("%d entries", MANY);
      for (int from = 0; from < FILED; from += AT_ONCE) {
        int first = from;
        store.transact(s -> books(first));
      }
      Report.say("%d resources of the catalogue", FILED);
      entries(store);
      catalogue(store);
    }
    Report.print(
        MANY
            + " entries, "
            + FILED
            + " resources of the catalogue; pages of "
            + PAGE
            + ": median (least to greatest) of "
            + TIMES,
        lines);
  }

  private DatabaseStore open() {
    return URL.isEmpty()
        ? SqliteStore.open(folder, InstantSource.system())
        : PostgresStore.open(folder, URL, USER, "", InstantSource.system());
  }

  private void entries(Store store) {
    ask("entries, newest", MANY, n -> page(store, all(Entry.AUDIT, 0, true)));
    ask("entries, from a number on", MANY, n -> page(store, all(Entry.AUDIT, n, false)));
    ask("entries, of a stream few are of", MANY, n -> page(store, all(Entry.EVENT, n, false)));
    ask(
        "entries, of some minutes",
        MANY,
        n -> {
          Instant from = FIRST.plusSeconds(n);
          return page(store, query("", "", from, from.plusSeconds(600)));
        });
    ask(
        "entries, of a resource",
        MANY,
        n -> page(store, query("s" + n % SUBJECTS, "", null, null)));
    ask("entries, of a uid that one has", MANY, n -> page(store, query("", "u" + n, null, null)));
  }

  private void catalogue(Store store) {
    ask("catalogue, by name", FILED, n -> store.catalogue().get(book(n)).isPresent() ? 1 : 0);
    ask("catalogue, from a name on", FILED, n -> page(store, "acme/" + name(n), Map.of(), ""));
    ask("catalogue, by a label of one in 100", FILED, n -> page(store, "", shelf(n), ""));
    ask("catalogue, by a word that all have", FILED, n -> page(store, "" + n, Map.of(), "often"));
    ask("catalogue, by a word few have", FILED, n -> page(store, "", Map.of(), "rare"));
    ask("catalogue, by a word of one", FILED, n -> page(store, "", Map.of(), name(n)));
    ask("catalogue, by two words", FILED, n -> page(store, "", Map.of(), "often rare"));
    ask(
        "catalogue, by a beginning",
        FILED,
        n -> page(store, "", Map.of(), name(n).substring(0, 6) + "*"));
    ask("catalogue, by a word and a label", FILED, n -> page(store, "", shelf(n), "often"));
  }

  private static int page(Store store, Store.Query query) {
    return store.entries(query).entries().size();
  }

  private static int page(Store store, String after, Map<String, String> labels, String words) {
    Catalogue.Query query =
        new Catalogue.Query("Book", Optional.empty(), labels, words, after, PAGE);
    return store.catalogue().list(query).resources().size();
  }

  private void ask(String what, int many, ToIntFunction<Integer> question) {
    List<Double> millis = new ArrayList<>();
    for (int i = 0; i < TIMES; i++) {
      int place = random.nextInt(Math.max(1, many - 2 * FEW));
      long began = System.nanoTime();
      int found = question.applyAsInt(place);
      millis.add((System.nanoTime() - began) / 1e6);
      if (found == 0) {
        throw new AssertionError(what + ": nothing is found at " + place);
      }
    }
    double median = Figures.median(millis);
    lines.add(Bound.atMost(20).beside(Report.spread(what, millis, "ms"), median));
  }

  private static Store.Query all(String stream, long after, boolean newest) {
    Optional<Ref> none = Optional.empty();
    return new Store.Query(
        stream, none, Optional.empty(), Optional.empty(), Optional.empty(), after, newest, PAGE);
  }

  private static Store.Query query(String subject, String uid, Instant from, Instant until) {
    return new Store.Query(
        Entry.AUDIT,
        subject.isEmpty() ? Optional.empty() : Optional.of(new Ref("Site", "acme", subject)),
        uid.isEmpty() ? Optional.empty() : Optional.of(uid),
        Optional.ofNullable(from),
        Optional.ofNullable(until),
        0,
        false,
        PAGE);
  }

  private static Transaction entries(int from) {
    List<Entry> said = new ArrayList<>();
    for (int n = from; n < from + AT_ONCE; n++) {
      Ref subject = new Ref("Site", "acme", "s" + n % SUBJECTS);
      Doc body = Doc.of(JsonNodeFactory.instance.objectNode().put("text", n + PAYLOAD));
      for (String stream :
          n % FEW == 0 ? List.of(Entry.AUDIT, Entry.EVENT) : List.of(Entry.AUDIT)) {
        said.add(
            new Entry(
                stream,
                FIRST.plusSeconds(n),
                Optional.of(subject),
                "u" + n,
                "anna",
                "request-" + n,
                body));
      }
    }
    return new Transaction(List.of(), List.of(), said, Map.of());
  }

  private static Transaction books(int from) {
    List<Filing> filings = new ArrayList<>();
    for (int n = from; n < from + AT_ONCE; n++) {
      String words = "often " + (n % FEW == 0 ? "rare " : "") + "page " + n % 977;
      Doc spec =
          Doc.of(JsonNodeFactory.instance.objectNode().put("text", words).put("more", PAYLOAD));
      Draft draft = new Draft(book(n), shelf(n), Optional.empty(), Set.of(), spec);
      filings.add(Filing.put(Resource.fresh(draft, "u" + n, FIRST, Optional.empty()), 0));
    }
    return new Transaction(List.of(), List.of(), List.of(), Map.of(), Set.of(), filings);
  }

  private static Map<String, String> shelf(int n) {
    return Map.of("shelf", "s" + n % 100);
  }

  private static String name(int n) {
    return "b%07d".formatted(n);
  }

  private static Ref book(int n) {
    return new Ref("Book", "acme", name(n));
  }
}
