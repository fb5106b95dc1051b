package org.hansa.core.testing.store;

import static org.hansa.core.testing.store.StoreContract.require;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.store.Changed;
import org.hansa.core.api.store.Store;
import org.hansa.core.api.store.Transaction;
import org.hansa.core.testing.store.StoreContract.Rule;
import org.hansa.core.testing.store.StoreContract.Subject;

/** Following what changes. */
final class WatchRules {

  private static final int COMMITS = 120;
  private static final int ELSEWHERE = 30;

  /** Rather few: what is kept reaches back to the list. */
  private static final int SOME = 9;

  private WatchRules() {}

  static List<Rule> all() {
    return List.of(
        new Rule("watch", "From any revision each commit comes once, in order.", WatchRules::all),
        new Rule("watch-whole", "A commit comes as one.", WatchRules::whole),
        new Rule("watch-reopened", "So it does after reopening.", WatchRules::reopened),
        new Rule("operations", "A change says what became of it.", WatchRules::operations),
        new Rule("compaction", "Who is too far behind must list, and does.", WatchRules::compacted),
        new Rule("future", "Nobody follows from what is yet to come.", WatchRules::future));
  }

  /** What one watch was told. */
  private static final class Followed {
    private final List<List<Changed>> commits = new CopyOnWriteArrayList<>();

    AutoCloseable from(Store store, long revision) {
      return store.watch(revision, commits::add);
    }

    List<Long> revisions() {
      return commits.stream().map(c -> c.get(0).revision()).toList();
    }

    void await(long from, long to) throws InterruptedException {
      Probe.await(
          "revision " + to, () -> revisions().stream().anyMatch(revision -> revision >= to));
      List<Long> all = new ArrayList<>();
      for (long r = from + 1; r <= to; r++) {
        all.add(r);
      }
      require(revisions().equals(all), "from " + from + " came " + revisions());
    }
  }

  private static void all(Subject subject) throws Exception {
    List<Store> views = StoreContract.views(subject);
    long start = subject.store().snapshot().revision();
    List<AutoCloseable> open = new ArrayList<>();
    List<Followed> early = new ArrayList<>();
    for (Store view : views) {
      Followed followed = new Followed();
      open.add(followed.from(view, start));
      early.add(followed);
    }
    Probe.together(
        4,
        i ->
            () ->
                IntStream.range(0, COMMITS / 4)
                    .forEach(n -> Probe.put(views.get(i % views.size()), "w" + i, n)));
    long end = start + COMMITS;
    for (Followed followed : early) {
      followed.await(start, end);
    }
    for (Store view : views) {
      for (long from : List.of(start, start + 1, start + COMMITS / 2, end - 1)) {
        Followed late = new Followed();
        open.add(late.from(view, from));
        late.await(from, end);
      }
      requirePages(view, start, end);
    }
    for (AutoCloseable watch : open) {
      watch.close();
    }
    goesOnElsewhere(views);
  }

  /** Who was told of a revision by one node may come with it to another, which has to learn it. */
  private static void goesOnElsewhere(List<Store> views) throws Exception {
    for (int n = 0; n < ELSEWHERE; n++) {
      long told = Probe.put(views.get(n % views.size()), "e", n).revision();
      Store other = views.get((n + 1) % views.size());
      other.watch(told, changes -> {}).close();
      require(other.changes(told, 1).isEmpty(), "there are changes after the newest");
    }
  }

  private static void requirePages(Store view, long start, long end) {
    long at = start;
    while (at < end) {
      List<Changed> page = view.changes(at, 7);
      require(!page.isEmpty(), "the changes end at " + at);
      for (Changed change : page) {
        require(change.revision() == at + 1, "after " + at + " comes " + change.revision());
        at = change.revision();
      }
    }
    require(view.changes(end, 7).isEmpty(), "there are changes after the newest");
  }

  private static void whole(Subject subject) throws Exception {
    Store store = subject.store();
    Followed followed = new Followed();
    long start = store.snapshot().revision();
    try (AutoCloseable watch = followed.from(store, start)) {
      store.transact(s -> Probe.writes(List.of(Probe.thing("a", 1), Probe.thing("b", 1))));
      followed.await(start, start + 1);
      require(followed.commits.get(0).size() == 2, "a commit of two came as " + followed.commits);
      require(watch != null, "no watch");
    }
    require(store.changes(start, 1).size() == 2, "a page cuts a transaction");
  }

  private static void reopened(Subject subject) throws Exception {
    long start = subject.store().snapshot().revision();
    for (int i = 0; i < 10; i++) {
      Probe.put(subject.store(), "r" + i, i);
    }
    Store again = subject.reopen();
    Followed followed = new Followed();
    try (AutoCloseable watch = followed.from(again, start + 3)) {
      Probe.put(again, "r", 1);
      followed.await(start + 3, start + 11);
      require(watch != null, "no watch");
    }
  }

  private static void operations(Subject subject) {
    Store store = subject.store();
    long start = store.snapshot().revision();
    Probe.put(store, "a", 1);
    Probe.put(store, "a", 2);
    store.transact(s -> new Transaction(List.of(), List.of(Probe.ref("a")), List.of(), Map.of()));
    List<Changed> told = store.changes(start, 10);
    require(
        told.stream()
            .map(Changed::op)
            .toList()
            .equals(List.of(Changed.Op.CREATED, Changed.Op.UPDATED, Changed.Op.DELETED)),
        "created, updated and deleted came as " + told);
    require(Probe.value(told.get(2).resource()) == 2, "what was deleted is not what last stood");
  }

  private static void compacted(Subject subject) throws Exception {
    Store store = subject.store();
    Probe.put(store, "untouched", 1);
    long start = Probe.put(store, "a", 0).revision();
    for (int i = 1; i <= 3 * subject.retained(); i++) {
      Probe.put(store, "a", i);
      if (i % (subject.retained() / 2) == 0) {
        keepUp(subject);
      }
    }
    long newest = store.snapshot().revision();
    long kept = newest - subject.retained();
    Followed followed = new Followed();
    try (AutoCloseable watch = followed.from(store, kept)) {
      followed.await(kept, newest);
      require(watch != null, "no watch");
    }
    for (Store view : StoreContract.views(subject)) {
      requireDropped(view, start);
      listsAnew(subject, view);
    }
    listsAnew(subject, subject.reopen());
  }

  /** A node that is left so far behind reads all of its state again: that is no matter here. */
  private static void keepUp(Subject subject) {
    StoreContract.views(subject).forEach(view -> view.transact(s -> Transaction.NOTHING));
  }

  /** Whichever node dropped it: one that knows the newest revision knows that too. */
  private static void requireDropped(Store view, long revision) throws Exception {
    view.transact(s -> Transaction.NOTHING);
    Optional<Problem> refused = Optional.empty();
    try {
      view.watch(revision, changes -> {}).close();
    } catch (Problem e) {
      refused = Optional.of(e);
    }
    require(
        refused.filter(p -> p.reason() == Problem.Reason.EXHAUSTED).isPresent(),
        "what was dropped can be followed: " + refused);
    require(
        Probe.refusal(() -> view.changes(revision, 1))
            .equals(Optional.of(Problem.Reason.EXHAUSTED)),
        "what was dropped can be paged");
  }

  /**
   * As the refusal asks for: what is listed and what is told from there on is together what stands,
   * though all nodes write meanwhile.
   */
  private static void listsAnew(Subject subject, Store view) throws Exception {
    List<Store> writers = StoreContract.views(subject);
    Snapshot listed = view.snapshot();
    require(Probe.value(listed, "untouched").isPresent(), "what stands is not listed: " + listed);
    some(writers);
    Followed followed = new Followed();
    try (AutoCloseable watch = followed.from(view, listed.revision())) {
      followed.await(listed.revision(), some(writers));
      require(watch != null, "no watch");
    }
    Map<Ref, Resource> all = standing(listed);
    for (Changed change : followed.commits.stream().flatMap(List::stream).toList()) {
      if (change.op() == Changed.Op.DELETED) {
        all.remove(change.resource().ref());
      } else {
        all.put(change.resource().ref(), change.resource());
      }
    }
    Map<Ref, Resource> stands = standing(view.snapshot());
    require(all.equals(stands), "listed and told was " + all + ", and there stands " + stands);
  }

  private static Map<Ref, Resource> standing(Snapshot state) {
    return state
        .list("Thing")
        .collect(Collectors.toMap(Resource::ref, thing -> thing, (a, b) -> b, TreeMap::new));
  }

  /** Created, changed and deleted, by each in turn; returns the revision of the last. */
  private static long some(List<Store> writers) {
    long last = 0;
    for (int n = 0; n < SOME; n++) {
      Store writer = writers.get(n % writers.size());
      List<Ref> gone = n % 3 == 2 ? List.of(Probe.ref("s0")) : List.of();
      List<Resource> puts = gone.isEmpty() ? List.of(Probe.thing("s" + n % 3, n)) : List.of();
      last = writer.transact(s -> new Transaction(puts, gone, List.of(), Map.of())).revision();
    }
    return last;
  }

  private static void future(Subject subject) {
    Store store = subject.store();
    long next = store.snapshot().revision() + 1;
    require(
        Probe.refusal(() -> store.watch(next, changes -> {}))
            .equals(Optional.of(Problem.Reason.EXHAUSTED)),
        "a revision that is not there yet can be followed");
  }
}
