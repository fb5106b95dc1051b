package org.hansa.itests.simulation;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.hansa.core.api.Claims;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Follower;
import org.hansa.core.api.HoldRule;
import org.hansa.core.api.Installation;
import org.hansa.core.api.Observation;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Reservation;
import org.hansa.core.api.Resource;
import org.hansa.core.api.ResourceJson;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.control.Change;
import org.hansa.core.api.control.Controller;
import org.hansa.core.api.control.Relied;
import org.hansa.core.api.gate.Principal;
import org.hansa.core.api.gate.Request;
import org.hansa.core.api.plan.Plan;
import org.hansa.core.api.store.Catalogue;
import org.hansa.core.api.store.Entry;
import org.hansa.core.api.store.Fence;
import org.hansa.core.api.store.Leases;
import org.hansa.core.api.store.Transaction;
import org.hansa.core.store.MemoryStore;
import org.hansa.platform.api.Instance;
import org.hansa.platform.connectivity.Connectivity;
import org.hansa.platform.workloads.Forwards;
import org.hansa.platform.workloads.Orphans;

/**
 * Defects that are planted to prove that the simulation sees them: the classic ones of systems of
 * this sort, and one at least for each rule.
 */
enum Bug implements MemoryStore.Spoiler {
  NONE,
  LOST_COMPARE_AND_SET,
  DOUBLE_CREATE,
  LEAKED_RESERVATION,
  SKIPPED_AUDIT,
  AUDITED_TWICE,
  DELETED_UNAUDITED,
  WATCH_GAP,
  WATCH_REPEATS,
  CONTROLLER_ABSENT,
  FORGOTTEN_FINALIZER,
  LEDGER_TWICE,
  HOLD_IGNORED,
  STALE_FENCE,
  FENCE_LOOKED_AT_TOO_SOON,
  PRECONDITION_IGNORED,
  OUTDATED_PLAN_APPLIED,
  REVISION_SKIPPED,
  ACKNOWLEDGED_TOO_SOON,
  OVERBOOKED,
  INTENT_FORGOTTEN,
  CHANGE_SWALLOWED,
  METER_READ_ONCE,
  ORPHANS_LEFT,
  CONNECTION_KEPT,
  ANOTHERS_SWEPT,
  ANYBODY_MAY,
  RULE_FORGOTTEN,
  CURSOR_BEFORE_DELIVERY,
  RELIST_KEEPS_WHAT_IS_GONE,
  FOLLOWED_TWICE,
  CARD_OVERWRITTEN,
  CARD_LEFT_OUT,
  RESTORED_AND_NOT_ASKED,
  LEASE_THOUGHT_LONGER,
  VIEW_TOO_OLD,
  ANSWER_UNFENCED,
  READINGS_DROPPED;

  @Override
  public boolean checksFences(boolean late) {
    return this != STALE_FENCE && !(late && this == FENCE_LOOKED_AT_TOO_SOON);
  }

  @Override
  public boolean skips(long revision) {
    return this == REVISION_SKIPPED && revision % 50 == 0;
  }

  /** How often a watch sees a commit. */
  int seen(long revision) {
    boolean spoilt = revision % 7 == 0;
    return spoilt && this == WATCH_GAP ? 0 : spoilt && this == WATCH_REPEATS ? 2 : 1;
  }

  /** Whether the controller is there. */
  boolean runs(Controller controller) {
    return switch (this) {
      case ORPHANS_LEFT -> !(controller instanceof Orphans || controller instanceof Forwards);
      case CONTROLLER_ABSENT -> !(controller instanceof Connectivity);
      default -> true;
    };
  }

  boolean spoilsRequests() {
    return this == PRECONDITION_IGNORED
        || this == HOLD_IGNORED
        || this == ANYBODY_MAY
        || this == CURSOR_BEFORE_DELIVERY
        || this == CARD_OVERWRITTEN
        || this == RESTORED_AND_NOT_ASKED
        || this == ANSWER_UNFENCED
        || this == READINGS_DROPPED;
  }

  /** Whether this is said to be written, and is not. */
  boolean drops(Request r) {
    return this == READINGS_DROPPED
        && r.changes().stream().allMatch(Change.Append.class::isInstance);
  }

  /** What a node takes for its lease. */
  @Override
  public Leases.Held held(Leases.Held held) {
    return switch (this) {
      case LEASE_THOUGHT_LONGER ->
          new Leases.Held(held.epochs(), held.revision(), held.left().multipliedBy(5));
      case VIEW_TOO_OLD -> new Leases.Held(held.epochs(), 0, held.left());
      default -> held;
    };
  }

  /** How often a follower's route tells it. */
  int told(String change, long revision) {
    return switch (this) {
      case RELIST_KEEPS_WHAT_IS_GONE -> change.equals("RELIST") ? 0 : 1;
      case FOLLOWED_TWICE -> change.equals("UPDATED") && revision % 7 == 0 ? 2 : 1;
      default -> 1;
    };
  }

  /**
   * What the gate is asked.
   *
   * @param revision the newest
   */
  Request asked(Request r, long revision) {
    boolean people = r.door().equals(Users.DOOR);
    List<Relied> relied =
        r.relied().stream()
            .filter(p -> this != RESTORED_AND_NOT_ASKED || !p.ref().equals(Installation.SELF))
            .filter(p -> people ? this != PRECONDITION_IGNORED : this != HOLD_IGNORED || !isHold(p))
            .toList();
    Principal who = people && this == ANYBODY_MAY ? Users.ROOT : r.principal();
    List<Change> changes = r.changes().stream().map(c -> asked(c, revision)).toList();
    boolean unfenced = this == ANSWER_UNFENCED && changes.stream().anyMatch(Bug::isAnswer);
    Optional<Fence> fence = unfenced ? Optional.empty() : r.fence();
    return new Request(who, r.door(), r.cause(), changes, relied, fence);
  }

  private static boolean isAnswer(Change change) {
    return change instanceof Change.Observed seen
        && seen.observation().outcome() != Observation.Outcome.PENDING;
  }

  /** The last of a full page. */
  @Override
  public Catalogue.Page listed(Catalogue.Page page) {
    return this == CARD_LEFT_OUT && page.next().isPresent()
        ? new Catalogue.Page(page.resources().subList(0, page.resources().size() - 1), page.next())
        : page;
  }

  private Change asked(Change change, long revision) {
    if (this == CARD_OVERWRITTEN
        && change instanceof Change.Put put
        && put.draft().ref().kind().equals(Librarians.KIND.name())) {
      return Change.Put.of(put.draft());
    }
    return this == CURSOR_BEFORE_DELIVERY
            && change instanceof Change.Status status
            && status.ref().equals(Partner.FOLLOWER)
        ? new Change.Status(status.ref(), ahead(status.status(), revision), List.of())
        : change;
  }

  private static Doc ahead(Doc status, long revision) {
    Follower.Status said = status.as(Follower.Status.class);
    return said.position().isEmpty()
        ? status
        : Doc.of(
            new Follower.Status(
                Optional.of(revision), 0, said.delivered(), said.failures(), said.failure()));
  }

  private static boolean isHold(Relied relied) {
    return relied.what().contains("hold");
  }

  /** What the runtime reads. */
  Snapshot read(Snapshot newest) {
    if (this != HOLD_IGNORED && this != RESTORED_AND_NOT_ASKED) {
      return newest;
    }
    List<Resource> bare =
        newest.kinds().stream()
            .flatMap(newest::list)
            .filter(r -> !r.holds().isEmpty())
            .filter(r -> r.ref().equals(Installation.SELF) == (this == RESTORED_AND_NOT_ASKED))
            .map(r -> r.withHolds(new TreeSet<>()))
            .toList();
    return bare.isEmpty() ? newest : newest.with(bare, List.of());
  }

  @Override
  public Snapshot seen(Snapshot newest, Snapshot former) {
    if (this == OVERBOOKED) {
      return unclaimed(newest);
    }
    return this == LOST_COMPARE_AND_SET && newest.revision() % 5 == 0 ? former : newest;
  }

  /** The same, but for what is reserved. */
  private static Snapshot unclaimed(Snapshot of) {
    return (Snapshot)
        Proxy.newProxyInstance(
            Snapshot.class.getClassLoader(),
            new Class<?>[] {Snapshot.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "claims" -> Claims.NONE;
                  case "at", "with" -> unclaimed((Snapshot) method.invoke(of, arguments));
                  default -> method.invoke(of, arguments);
                });
  }

  @Override
  public Transaction wanted(Transaction t) {
    return switch (this) {
      case LEAKED_RESERVATION -> without(t, Reservation.KIND);
      case CONNECTION_KEPT -> without(t, "Connection");
      case SKIPPED_AUDIT ->
          t.puts().size() == 3 ? withEntries(t, entry -> !entry.stream().equals(Entry.AUDIT)) : t;
      case DELETED_UNAUDITED ->
          t.puts().stream().anyMatch(Bug::isDeletedApplication)
              ? withEntries(t, entry -> !entry.stream().equals(Entry.AUDIT))
              : t;
      case AUDITED_TWICE -> {
        List<Entry> twice = new ArrayList<>(t.entries());
        t.entries().stream().filter(e -> e.stream().equals(Entry.AUDIT)).forEach(twice::add);
        yield new Transaction(t.puts(), t.removes(), twice, t.sealed(), t.fences(), t.catalogue());
      }
      case FORGOTTEN_FINALIZER ->
          new Transaction(
              t.puts().stream()
                  .map(
                      r ->
                          r.ref().kind().equals(Instance.KIND)
                              ? r.withFinalizers(new TreeSet<>())
                              : r)
                  .toList(),
              t.removes(),
              t.entries(),
              t.sealed(),
              t.fences(),
              t.catalogue());
      case LEDGER_TWICE -> {
        List<Entry> twice = new ArrayList<>(t.entries());
        t.entries().stream().filter(e -> e.stream().equals(Entry.LEDGER)).forEach(twice::add);
        yield new Transaction(t.puts(), t.removes(), twice, t.sealed(), t.fences(), t.catalogue());
      }
      case RULE_FORGOTTEN ->
          new Transaction(
              t.puts().stream().map(Bug::withoutRule).toList(),
              t.removes(),
              t.entries(),
              t.sealed(),
              t.fences(),
              t.catalogue());
      case INTENT_FORGOTTEN ->
          new Transaction(
              t.puts().stream().map(Bug::withoutIntent).toList(),
              t.removes(),
              t.entries(),
              t.sealed(),
              t.fences(),
              t.catalogue());
      case METER_READ_ONCE ->
          withEntries(t, e -> !e.stream().equals(Entry.LEDGER) || e.at().getEpochSecond() % 7 == 0);
      default -> t;
    };
  }

  /** Only these are written. */
  private static Transaction withEntries(Transaction t, Predicate<Entry> which) {
    List<Entry> kept = t.entries().stream().filter(which).toList();
    return new Transaction(t.puts(), t.removes(), kept, t.sealed(), t.fences(), t.catalogue());
  }

  private static boolean isDeletedApplication(Resource resource) {
    return resource.ref().kind().equals("Application") && resource.isDeleting();
  }

  /** Nothing of the kind goes. */
  private static Transaction without(Transaction t, String kind) {
    return new Transaction(
        t.puts(),
        t.removes().stream().filter(r -> !r.kind().equals(kind)).toList(),
        t.entries(),
        t.sealed(),
        t.fences(),
        t.catalogue());
  }

  /** What the user of a stored plan wanted. */
  static List<Change> wanted(Resource plan) {
    Plan.Spec spec = plan.spec().as(Plan.Spec.class);
    List<Change> all = new ArrayList<>();
    spec.put().forEach(d -> all.add(Change.Put.of(ResourceJson.draft(d, plan.ref().tenant()))));
    spec.delete().forEach(ref -> all.add(Change.Delete.of(Ref.parse(ref))));
    return all;
  }

  private static Resource withoutRule(Resource resource) {
    TreeSet<String> holds = new TreeSet<>(resource.holds());
    return holds.removeIf(h -> HoldRule.of(h).isPresent()) ? resource.withHolds(holds) : resource;
  }

  private static Resource withoutIntent(Resource resource) {
    Resource next = resource;
    for (Map.Entry<String, Observation> seen : resource.observed().entrySet()) {
      if (seen.getValue().outcome() == Observation.Outcome.PENDING) {
        next = next.withObserved(seen.getKey(), Observation.NONE);
      }
    }
    return next;
  }
}
