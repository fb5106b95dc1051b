package org.hansa.core.gate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hansa.core.api.Account;
import org.hansa.core.api.HoldRule;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Secret;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.store.Entry;
import org.hansa.core.api.store.Fence;
import org.hansa.core.api.store.Transaction;

/** One transaction while it is decided: where it began, where it stands, what it touched. */
final class Work {

  private final Snapshot base;
  private final Set<Ref> all = new LinkedHashSet<>();
  private final Set<Ref> touched = new LinkedHashSet<>();
  private final List<Entry> entries = new ArrayList<>();
  private final Map<Ref, Optional<byte[]>> kept = new LinkedHashMap<>();
  private final Set<Fence> fences = new LinkedHashSet<>();
  private Optional<List<Resource>> holdRules = Optional.empty();
  private final Map<Ref, Optional<Resource>> pending = new LinkedHashMap<>();
  private Snapshot from;

  /** As of the last time that all of it was asked for: what came since is pending. */
  private Snapshot state;

  Work(Snapshot base) {
    this.base = base;
    this.from = base;
    this.state = base;
  }

  /** Begins the next request: what came before it in the transaction is given. */
  void begin() {
    from = state();
    touched.clear();
  }

  /** Where the transaction began: what is committed. */
  Snapshot base() {
    return base;
  }

  /** Where the request began. */
  Snapshot from() {
    return from;
  }

  /** A fork costs more than looking at one resource, so it is made only for who needs it. */
  Snapshot state() {
    if (!pending.isEmpty()) {
      List<Resource> puts = new ArrayList<>();
      List<Ref> removes = new ArrayList<>();
      pending.forEach((ref, next) -> next.ifPresentOrElse(puts::add, () -> removes.add(ref)));
      pending.clear();
      state = state.with(puts, removes);
    }
    return state;
  }

  /** Resources that the request touched, in the order of the first touch. */
  List<Ref> order() {
    return List.copyOf(touched);
  }

  /** The rules that stood when the transaction began: looked up once, by the first who asks. */
  List<Resource> holdRules() {
    if (holdRules.isEmpty()) {
      holdRules = Optional.of(base.list(HoldRule.KIND).filter(r -> !r.isDeleting()).toList());
    }
    return holdRules.get();
  }

  Optional<Resource> get(Ref ref) {
    Optional<Resource> now = pending.get(ref);
    return now == null ? state.get(ref) : now;
  }

  Resource existing(Ref ref) {
    return get(ref).orElseThrow(() -> Problem.notFound(ref));
  }

  void put(Resource next) {
    if (get(next.ref()).filter(next::sameAs).isEmpty()) {
      pending.put(next.ref(), Optional.of(next));
      touched.add(next.ref());
      all.add(next.ref());
    }
  }

  /** Takes the resource away, and with it what was kept sealed for it. */
  void remove(Ref ref) {
    pending.put(ref, Optional.empty());
    touched.add(ref);
    all.add(ref);
    if (ref.kind().equals(Secret.KIND) || ref.kind().equals(Account.KIND)) {
      kept.put(ref, Optional.empty());
    }
  }

  void append(Entry entry) {
    entries.add(entry);
  }

  void fenced(Fence fence) {
    fences.add(fence);
  }

  void seal(Ref ref, byte[] bytes) {
    kept.put(ref, Optional.of(bytes));
  }

  boolean isSealed(Ref ref) {
    return kept.getOrDefault(ref, Optional.empty()).isPresent();
  }

  /** What differs from where it began: a resource made and taken away again leaves no trace. */
  Transaction transaction() {
    List<Resource> puts = new ArrayList<>();
    List<Ref> removes = new ArrayList<>();
    for (Ref ref : all) {
      Optional<Resource> before = base.get(ref);
      Optional<Resource> after = get(ref);
      if (after.isPresent()) {
        after.filter(a -> before.filter(a::sameAs).isEmpty()).ifPresent(puts::add);
      } else if (before.isPresent()) {
        removes.add(ref);
      }
    }
    kept.entrySet().removeIf(e -> e.getValue().isEmpty() && base.get(e.getKey()).isEmpty());
    return new Transaction(puts, removes, entries, kept, fences);
  }
}
