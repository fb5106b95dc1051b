package org.hansa.core.shell;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.hansa.core.api.gate.Gate;
import org.hansa.core.api.gate.Principal;
import org.hansa.core.api.store.Entry;
import org.hansa.core.api.store.Store;

/** The newest entries of a record stream that a principal may read. */
final class Streams {

  private static final int PAGE = 500;

  /** The most entries that are looked through for one answer. */
  private static final int MOST_SEEN = 20_000;

  private final Gate gate;
  private final Store store;

  Streams(Gate gate, Store store) {
    this.gate = gate;
    this.store = store;
  }

  /** Oldest first, at most {@code limit}. */
  List<Store.Numbered> newest(
      Principal principal,
      String stream,
      Optional<Ref> subject,
      Optional<Instant> from,
      int limit) {
    if (limit < 1 || limit > 10_000) {
      throw Problem.invalid("number of lines", limit, "from 1 to 10000", "Choose another number.");
    }
    List<Store.Numbered> found = new ArrayList<>();
    long after = 0;
    for (int seen = 0; seen < MOST_SEEN && found.size() < limit; seen += PAGE) {
      Store.Query query =
          new Store.Query(
              stream, subject, Optional.empty(), from, Optional.empty(), after, true, PAGE);
      Store.Page page = store.entries(query);
      page.entries().stream()
          .filter(entry -> mayRead(principal, entry.entry()))
          .limit(limit - found.size())
          .forEach(found::add);
      if (page.next().isEmpty()) {
        break;
      }
      after = page.next().get();
    }
    java.util.Collections.reverse(found);
    return found;
  }

  /**
   * @param entries the newest about each
   * @param whole whether all of the stream was looked through, or all were found before; else an
   *     older one may be there
   */
  record Newest(Map<Ref, Entry> entries, boolean whole) {}

  /** The newest about each of many, in one pass: to ask for each alone takes a query for each. */
  Newest newest(Principal principal, String stream, Set<Ref> subjects) {
    Map<Ref, Entry> found = new HashMap<>();
    long after = 0;
    for (int seen = 0; seen < MOST_SEEN && found.size() < subjects.size(); seen += PAGE) {
      Store.Page page =
          store.entries(
              new Store.Query(
                  stream,
                  Optional.empty(),
                  Optional.empty(),
                  Optional.empty(),
                  Optional.empty(),
                  after,
                  true,
                  PAGE));
      for (Store.Numbered each : page.entries()) {
        Entry entry = each.entry();
        entry
            .subject()
            .filter(subjects::contains)
            .filter(ref -> !found.containsKey(ref) && mayRead(principal, entry))
            .ifPresent(ref -> found.put(ref, entry));
      }
      if (page.next().isEmpty()) {
        return new Newest(found, true);
      }
      after = page.next().get();
    }
    return new Newest(found, found.size() == subjects.size());
  }

  /** Streams are kinds of their own to the gate; an entry about nothing is the whole system's. */
  boolean mayRead(Principal principal, Entry entry) {
    String kind = kind(entry.stream());
    String tenant = entry.subject().map(Ref::tenant).orElse(Principal.SYSTEM_TENANT);
    return gate.may(principal, "read", kind, tenant);
  }

  static String kind(String stream) {
    return switch (stream) {
      case Entry.AUDIT -> "Audit";
      case Entry.EVENT -> "Event";
      case Entry.LEDGER -> "Ledger";
      default -> throw new IllegalArgumentException(stream);
    };
  }
}
