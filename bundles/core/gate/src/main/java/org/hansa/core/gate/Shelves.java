package org.hansa.core.gate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.control.Change;
import org.hansa.core.api.store.Catalogue;
import org.hansa.core.api.store.Filing;
import org.hansa.core.api.store.Store;
import org.hansa.core.api.store.Transaction;

/**
 * The catalogue as the gate sees it. What a request names of it is read first and stands in the
 * fork that is decided on, as if it were managed; the store takes it on condition that it still
 * stands so. Thread-safe.
 */
final class Shelves {

  /** How often a request is decided anew because another wrote the same in between. */
  private static final int TRIES = 20;

  /** Pages that are read for one of those that the caller may see. */
  private static final int PAGES = 16;

  /** Where a page ends though more were asked: what the store gives at once comes on top. */
  private static final long PAGE_BYTES = 2L << 20;

  /** After all names of a tenant. */
  private static final String LAST = "z".repeat(253);

  private final Store store;
  private final Registry registry;

  Shelves(Store store, Registry registry) {
    this.store = store;
    this.registry = registry;
  }

  private boolean isHere(Ref ref) {
    return isHere(store.snapshot(), ref);
  }

  private boolean isHere(Snapshot now, Ref ref) {
    return registry.known(now, ref.kind()).filter(Known::isCatalogue).isPresent();
  }

  /** A resource that is not in the snapshot. */
  Optional<Resource> get(Ref ref) {
    return isHere(ref) ? store.catalogue().get(ref) : Optional.empty();
  }

  /** For states of the past. */
  Optional<Resource> refuse(Ref ref) {
    if (isHere(ref)) {
      throw Problem.invalid(
          "revision of", ref, "the newest: its kind is of the catalogue", "Read it as it is now.");
    }
    return Optional.empty();
  }

  /** What changes name of the catalogue. */
  List<Ref> named(Snapshot now, List<Change> changes) {
    List<Ref> named = new ArrayList<>(0);
    for (Change change : changes) {
      if (change instanceof Change.Put put && isHere(now, put.draft().ref())) {
        named.add(put.draft().ref());
      } else if (change instanceof Change.Delete delete && isHere(now, delete.ref())) {
        named.add(delete.ref());
      }
    }
    return named;
  }

  Snapshot with(Snapshot state, List<Ref> named) {
    return named.isEmpty() ? state : state.with(List.copyOf(read(named).values()), List.of());
  }

  private Map<Ref, Resource> read(List<Ref> named) {
    Map<Ref, Resource> found = new LinkedHashMap<>();
    named.forEach(ref -> store.catalogue().get(ref).ifPresent(r -> found.put(ref, r)));
    return found;
  }

  /**
   * Commits what is decided on a state with these resources in it.
   *
   * @return the state just after, with them in it
   */
  Snapshot transact(List<Ref> named, Function<Snapshot, Transaction> decide) {
    for (int left = TRIES; ; left--) {
      Map<Ref, Resource> found = read(named);
      AtomicReference<Map<Ref, Resource>> stand = new AtomicReference<>(Map.of());
      try {
        Snapshot after =
            store.transact(
                state -> {
                  Snapshot fork = state.with(List.copyOf(found.values()), List.of());
                  Transaction split = split(decide.apply(fork), found);
                  stand.set(standing(found, split));
                  return split;
                });
        List<Resource> now =
            stand.get().values().stream()
                .map(r -> r.equals(found.get(r.ref())) ? r : r.withRevision(after.revision()))
                .toList();
        return after.with(now, List.of());
      } catch (Problem e) {
        boolean overtaken = e.reason() == Problem.Reason.PRECONDITION && !read(named).equals(found);
        if (!overtaken || left == 1) {
          throw e;
        }
      }
    }
  }

  /** A transaction on the fork, as one on the store. */
  private Transaction split(Transaction wanted, Map<Ref, Resource> found) {
    List<Resource> puts = new ArrayList<>();
    List<Ref> removes = new ArrayList<>();
    List<Filing> filings = new ArrayList<>();
    for (Resource put : wanted.puts()) {
      if (isHere(put.ref())) {
        filings.add(Filing.put(put, revision(put.ref(), found)));
      } else {
        puts.add(put);
      }
    }
    for (Ref gone : wanted.removes()) {
      if (isHere(gone)) {
        filings.add(Filing.remove(gone, revision(gone, found)));
      } else {
        removes.add(gone);
      }
    }
    return new Transaction(
        puts, removes, wanted.entries(), wanted.sealed(), wanted.fences(), filings);
  }

  private static long revision(Ref ref, Map<Ref, Resource> found) {
    return Optional.ofNullable(found.get(ref)).map(Resource::revision).orElse(0L);
  }

  private static Map<Ref, Resource> standing(Map<Ref, Resource> found, Transaction wanted) {
    Map<Ref, Resource> stand = new LinkedHashMap<>(found);
    for (Filing filing : wanted.catalogue()) {
      filing
          .next()
          .ifPresentOrElse(r -> stand.put(filing.ref(), r), () -> stand.remove(filing.ref()));
    }
    return stand;
  }

  /** A page of what may be seen. A tenant of which nothing may be is passed over at once. */
  Catalogue.Page list(Catalogue.Query query, Predicate<Ref> sees) {
    return list(
        query, sees, query.words().isBlank() ? Shelves::next : (page, unseen) -> page.next());
  }

  private Catalogue.Page list(
      Catalogue.Query query,
      Predicate<Ref> sees,
      BiFunction<Catalogue.Page, Optional<Ref>, Optional<String>> next) {
    List<Resource> seen = new ArrayList<>();
    long bytes = 0;
    Optional<String> after = Optional.of(query.after());
    for (int pages = 0; after.isPresent() && pages < PAGES; pages++) {
      Catalogue.Query rest =
          new Catalogue.Query(
              query.kind(),
              query.tenant(),
              query.labels(),
              query.words(),
              after.get(),
              query.limit() - seen.size());
      Catalogue.Page page = store.catalogue().list(rest);
      Optional<Ref> unseen = Optional.empty();
      for (Resource resource : page.resources()) {
        if (sees.test(resource.ref())) {
          seen.add(resource);
          bytes += resource.spec().size() + resource.status().size();
        } else {
          unseen = Optional.of(resource.ref());
        }
      }
      after = next.apply(page, unseen);
      if (seen.size() >= query.limit() || bytes > PAGE_BYTES) {
        break;
      }
    }
    return new Catalogue.Page(seen, after);
  }

  /**
   * Rights are by kind and tenant: if the last of a page is not seen, no other of its tenant is.
   */
  private static Optional<String> next(Catalogue.Page page, Optional<Ref> unseen) {
    boolean last =
        unseen.isPresent()
            && page.resources().get(page.resources().size() - 1).ref().equals(unseen.get());
    return page.next().map(cursor -> last ? unseen.get().tenant() + "/" + LAST : cursor);
  }
}
