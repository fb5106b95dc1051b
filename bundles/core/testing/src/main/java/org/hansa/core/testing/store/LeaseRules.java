package org.hansa.core.testing.store;

import static org.hansa.core.testing.store.StoreContract.require;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hansa.core.api.Problem;
import org.hansa.core.api.store.Fence;
import org.hansa.core.api.store.Leases;
import org.hansa.core.api.store.Store;
import org.hansa.core.api.store.Transaction;
import org.hansa.core.testing.store.StoreContract.Rule;
import org.hansa.core.testing.store.StoreContract.Subject;

/** Who may act on what. */
final class LeaseRules {

  private static final Duration LONG = Duration.ofMinutes(1);
  private static final Duration SHORT = Duration.ofMillis(300);

  private LeaseRules() {}

  static List<Rule> all() {
    return List.of(
        new Rule("lease-alone", "Who is alone has all partitions.", LeaseRules::alone),
        new Rule("fence", "Who holds a partition may write under it.", LeaseRules::held),
        new Rule("fence-stale", "Nobody writes under a former epoch.", LeaseRules::stale),
        new Rule("lease-shared", "Two have halves, and nothing in common.", LeaseRules::shared),
        new Rule("lease-left", "What was left is free at once.", LeaseRules::left),
        new Rule("lease-over", "What was not renewed goes over.", LeaseRules::over));
  }

  private static Optional<Problem.Reason> write(Store store, Fence fence) {
    return Probe.refusal(
        store,
        s ->
            new Transaction(
                List.of(Probe.thing("a", fence.epoch())),
                List.of(),
                List.of(),
                Map.of(),
                Set.of(fence)));
  }

  private static void alone(Subject subject) {
    Leases leases = subject.store().leases();
    Leases.Held first = leases.renew("one", LONG);
    require(first.epochs().size() == Leases.PARTITIONS, "alone it has " + first.epochs());
    require(!first.left().isNegative() && !first.left().isZero(), "it stands for no time");
    Leases.Held second = leases.renew("one", LONG);
    require(second.epochs().equals(first.epochs()), "a renewal changed hands");
    require(
        second.revision() <= subject.store().snapshot().revision(), "a revision that is not there");
  }

  private static void held(Subject subject) {
    Leases.Held held = subject.store().leases().renew("one", LONG);
    held.epochs()
        .forEach(
            (partition, epoch) ->
                require(
                    write(subject.store(), new Fence(partition, epoch)).isEmpty(),
                    "the holder of " + partition + " is refused"));
  }

  private static void stale(Subject subject) throws Exception {
    Store store = subject.store();
    Map<Integer, Long> held = store.leases().renew("one", LONG).epochs();
    refuses(store, new Fence(3, held.get(3) - 1));
    refuses(store, new Fence(3, held.get(3) + 1));
    if (subject.another().isEmpty()) {
      return;
    }
    Store other = subject.another().get();
    store.leases().renew("one", SHORT);
    Probe.await(
        "the other's turn",
        () -> other.leases().renew("two", LONG).epochs().size() == Leases.PARTITIONS);
    refuses(store, new Fence(3, held.get(3)));
    refuses(other, new Fence(3, held.get(3)));
    long newest = other.leases().renew("two", LONG).epochs().get(3);
    require(write(other, new Fence(3, newest)).isEmpty(), "the new holder is refused");
  }

  private static void refuses(Store store, Fence fence) {
    long before = store.transact(s -> Transaction.NOTHING).revision();
    Optional<Problem.Reason> refusal = write(store, fence);
    require(
        refusal.equals(Optional.of(Problem.Reason.PRECONDITION)), fence + " came to " + refusal);
    require(store.transact(s -> Transaction.NOTHING).revision() == before, "but it was written");
  }

  private static void shared(Subject subject) {
    if (subject.another().isEmpty()) {
      return;
    }
    Leases one = subject.store().leases();
    Leases two = subject.another().get().leases();
    Map<Integer, Long> before = one.renew("one", LONG).epochs();
    require(two.renew("two", LONG).epochs().isEmpty(), "what another holds was taken");
    Map<Integer, Long> kept = one.renew("one", LONG).epochs();
    Map<Integer, Long> moved = two.renew("two", LONG).epochs();
    require(kept.size() == Leases.PARTITIONS / 2, "half was not given up: " + kept.size());
    require(moved.size() == Leases.PARTITIONS / 2, "half was not taken: " + moved.size());
    Set<Integer> both = new HashSet<>(kept.keySet());
    both.retainAll(moved.keySet());
    require(both.isEmpty(), "two hold " + both);
    kept.forEach((p, e) -> require(before.get(p).equals(e), "what stayed has another epoch"));
    moved.forEach((p, e) -> require(before.get(p) < e, "what moved has no higher epoch"));
  }

  private static void left(Subject subject) {
    if (subject.another().isEmpty()) {
      return;
    }
    subject.store().leases().renew("one", LONG);
    subject.store().leases().leave("one");
    int taken = subject.another().get().leases().renew("two", LONG).epochs().size();
    require(taken == Leases.PARTITIONS, "of what was left " + taken + " could be taken");
  }

  private static void over(Subject subject) throws Exception {
    if (subject.another().isEmpty()) {
      return;
    }
    Store other = subject.another().get();
    Map<Integer, Long> first = subject.store().leases().renew("one", SHORT).epochs();
    Probe.await(
        "what ran out", () -> other.leases().renew("two", LONG).epochs().size() == first.size());
    Map<Integer, Long> second = other.leases().renew("two", LONG).epochs();
    second.forEach((p, e) -> require(first.get(p) < e, "no higher epoch"));
    require(
        subject.store().leases().renew("one", LONG).epochs().isEmpty(),
        "who came back took what another holds");
  }
}
