package org.hansa.core.testing.store;

import static org.hansa.core.testing.store.StoreContract.require;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.store.Store;
import org.hansa.core.api.store.Transaction;
import org.hansa.core.testing.store.StoreContract.Rule;
import org.hansa.core.testing.store.StoreContract.Subject;

/** Transactions and revisions. */
final class CommitRules {

  private static final int THREADS = 8;
  private static final int TIMES = 40;
  private static final int MANY = 20;

  private CommitRules() {}

  static List<Rule> all() {
    return List.of(
        new Rule("no-lost-update", "What decide read stands when it commits.", CommitRules::counts),
        new Rule("all-or-none", "Of a transaction all is seen, or nothing.", CommitRules::whole),
        new Rule("refused-whole", "What is refused leaves nothing.", CommitRules::refused),
        new Rule("commit-order", "Each commit has the next revision.", CommitRules::ordered),
        new Rule("own-write", "Who was answered sees what it wrote.", CommitRules::own),
        new Rule("frozen", "A snapshot never changes.", CommitRules::frozen),
        new Rule("durable", "What was answered is there after reopening.", CommitRules::reopened));
  }

  private static void counts(Subject subject) throws Exception {
    List<Store> views = StoreContract.views(subject);
    Probe.put(subject.store(), "counter", 0);
    Probe.together(
        THREADS,
        i ->
            () -> {
              for (int n = 0; n < TIMES; n++) {
                views
                    .get(i % views.size())
                    .transact(
                        s -> {
                          long now = Probe.value(s, "counter").orElse(-1L);
                          return Probe.writes(List.of(Probe.thing("counter", now + 1)));
                        });
              }
            });
    long sum = Probe.value(subject.store().transact(s -> Transaction.NOTHING), "counter").get();
    require(sum == THREADS * TIMES, "of " + THREADS * TIMES + " increments " + sum + " are left");
  }

  private static void whole(Subject subject) throws Exception {
    List<Store> views = StoreContract.views(subject);
    AtomicBoolean done = new AtomicBoolean();
    Probe.together(
        2,
        i ->
            i == 0
                ? () -> {
                  for (int n = 0; n < TIMES; n++) {
                    int value = n;
                    subject.store().transact(s -> Probe.writes(many(value)));
                  }
                  done.set(true);
                }
                : () -> {
                  while (!done.get()) {
                    views.forEach(view -> requireEqual(view.snapshot()));
                  }
                });
    views.forEach(view -> requireEqual(view.snapshot()));
  }

  private static List<Resource> many(int value) {
    return IntStream.range(0, MANY).mapToObj(i -> Probe.thing("part" + i, value)).toList();
  }

  private static void requireEqual(Snapshot seen) {
    Set<Optional<Long>> values = ConcurrentHashMap.newKeySet();
    IntStream.range(0, MANY).forEach(i -> values.add(Probe.value(seen, "part" + i)));
    require(values.size() == 1, "one snapshot shows parts of several transactions: " + values);
  }

  private static void refused(Subject subject) {
    Store store = subject.store();
    long before = Probe.put(store, "a", 1).revision();
    Optional<Problem.Reason> contradiction =
        Probe.refusal(
            store,
            s ->
                new Transaction(
                    List.of(Probe.thing("a", 2), Probe.thing("b", 2)),
                    List.of(Probe.ref("b")),
                    List.of(),
                    Map.of()));
    require(contradiction.isPresent(), "a contradiction was taken");
    Optional<Problem.Reason> thrown =
        Probe.refusal(
            store,
            s -> {
              throw Problem.conflict("no", "Stop.");
            });
    require(
        thrown.equals(Optional.of(Problem.Reason.CONFLICT)), "decide's refusal became " + thrown);
    Snapshot after = store.transact(s -> Transaction.NOTHING);
    require(after.revision() == before, "a refusal made a revision");
    require(Probe.value(after, "a").equals(Optional.of(1L)), "a refused write is there");
    require(Probe.value(after, "b").isEmpty(), "half of a refused transaction is there");
  }

  private static void ordered(Subject subject) throws Exception {
    List<Store> views = StoreContract.views(subject);
    long first = subject.store().snapshot().revision();
    Set<Long> revisions = ConcurrentHashMap.newKeySet();
    Probe.together(
        THREADS,
        i ->
            () -> {
              long last = 0;
              for (int n = 0; n < TIMES; n++) {
                Snapshot after = Probe.put(views.get(i % views.size()), "t" + i, n);
                long own = after.get(Probe.ref("t" + i)).orElseThrow().revision();
                require(own == after.revision(), "revision " + own + " in " + after.revision());
                require(own > last, "revision " + own + " came after " + last);
                require(revisions.add(own), "revision " + own + " was given twice");
                last = own;
              }
            });
    for (long r = first + 1; r <= first + THREADS * TIMES; r++) {
      require(revisions.contains(r), "revision " + r + " was left out");
    }
  }

  private static void own(Subject subject) throws Exception {
    Probe.together(
        THREADS,
        i ->
            () -> {
              for (int n = 0; n < TIMES; n++) {
                long revision = Probe.put(subject.store(), "own" + i, n).revision();
                Snapshot seen = subject.store().snapshot();
                require(seen.revision() >= revision, "its own commit is not seen yet");
                require(Probe.value(seen, "own" + i).get() == n, "its own write is not seen yet");
              }
            });
  }

  private static void frozen(Subject subject) {
    Snapshot before = Probe.put(subject.store(), "a", 1);
    Probe.put(subject.store(), "a", 2);
    Probe.put(subject.store(), "b", 2);
    require(Probe.value(before, "a").get() == 1, "a former snapshot shows a later write");
    require(before.list("Thing").count() == 1, "a former snapshot lists what came later");
  }

  private static void reopened(Subject subject) throws Exception {
    List<Long> revisions = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      revisions.add(Probe.put(subject.store(), "kept" + i, i).revision());
    }
    subject
        .store()
        .transact(
            s -> new Transaction(List.of(), List.of(Probe.ref("kept0")), List.of(), Map.of()));
    String installation = subject.store().installation();
    Store again = subject.reopen();
    Snapshot found = again.snapshot();
    require(again.installation().equals(installation), "it is another installation");
    require(found.revision() == revisions.get(MANY - 1) + 1, "it is at " + found.revision());
    require(found.get(Probe.ref("kept0")).isEmpty(), "what was removed is back");
    for (int i = 1; i < MANY; i++) {
      Resource kept = found.get(Probe.ref("kept" + i)).orElseThrow(AssertionError::new);
      require(Probe.value(kept) == i, kept.ref() + " has another value");
      require(kept.revision() == revisions.get(i), kept.ref() + " has another revision");
    }
  }
}
