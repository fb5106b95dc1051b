package org.hansa.core.testing;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.hansa.core.api.Claims;
import org.hansa.core.api.Draft;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Reservation;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.control.Change;
import org.hansa.core.api.store.Entry;

/** Applies changes naively, all or none, and checks what the gate would. */
final class Commit {

  private final List<Entry> entries = new ArrayList<>();
  private int uids;

  /** All that was appended, in order. */
  List<Entry> entries() {
    return List.copyOf(entries);
  }

  Snapshot all(Snapshot before, List<Change> changes) {
    Snapshot after = before;
    for (Change change : changes) {
      after = one(after, change);
    }
    after = sweep(after);
    pools(before, after);
    return after;
  }

  private Snapshot one(Snapshot s, Change change) {
    if (change instanceof Change.Put put) {
      return put(s, put.draft());
    }
    if (change instanceof Change.Delete delete) {
      return s.get(delete.ref()).map(r -> mark(s, r)).orElse(s);
    }
    if (change instanceof Change.Status status) {
      Resource r = there(s, status.ref());
      return replace(s, r, r.withStatus(status.status()).withConditions(status.conditions()));
    }
    if (change instanceof Change.Finalizer finalizer) {
      Resource r = there(s, finalizer.ref());
      SortedSet<String> names = new TreeSet<>(r.finalizers());
      if (finalizer.present()) {
        names.add(finalizer.name());
      } else {
        names.remove(finalizer.name());
      }
      return replace(s, r, r.withFinalizers(names));
    }
    if (change instanceof Change.Observed seen) {
      Resource r = there(s, seen.ref());
      return replace(s, r, r.withObserved(seen.controller(), seen.observation()));
    }
    if (change instanceof Change.Retry retry) {
      return s.with(List.of(there(s, retry.ref()).retried()), List.of());
    }
    if (change instanceof Change.Append append) {
      entries.add(append.entry());
      return s;
    }
    throw new AssertionError("not driven here: " + change);
  }

  private Snapshot put(Snapshot s, Draft draft) {
    Optional<Resource> former = s.get(draft.ref());
    if (former.isEmpty()) {
      Optional<Resource.Owner> owner = draft.owner().map(o -> there(s, o).asOwner());
      Resource fresh = Resource.fresh(draft, "uid-" + ++uids, s.now(), owner);
      return s.with(List.of(fresh), List.of());
    }
    if (former.get().isDeleting()) {
      throw new AssertionError(draft.ref() + " was put while it is being deleted");
    }
    return replace(s, former.get(), former.get().withSpec(draft.spec()).withLabels(draft.labels()));
  }

  private static Resource there(Snapshot s, Ref ref) {
    return s.get(ref).orElseThrow(() -> new AssertionError(ref + " is not there"));
  }

  private static Snapshot replace(Snapshot s, Resource old, Resource next) {
    return next.sameAs(old) ? s : s.with(List.of(next), List.of());
  }

  private static Snapshot mark(Snapshot s, Resource resource) {
    Snapshot marked = replace(s, resource, resource.withDeleting(s.now()));
    for (Resource child : s.owned(resource)) {
      marked = mark(marked, child);
    }
    return marked;
  }

  /** What is to go and has neither finalisers nor children goes, from the leaves. */
  private static Snapshot sweep(Snapshot s) {
    List<Ref> gone =
        s.kinds().stream()
            .flatMap(s::list)
            .filter(r -> r.isDeleting() && r.finalizers().isEmpty() && s.owned(r).isEmpty())
            .map(Resource::ref)
            .toList();
    return gone.isEmpty() ? s : sweep(s.with(List.of(), gone));
  }

  /** A pool may shrink below what is taken of it; only more may not be taken then. */
  private static void pools(Snapshot before, Snapshot s) {
    for (Resource pool : s.kinds().stream().flatMap(s::list).toList()) {
      if (pool.status().at("/allocatable").isPresent()) {
        Map<String, BigDecimal> all = pool.status().as(Reservation.Pool.class).allocatable();
        Claims claims = s.claims(pool.ref());
        claims
            .amounts()
            .forEach(
                (unit, taken) -> {
                  boolean more = taken.compareTo(before.claims(pool.ref()).amount(unit)) > 0;
                  if (more && taken.compareTo(all.getOrDefault(unit, BigDecimal.ZERO)) > 0) {
                    throw new AssertionError(pool.ref() + ": " + unit + " is exceeded: " + taken);
                  }
                });
      }
    }
  }
}
