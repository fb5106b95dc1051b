package org.hansa.itests.simulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Draft;
import org.hansa.core.api.Kind;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.control.Change;
import org.hansa.core.api.gate.Principal;
import org.hansa.core.api.gate.Request;
import org.hansa.core.api.store.Catalogue;
import org.hansa.core.api.store.Filing;
import org.hansa.itests.simulation.Invariants.Rule;

/**
 * People who write the catalogue, each on condition of what they read there before: who is told
 * that it was written has overwritten nobody unseen.
 */
final class Librarians {

  /**
   * What they write.
   *
   * @param words of one attempt, and no other
   */
  record Card(String words) {}

  /** Nothing is observed of it. */
  record Status() {}

  static final Kind KIND =
      new Kind(
          "Card",
          "cards",
          1,
          "org.hansa.itests.simulation",
          Card.class,
          Status.class,
          Kind.Writer.USERS,
          "What librarians note.",
          List.of(),
          Kind.Data.CATALOGUE);

  /** None of the roles that are built in knows the kind. */
  private static final Principal SOMEBODY =
      new Principal("system:librarian", Principal.SYSTEM_TENANT, Set.of());

  private static final int CARDS = 4;
  private static final int PEOPLE = 3;

  /** So that a list has several pages. */
  private static final int PAGE = 1;

  private record Desk(int person, Ref card) {}

  private final Invariants invariants;
  private final Faults faults;
  private final Scheduler scheduler;
  private final Map<Desk, Long> read = new HashMap<>();
  private final Map<Ref, NavigableMap<Long, Optional<Resource>>> filed = new TreeMap<>();
  private final List<String> refused = new ArrayList<>();
  private int attempts;

  Librarians(Invariants invariants, Faults faults, Scheduler scheduler) {
    this.invariants = invariants;
    this.faults = faults;
    this.scheduler = scheduler;
  }

  private static Desk desk(int pick) {
    return new Desk(pick % PEOPLE, new Ref(KIND.name(), "acme", "card" + pick / PEOPLE % CARDS));
  }

  /** What a commit wrote of it. */
  void filed(long revision, List<Filing> filings) {
    for (Filing filing : filings) {
      Optional<Resource> next = filing.next().map(r -> r.withRevision(revision));
      next.map(Librarians::words)
          .filter(refused::contains)
          .ifPresent(words -> lost(words + " was refused, and is written"));
      filed.computeIfAbsent(filing.ref(), ref -> new TreeMap<>()).put(revision, next);
    }
  }

  /** What stands is what was saved. */
  void restored(long revision, Map<Ref, Resource> catalogue) {
    catalogue.keySet().forEach(ref -> filed.computeIfAbsent(ref, each -> new TreeMap<>()));
    filed.forEach((ref, all) -> all.put(revision, Optional.ofNullable(catalogue.get(ref))));
  }

  /** One of them reads a card, and looks through all. */
  void read(Node node, int pick) {
    Desk desk = desk(pick);
    try {
      long revision =
          node.gate().view(SOMEBODY).get(desk.card()).map(Resource::revision).orElse(0L);
      read.put(desk, revision);
      list(node);
    } catch (Problem e) {
      scheduler.say("not read: " + e.line());
    }
  }

  private void list(Node node) {
    List<Resource> seen = new ArrayList<>();
    Optional<String> after = Optional.of("");
    while (after.isPresent()) {
      Catalogue.Query query =
          new Catalogue.Query(KIND.name(), Optional.of("acme"), Map.of(), "", after.get(), PAGE);
      Catalogue.Page page = node.gate().list(SOMEBODY, query);
      seen.addAll(page.resources());
      after = page.next();
    }
    List<Resource> stand =
        filed.values().stream().flatMap(all -> all.lastEntry().getValue().stream()).toList();
    if (!seen.equals(stand)) {
      invariants.broken(
          Rule.THE_CATALOGUE_LISTS_WHAT_STANDS,
          "listed are " + told(seen) + ", filed were " + told(stand));
    }
  }

  private static List<String> told(List<Resource> all) {
    return all.stream().map(r -> r.ref().name() + "@" + r.revision()).toList();
  }

  /** Writes the card, or takes it away, if it stands as it was read. */
  void write(Node node, int pick, boolean away) {
    Desk desk = desk(pick);
    long former = read.getOrDefault(desk, 0L);
    String words = "attempt " + ++attempts;
    Draft draft =
        new Draft(desk.card(), Map.of(), Optional.empty(), Set.of(), Doc.of(new Card(words)));
    Change change =
        away && former > 0
            ? new Change.Delete(desk.card(), Optional.of(former))
            : new Change.Put(draft, Optional.of(former));
    try {
      Snapshot after =
          node.gate().submit(Request.of(SOMEBODY, Users.DOOR, "test", List.of(change)));
      faults.count(Happening.CARD_WRITTEN);
      written(desk, after.revision(), former, change instanceof Change.Put ? words : "");
    } catch (Problem e) {
      scheduler.say("not filed: " + e.line());
      if (e.reason() != Problem.Reason.UNAVAILABLE) {
        faults.count(Happening.CARD_OVERTAKEN);
        refused(words);
      }
    }
  }

  private void written(Desk desk, long revision, long former, String words) {
    NavigableMap<Long, Optional<Resource>> all = filed.getOrDefault(desk.card(), new TreeMap<>());
    if (words.isEmpty() && !stood(all, revision)) {
      // A backup from before it was written was restored: to take away what is gone is nothing.
      read.put(desk, 0L);
      return;
    }
    Optional<Resource> now = Optional.ofNullable(all.get(revision)).flatMap(r -> r);
    Optional<Resource> before =
        Optional.ofNullable(all.lowerEntry(revision)).flatMap(Map.Entry::getValue);
    long overwritten = before.map(Resource::revision).orElse(0L);
    if (!all.containsKey(revision) || !now.map(Librarians::words).orElse("").equals(words)) {
      lost(desk.card() + " is not at " + revision + " as was acknowledged");
    } else if (overwritten != former) {
      lost(desk.card() + " was read at " + former + ", and overwrote " + overwritten);
    }
    read.put(desk, now.map(Resource::revision).orElse(0L));
  }

  /** Whether there was something to take away in a transaction, or it took it. */
  private static boolean stood(NavigableMap<Long, Optional<Resource>> all, long revision) {
    return all.containsKey(revision)
        || Optional.ofNullable(all.lowerEntry(revision)).flatMap(Map.Entry::getValue).isPresent();
  }

  private void refused(String words) {
    refused.add(words);
    filed.values().stream()
        .flatMap(all -> all.values().stream().flatMap(Optional::stream))
        .filter(r -> words(r).equals(words))
        .forEach(r -> lost(words + " is written, and was refused"));
  }

  private static String words(Resource card) {
    return card.spec().as(Card.class).words();
  }

  private void lost(String how) {
    invariants.broken(Rule.THE_CATALOGUE_LOSES_NO_UPDATE, how);
  }
}
