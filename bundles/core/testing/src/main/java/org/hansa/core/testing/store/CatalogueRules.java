package org.hansa.core.testing.store;

import static org.hansa.core.testing.store.StoreContract.require;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Draft;
import org.hansa.core.api.Json;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.store.Catalogue;
import org.hansa.core.api.store.Entry;
import org.hansa.core.api.store.Filing;
import org.hansa.core.api.store.Store;
import org.hansa.core.api.store.Transaction;
import org.hansa.core.testing.store.StoreContract.Rule;
import org.hansa.core.testing.store.StoreContract.Subject;

/** Resources that are not in the snapshot. */
final class CatalogueRules {

  private static final String KIND = "Product";
  private static final int AT_ONCE = 1000;
  private static final int PAGE = 100;

  private CatalogueRules() {}

  static List<Rule> all() {
    return List.of(
        new Rule("catalogue", "What is filed is read, and in no snapshot.", CatalogueRules::filed),
        new Rule(
            "catalogue-cas", "Who read it before another wrote is refused.", CatalogueRules::cas),
        new Rule(
            "catalogue-listed", "By tenant, name and label, in pages.", CatalogueRules::listed),
        new Rule("catalogue-words", "By the words that it says now.", CatalogueRules::words),
        new Rule("catalogue-many", "However many there are.", CatalogueRules::many));
  }

  private static Resource product(
      String tenant, String name, Map<String, String> labels, String t) {
    Draft draft =
        new Draft(
            new Ref(KIND, tenant, name),
            labels,
            Optional.empty(),
            java.util.Set.of(),
            Doc.of(Json.tree(Map.of("title", t))));
    return Resource.fresh(draft, "uid-" + tenant + name, Probe.second(0), Optional.empty());
  }

  private static Resource product(String name, String title) {
    return product("demo", name, Map.of(), title);
  }

  private static Transaction files(List<Filing> filings, Entry... entries) {
    return new Transaction(
        List.of(), List.of(), List.of(entries), Map.of(), java.util.Set.of(), filings);
  }

  private static void put(Store store, Resource next, long former) {
    store.transact(s -> files(List.of(Filing.put(next, former))));
  }

  private static Catalogue.Query query(String tenant, Map<String, String> labels, String words) {
    Optional<String> of = tenant.isEmpty() ? Optional.empty() : Optional.of(tenant);
    return new Catalogue.Query(KIND, of, labels, words, "", 3);
  }

  /** The names, page by page. */
  private static List<String> names(Store store, Catalogue.Query query) {
    List<String> names = new ArrayList<>();
    Optional<String> after = Optional.of("");
    while (after.isPresent()) {
      Catalogue.Page page = store.catalogue().list(query.after(after.get()));
      require(page.resources().size() <= query.limit(), "a page is longer than asked");
      page.resources().forEach(r -> names.add(r.ref().tenant() + "/" + r.ref().name()));
      after = page.next();
    }
    return names;
  }

  private static void equal(List<String> found, String... expected) {
    List<String> some = found.subList(0, Math.min(20, found.size()));
    require(
        found.equals(List.of(expected)),
        "not " + List.of(expected) + " are found, but " + found.size() + ", first " + some);
  }

  private static void filed(Subject subject) throws Exception {
    Store store = subject.store();
    long start = store.snapshot().revision();
    put(store, product("a", "one"), 0);
    long made = store.snapshot().revision();
    require(made == start + 1, "it has no revision of its own");
    for (Store view : StoreContract.views(subject)) {
      Optional<Resource> found = view.catalogue().get(new Ref(KIND, "demo", "a"));
      require(found.isPresent(), "what was filed is not there");
      require(found.get().revision() == made, "it is at " + found.get().revision());
    }
    require(store.snapshot().list(KIND).findAny().isEmpty(), "it is in the snapshot");
    require(store.changes(start, 10).isEmpty(), "it is among the changes");
    Store again = subject.reopen();
    require(again.snapshot().list(KIND).findAny().isEmpty(), "it came into the snapshot");
    require(again.snapshot().revision() == made, "its revision is lost");
    again.transact(s -> files(List.of(Filing.remove(new Ref(KIND, "demo", "a"), made))));
    require(again.catalogue().get(new Ref(KIND, "demo", "a")).isEmpty(), "it cannot be removed");
  }

  private static void cas(Subject subject) throws Exception {
    List<Store> views = StoreContract.views(subject);
    Store store = subject.store();
    put(store, product("a", "one"), 0);
    Ref ref = new Ref(KIND, "demo", "a");
    long made = store.catalogue().get(ref).orElseThrow().revision();
    for (long wrong : new long[] {0, made + 1}) {
      Optional<Problem.Reason> refused =
          Probe.refusal(
              store,
              s ->
                  files(
                      List.of(
                          Filing.put(product("b", "too"), 0),
                          Filing.put(product("a", "two"), wrong)),
                      Probe.entry("a", 1, "refused")));
      require(
          refused.equals(Optional.of(Problem.Reason.PRECONDITION)),
          "at " + made + ", " + wrong + " came to " + refused);
    }
    require(store.catalogue().get(new Ref(KIND, "demo", "b")).isEmpty(), "half of it is there");
    require(store.entries(Store.Query.all("test", 0, 9)).entries().isEmpty(), "its entry is there");
    int times = 20;
    Probe.together(
        4,
        i ->
            () -> {
              for (int n = 0; n < times; ) {
                Store view = views.get(i % views.size());
                Resource now = view.catalogue().get(ref).orElseThrow();
                String next = now.spec().at("/title").orElseThrow().asText() + "+";
                n += wrote(view, product("a", next), now.revision()) ? 1 : 0;
              }
            });
    String title = store.catalogue().get(ref).orElseThrow().spec().at("/title").get().asText();
    require(title.length() == 3 + 4 * times, "of " + 4 * times + " changes " + title + " is left");
  }

  private static boolean wrote(Store view, Resource next, long former) {
    Optional<Problem.Reason> refused =
        Probe.refusal(view, s -> files(List.of(Filing.put(next, former))));
    require(
        refused.isEmpty() || refused.get() == Problem.Reason.PRECONDITION, "refused by " + refused);
    return refused.isEmpty();
  }

  private static void listed(Subject subject) throws Exception {
    Store store = subject.store();
    List<Filing> filings = new ArrayList<>();
    for (String tenant : List.of("demo", "demo-x", "other")) {
      for (String name : List.of("e", "a", "d", "b", "c-1", "c.1")) {
        Map<String, String> labels =
            Map.of("vowel", "" + "ae".contains(name), "long", "" + (name.length() > 1), "x=y", "z");
        filings.add(Filing.put(product(tenant, name, labels, "t"), 0));
      }
    }
    store.transact(s -> files(filings));
    lists(store);
    Store again = subject.reopen();
    lists(again);
    Resource a = again.catalogue().get(new Ref(KIND, "demo", "a")).orElseThrow();
    put(again, product("demo", "a", Map.of("vowel", "sure"), "t"), a.revision());
    equal(names(again, query("demo", Map.of("vowel", "true"), "")), "demo/e");
    equal(names(again, query("demo", Map.of("vowel", "sure"), "")), "demo/a");
    require(
        Probe.refusal(() -> again.catalogue().list(query("", Map.of(), "").after("%")))
            .equals(Optional.of(Problem.Reason.INVALID)),
        "a cursor of no list is taken");
  }

  private static void lists(Store view) {
    equal(
        names(view, query("demo", Map.of(), "")),
        "demo/a",
        "demo/b",
        "demo/c-1",
        "demo/c.1",
        "demo/d",
        "demo/e");
    require(names(view, query("", Map.of(), "")).size() == 18, "not all are listed");
    equal(
        names(view, query("", Map.of("vowel", "true"), "")),
        "demo/a",
        "demo/e",
        "demo-x/a",
        "demo-x/e",
        "other/a",
        "other/e");
    equal(names(view, query("other", Map.of("vowel", "true"), "")), "other/a", "other/e");
    equal(names(view, query("other", Map.of("vowel", "true", "long", "true"), "")));
    equal(
        names(view, query("demo", Map.of("vowel", "false", "long", "true", "x=y", "z"), "")),
        "demo/c-1",
        "demo/c.1");
  }

  private static void words(Subject subject) {
    Store store = subject.store();
    put(store, product("pump-9000", "A Pump for Z\u00fcrich's \"mills\""), 0);
    put(store, product("other", "x-1", Map.of("use", "milling"), "a pump"), 0);
    put(store, product("valve", "no p-u-m-p; OR mill*"), 0);
    equal(names(store, query("", Map.of(), "PUMP")), "demo/pump-9000", "other/x-1");
    equal(names(store, query("demo", Map.of(), "pump")), "demo/pump-9000");
    equal(names(store, query("", Map.of(), "pump mills")), "demo/pump-9000");
    equal(names(store, query("", Map.of(), "zurich 9000")), "demo/pump-9000");
    equal(names(store, query("", Map.of(), "mill*")), "demo/pump-9000", "other/x-1", "demo/valve");
    equal(names(store, query("", Map.of("use", "milling"), "mill*")), "other/x-1");
    equal(names(store, query("", Map.of(), "or")), "demo/valve");
    equal(names(store, query("", Map.of(), "not there")));
    require(
        Probe.refusal(() -> names(store, query("", Map.of(), "\"';--")))
            .equals(Optional.of(Problem.Reason.INVALID)),
        "signs are words");
    Ref ref = new Ref(KIND, "demo", "pump-9000");
    long made = store.catalogue().get(ref).orElseThrow().revision();
    put(store, product("pump-9000", "is sold out"), made);
    equal(names(store, query("", Map.of(), "zurich")));
    equal(names(store, query("", Map.of(), "sold out")), "demo/pump-9000");
    long sold = store.catalogue().get(ref).orElseThrow().revision();
    store.transact(s -> files(List.of(Filing.remove(ref, sold))));
    equal(names(store, query("", Map.of(), "sold")));
  }

  /** Each comes once, and what is rare is found. */
  private static void many(Subject subject) {
    Store store = subject.store();
    int count = subject.many();
    for (int from = 0; from < count; from += AT_ONCE) {
      List<Filing> some =
          IntStream.range(from, Math.min(from + AT_ONCE, count))
              .mapToObj(n -> Filing.put(numbered(n, count), 0))
              .toList();
      store.transact(s -> files(some));
    }
    Catalogue.Query all = new Catalogue.Query(KIND, Optional.empty(), Map.of(), "", "", AT_ONCE);
    List<String> names = names(store, all);
    require(names.size() == count, "of " + count + " there are " + names.size());
    require(names.equals(names.stream().sorted().distinct().toList()), "they are in no order");
    Catalogue.Query often = new Catalogue.Query(KIND, all.tenant(), Map.of(), "often", "", AT_ONCE);
    require(names(store, often).size() == count, "one is not found by a word that all have");
    rates(count).forEach((word, has) -> searched(store, count, word, has));
    String rare = "demo/" + name(count / 2);
    equal(names(store, query("", Map.of(), "rare")), rare);
    equal(names(store, query("", Map.of("odd", "true"), "")), rare);
    equal(names(store, query("", Map.of("odd", "true"), "often")), rare);
  }

  /** Words, and who of so many has them: whichever way a database looks for them, it finds all. */
  private static Map<String, IntPredicate> rates(int count) {
    return Map.of(
        "tenth", n -> n % 10 == 3,
        "hundredth", n -> n % 100 == 7,
        "thousandth", n -> n % 1000 == 9,
        "early", n -> n < count / 10,
        "late", n -> n >= count - count / 10);
  }

  private static void searched(Store store, int count, String word, IntPredicate has) {
    List<String> expected =
        IntStream.range(0, count).filter(has).mapToObj(n -> "demo/" + name(n)).toList();
    for (Map<String, String> labels : List.of(Map.<String, String>of(), Map.of("all", "yes"))) {
      Catalogue.Query query =
          new Catalogue.Query(KIND, Optional.of("demo"), labels, "often " + word, "", PAGE);
      List<String> found = names(store, query);
      require(
          found.equals(expected),
          "by " + word + " and " + labels + ", of " + expected.size() + " come " + found.size());
    }
  }

  private static String name(int n) {
    return "n%07d".formatted(n);
  }

  private static Resource numbered(int n, int count) {
    boolean rare = n == count / 2;
    StringBuilder title = new StringBuilder(rare ? "often rare" : "often");
    rates(count).forEach((word, has) -> title.append(has.test(n) ? " " + word : ""));
    Map<String, String> labels = Map.of("odd", Boolean.toString(rare), "all", "yes");
    return product("demo", name(n), labels, title.toString());
  }
}
