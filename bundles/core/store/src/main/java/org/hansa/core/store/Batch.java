package org.hansa.core.store;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.store.Fence;
import org.hansa.core.api.store.Filing;
import org.hansa.core.api.store.Transaction;

/** Transactions that are decided one after the other and committed together. */
final class Batch {

  private final List<Outcome> outcomes = new ArrayList<>();
  private final List<Prepared> prepared = new ArrayList<>();
  private final Consumer<Set<Fence>> fences;
  private final ToLongFunction<Ref> filed;

  /** At which revision the catalogue's resources will stand that this batch writes; 0 if gone. */
  private final Map<Ref, Long> filings = new HashMap<>();

  private final long base;
  private PersistentSnapshot head;
  private int size;
  private int fenced;

  /** One caller, and what it will be told if the commit succeeds. */
  private record Outcome(Waiting caller, PersistentSnapshot state, Optional<Throwable> failure) {}

  /**
   * @param fences throws for those that do not hold
   * @param filed at which revision a resource of the catalogue stands, 0 if there is none
   */
  Batch(PersistentSnapshot head, Consumer<Set<Fence>> fences, ToLongFunction<Ref> filed) {
    this.base = head.revision();
    this.head = head;
    this.fences = fences;
    this.filed = filed;
  }

  /** Decides on the state that the ones before it leave; what it throws fails only its caller. */
  void decide(Waiting caller, java.time.Instant now) {
    PersistentSnapshot seen = head.at(now);
    try {
      Transaction wanted = caller.decide().apply(seen);
      if (wanted == null) {
        throw new Problem(
            Problem.Reason.INTERNAL,
            "a decision answered null",
            "Report this: it should answer Transaction.NOTHING.");
      }
      pass(wanted.fences());
      check(wanted.catalogue());
      if (!wanted.isEmpty()) {
        seen = add(Prepared.of(seen, wanted));
      }
      outcomes.add(new Outcome(caller, seen, Optional.empty()));
    } catch (RuntimeException | Error e) {
      outcomes.add(new Outcome(caller, seen, Optional.of(e)));
    }
  }

  private void pass(Set<Fence> wanted) {
    try {
      fences.accept(wanted);
    } catch (Problem e) {
      fenced += e.reason() == Problem.Reason.PRECONDITION ? 1 : 0;
      throw e;
    }
  }

  private void check(List<Filing> wanted) {
    Set<Ref> seen = new HashSet<>();
    for (Filing filing : wanted) {
      long stands = filings.computeIfAbsent(filing.ref(), filed::applyAsLong);
      if (stands != filing.former() || !seen.add(filing.ref())) {
        throw new Problem(
            Problem.Reason.PRECONDITION,
            filing.ref() + " is at revision " + stands + ", not " + filing.former(),
            "Read it again and decide anew.");
      }
    }
  }

  private PersistentSnapshot add(Prepared next) {
    prepared.add(next);
    next.filings().forEach(f -> filings.put(f.ref(), f.next().map(Resource::revision).orElse(0L)));
    size += next.size();
    head = next.after();
    return head;
  }

  boolean isEmpty() {
    return prepared.isEmpty();
  }

  /** Rows to write. */
  int size() {
    return size;
  }

  /** Transactions refused because another holds their partition by now. */
  int fenced() {
    return fenced;
  }

  /** The revision on which the first was decided. */
  long base() {
    return base;
  }

  PersistentSnapshot head() {
    return head;
  }

  List<Prepared> prepared() {
    return prepared;
  }

  List<Commit> commits() {
    return prepared.stream().map(Prepared::commit).toList();
  }

  /** Tells the callers; only now, for even a refusal may rest on what was not yet durable. */
  void succeed() {
    for (Outcome outcome : outcomes) {
      outcome
          .failure()
          .ifPresentOrElse(
              outcome.caller().result()::completeExceptionally,
              () -> outcome.caller().result().complete(outcome.state()));
    }
  }
}
