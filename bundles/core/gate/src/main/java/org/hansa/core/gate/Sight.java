package org.hansa.core.gate;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.control.Change;
import org.hansa.core.api.gate.Principal;
import org.hansa.core.api.store.Catalogue;
import org.hansa.core.api.store.Store;

/** What a principal sees of the state: what it may read, and nothing of what else there is. */
final class Sight {

  private final Store store;
  private final Shelves shelves;
  private final Authority authority;

  Sight(Store store, Shelves shelves, Authority authority) {
    this.store = store;
    this.shelves = shelves;
    this.authority = authority;
  }

  Snapshot now(Principal principal) {
    return new View(store.snapshot(), authority.sight(principal), shelves::get);
  }

  Snapshot at(Principal principal, long revision) {
    return new View(store.snapshotAt(revision), authority.sight(principal), shelves::refuse);
  }

  Catalogue.Page list(Principal principal, Catalogue.Query query) {
    return shelves.list(authority.within(principal, query), authority.sight(principal));
  }

  /** For whoever may read a stream in the tenant that an entry is of, and that is asked about. */
  Store.Page entries(Principal principal, Store.Query query) {
    String kind = kind(query.stream());
    Map<String, Boolean> may = new HashMap<>();
    Predicate<Optional<Ref>> reads =
        subject ->
            may.computeIfAbsent(
                subject.map(Ref::tenant).orElse(Principal.SYSTEM_TENANT),
                tenant -> authority.may(principal, "read", kind, tenant, Set.of()));
    // A look through a long record costs the same for who may read nothing of it: it is not begun.
    if (query.subject().isPresent() && !reads.test(query.subject())) {
      return new Store.Page(List.of(), Optional.empty());
    }
    Store.Page page = store.entries(query);
    List<Store.Numbered> seen =
        page.entries().stream().filter(n -> reads.test(n.entry().subject())).toList();
    return new Store.Page(seen, page.next());
  }

  /** The word under which roles know a stream: Audit, Event, Ledger. */
  private static String kind(String stream) {
    return stream.substring(0, 1).toUpperCase(Locale.ROOT) + stream.substring(1);
  }

  /** All that there is now, with what the changes name of the catalogue. */
  Snapshot base(List<Change> changes) {
    Snapshot now = store.snapshot();
    return shelves.with(now, shelves.named(now, changes));
  }
}
