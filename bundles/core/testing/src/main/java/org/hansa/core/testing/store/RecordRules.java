package org.hansa.core.testing.store;

import static org.hansa.core.testing.store.StoreContract.require;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.hansa.core.api.store.Entry;
import org.hansa.core.api.store.Store;
import org.hansa.core.api.store.Transaction;
import org.hansa.core.testing.store.StoreContract.Rule;
import org.hansa.core.testing.store.StoreContract.Subject;

/** Record streams, secrets and blobs. */
final class RecordRules {

  private static final int ENTRIES = 100;

  private RecordRules() {}

  static List<Rule> all() {
    return List.of(
        new Rule("entries", "Entries come in commit order, page by page.", RecordRules::paged),
        new Rule("entries-found", "They are found by what they are about.", RecordRules::found),
        new Rule("entries-about", "They are found by all they are about.", RecordRules::about),
        new Rule(
            "entries-many",
            "A long stream is paged whole, and what is rare in it found.",
            RecordRules::many),
        new Rule("sealed", "A secret's values go with it.", RecordRules::sealed),
        new Rule("blobs", "Content is kept by its digest.", RecordRules::blobs));
  }

  private static void write(Store store, List<Entry> entries) {
    store.transact(s -> new Transaction(List.of(), List.of(), entries, Map.of()));
  }

  private static void fill(Store store) {
    for (int i = 0; i < ENTRIES; i += 2) {
      write(
          store,
          List.of(
              Probe.entry("even", i, "text " + i), Probe.entry("odd", i + 1, "text " + (i + 1))));
    }
  }

  private static Store.Query query(
      Optional<Ref> subject, Optional<Instant> from, Optional<Instant> until, boolean newest) {
    return new Store.Query("test", subject, Optional.empty(), from, until, 0, newest, 7);
  }

  /** The texts, page by page. */
  private static List<String> texts(Store store, Store.Query query) {
    List<String> texts = new ArrayList<>();
    Optional<Long> after = Optional.of(0L);
    while (after.isPresent()) {
      Store.Page page =
          store.entries(
              new Store.Query(
                  query.stream(),
                  query.subject(),
                  query.uid(),
                  query.from(),
                  query.until(),
                  after.get(),
                  query.newestFirst(),
                  query.limit()));
      require(page.entries().size() <= query.limit(), "a page is longer than asked");
      page.entries().forEach(n -> texts.add(n.entry().body().at("/text").get().asText()));
      after = page.next();
    }
    return texts;
  }

  private static List<String> expected(int from, int until, int step) {
    List<String> texts = new ArrayList<>();
    for (int i = from; step > 0 ? i < until : i >= until; i += step) {
      texts.add("text " + i);
    }
    return texts;
  }

  private static void equal(List<String> found, List<String> expected) {
    require(found.equals(expected), "expected " + expected + ", found " + found);
  }

  private static void paged(Subject subject) throws Exception {
    fill(subject.store());
    Store.Query all = query(Optional.empty(), Optional.empty(), Optional.empty(), false);
    equal(texts(subject.store(), all), expected(0, ENTRIES, 1));
    Store.Query back = query(Optional.empty(), Optional.empty(), Optional.empty(), true);
    equal(texts(subject.store(), back), expected(ENTRIES - 1, 0, -1));
    equal(texts(subject.reopen(), all), expected(0, ENTRIES, 1));
  }

  private static void found(Subject subject) {
    Store store = subject.store();
    fill(store);
    Optional<Ref> odd = Optional.of(Probe.ref("odd"));
    equal(
        texts(store, query(odd, Optional.empty(), Optional.empty(), false)),
        expected(1, ENTRIES, 2));
    Optional<Instant> from = Optional.of(Probe.second(10));
    Optional<Instant> until = Optional.of(Probe.second(30));
    equal(texts(store, query(odd, from, until, false)), expected(11, 30, 2));
    equal(texts(store, query(Optional.empty(), from, until, true)), expected(29, 10, -1));
    Store.Query byUid =
        new Store.Query(
            "test",
            Optional.empty(),
            Optional.of("uid-even"),
            Optional.empty(),
            Optional.empty(),
            0,
            false,
            9);
    equal(texts(store, byUid), expected(0, ENTRIES, 2));
    require(store.entries(Store.Query.all("other", 0, 9)).entries().isEmpty(), "of another stream");
  }

  /** Some long ago and some just now: a page that spans both is in order too. */
  private static void about(Subject subject) {
    Store store = subject.store();
    List<String> said = new ArrayList<>();
    for (int round = 0; round < 4; round++) {
      List<Entry> some = new ArrayList<>();
      for (int n = 0; n < 1_000; n++) {
        some.add(Probe.entry("often", n, "text"));
      }
      for (int n = 0; n < 10; n++) {
        String text = "both " + round + "." + n;
        Entry one = Probe.entry("first", n, text);
        Entry.Other other = new Entry.Other(Probe.ref("other"), "uid-other");
        some.add(
            new Entry(
                one.stream(),
                one.at(),
                one.subject(),
                one.uid(),
                one.actor(),
                one.cause(),
                one.body(),
                List.of(other)));
        said.add(text);
      }
      write(store, some);
    }
    List<String> back = new ArrayList<>(said);
    Collections.reverse(back);
    for (String name : List.of("first", "other")) {
      Optional<Ref> ref = Optional.of(Probe.ref(name));
      equal(texts(store, query(ref, Optional.empty(), Optional.empty(), false)), said);
      equal(texts(store, query(ref, Optional.empty(), Optional.empty(), true)), back);
      equal(texts(store, narrowed(Optional.empty(), "uid-" + name)), said);
      equal(texts(store, narrowed(ref, "uid-" + name)), said);
      equal(texts(store, narrowed(ref, "uid-often")), List.of());
    }
    require(
        store.entries(narrowed(Optional.of(Probe.ref("other")), "uid-other")).entries().stream()
            .allMatch(n -> n.entry().others().size() == 1),
        "an entry comes back without what else it is about");
  }

  private static Store.Query narrowed(Optional<Ref> subject, String uid) {
    return new Store.Query(
        "test", subject, Optional.of(uid), Optional.empty(), Optional.empty(), 0, false, 7);
  }

  /** What is rare is found in them. */
  private static void many(Subject subject) {
    Store store = subject.store();
    int count = subject.many();
    for (int i = 0; i < count; i += 2_000) {
      List<Entry> some = new ArrayList<>();
      for (int n = i; n < Math.min(i + 2_000, count); n++) {
        some.add(Probe.entry(n == count / 2 ? "rare" : "often", n, "text " + n));
      }
      write(store, some);
    }
    Optional<Ref> rare = Optional.of(Probe.ref("rare"));
    equal(
        texts(store, query(rare, Optional.empty(), Optional.empty(), true)),
        List.of("text " + count / 2));
    List<String> often = new ArrayList<>(expected(0, count, 1));
    often.remove(count / 2);
    equal(texts(store, longPages("often", false)), often);
    Collections.reverse(often);
    equal(texts(store, longPages("often", true)), often);
    Optional<Instant> late = Optional.of(Probe.second(count - 20));
    equal(
        texts(store, query(Optional.empty(), late, Optional.empty(), true)),
        expected(count - 1, count - 20, -1));
    require(texts(store, Store.Query.all("test", 0, 1000)).size() == count, "entries are missing");
  }

  private static Store.Query longPages(String name, boolean newest) {
    Optional<Ref> ref = Optional.of(Probe.ref(name));
    return new Store.Query(
        "test", ref, Optional.empty(), Optional.empty(), Optional.empty(), 0, newest, 1000);
  }

  private static void sealed(Subject subject) throws Exception {
    Store store = subject.store();
    Ref secret = Probe.ref("secret");
    byte[] value = {0, 1, -1};
    store.transact(
        s ->
            new Transaction(
                List.of(Probe.thing("secret", 1)),
                List.of(),
                List.of(),
                Map.of(secret, Optional.of(value))));
    require(
        store.sealed(secret).filter(v -> java.util.Arrays.equals(v, value)).isPresent(),
        "a secret's values are others");
    Store again = subject.reopen();
    require(again.sealed(secret).isPresent(), "a secret's values are lost");
    again.transact(s -> new Transaction(List.of(), List.of(secret), List.of(), Map.of()));
    require(again.sealed(secret).isEmpty(), "a secret's values outlive it");
  }

  private static void blobs(Subject subject) throws Exception {
    byte[] content = new byte[3_000_000];
    new java.util.Random(1).nextBytes(content);
    String digest = subject.store().put(new ByteArrayInputStream(content));
    require(
        digest.equals(subject.store().put(new ByteArrayInputStream(content))),
        "equal content has two digests");
    String none = "sha256:" + "0".repeat(64);
    for (Store view : StoreContract.views(subject)) {
      require(view.has(digest), "a blob is missing");
      try (InputStream in = view.open(digest)) {
        require(java.util.Arrays.equals(in.readAllBytes(), content), "a blob has other content");
      }
      require(!view.has(none), "a blob is there that nobody put");
      require(
          Probe.refusal(() -> open(view, none)).equals(Optional.of(Problem.Reason.NOT_FOUND)),
          "what is not there can be opened");
      require(
          Probe.refusal(() -> view.has("../../etc/passwd"))
              .equals(Optional.of(Problem.Reason.INVALID)),
          "a digest can be a path");
    }
    String empty = subject.store().put(InputStream.nullInputStream());
    try (InputStream in = subject.reopen().open(empty)) {
      require(new String(in.readAllBytes(), StandardCharsets.UTF_8).isEmpty(), "it is not empty");
    }
  }

  private static void open(Store view, String digest) {
    try {
      view.open(digest).close();
    } catch (java.io.IOException e) {
      throw new AssertionError(e);
    }
  }
}
