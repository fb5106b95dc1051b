package org.hansa.core.gate;

import java.util.ArrayList;
import java.util.HashMap;
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

  /** What was there when the transaction began, of what was asked for: asked again at no cost. */
  private final Map<Ref, Optional<Resource>> found = new HashMap<>();

  /** What the transaction makes of what it touched, in the order of the first touch. */
  private final Map<Ref, Optional<Resource>> made = new LinkedHashMap<>();

  /** What stood when the request began, of what it touched. */
  private final Map<Ref, Optional<Resource>> formers = new LinkedHashMap<>();

  private final List<Entry> entries = new ArrayList<>();
  private final Map<Ref, Optional<byte[]>> kept = new LinkedHashMap<>();
  private final Set<Fence> fences = new LinkedHashSet<>();
  private Optional<List<Resource>> holdRules = Optional.empty();

  /** As of the last time that all of it was asked for, and what was touched since. */
  private Snapshot state;

  private final Set<Ref> since = new LinkedHashSet<>();

  Work(Snapshot base) {
    this.base = base;
    this.state = base;
  }

  /** Begins the next request: what came before it in the transaction is given. */
  void begin() {
    formers.clear();
  }

  /** Where the transaction began: what is committed. */
  Snapshot base() {
    return base;
  }

  /** What stood when the transaction began. */
  Optional<Resource> committed(Ref ref) {
    Optional<Resource> known = found.get(ref);
    if (known == null) {
      known = base.get(ref);
      found.put(ref, known);
    }
    return known;
  }

  /** What stood when the request began. */
  Optional<Resource> former(Ref ref) {
    Optional<Resource> known = formers.get(ref);
    return known == null ? get(ref) : known;
  }

  /** A fork costs more than looking at one resource, so it is made only for who needs it. */
  Snapshot state() {
    if (!since.isEmpty()) {
      List<Resource> puts = new ArrayList<>();
      List<Ref> removes = new ArrayList<>();
      since.forEach(ref -> made.get(ref).ifPresentOrElse(puts::add, () -> removes.add(ref)));
      since.clear();
      state = state.with(puts, removes);
    }
    return state;
  }

  /** Resources that the request touched, in the order of the first touch. */
  List<Ref> order() {
    return List.copyOf(formers.keySet());
  }

  /** The rules that stood when the transaction began: looked up once, by the first who asks. */
  List<Resource> holdRules() {
    if (holdRules.isEmpty()) {
      holdRules = Optional.of(base.list(HoldRule.KIND).filter(r -> !r.isDeleting()).toList());
    }
    return holdRules.get();
  }

  Optional<Resource> get(Ref ref) {
    Optional<Resource> now = made.get(ref);
    return now == null ? committed(ref) : now;
  }

  Resource existing(Ref ref) {
    return get(ref).orElseThrow(() -> Problem.notFound(ref));
  }

  void put(Resource next) {
    if (get(next.ref()).filter(next::sameAs).isEmpty()) {
      make(next.ref(), Optional.of(next));
    }
  }

  /** Takes the resource away, and with it what was kept sealed for it. */
  void remove(Ref ref) {
    make(ref, Optional.empty());
    if (ref.kind().equals(Secret.KIND) || ref.kind().equals(Account.KIND)) {
      kept.put(ref, Optional.empty());
    }
  }

  private void make(Ref ref, Optional<Resource> next) {
    formers.computeIfAbsent(ref, this::get);
    made.put(ref, next);
    since.add(ref);
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
    made.forEach(
        (ref, after) -> {
          Optional<Resource> then = committed(ref);
          if (after.isEmpty()) {
            then.ifPresent(gone -> removes.add(ref));
          } else if (then.filter(after.get()::sameAs).isEmpty()) {
            puts.add(after.get());
          }
        });
    kept.entrySet().removeIf(e -> e.getValue().isEmpty() && committed(e.getKey()).isEmpty());
    return new Transaction(puts, removes, entries, kept, fences);
  }
}
