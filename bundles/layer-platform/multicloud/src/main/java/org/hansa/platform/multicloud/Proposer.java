package org.hansa.platform.multicloud;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hansa.core.api.Condition;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;
import org.hansa.platform.api.Optimization;
import org.hansa.platform.api.Optimization.Proposal;
import org.hansa.platform.api.Optimization.Stays;

/** Looks at what an Optimization names, and proposes what repays. */
final class Proposer {

  private static final int MOST_NEEDS = 2_000;

  /** Replicas times hosts; each pair is tried by all constraints. */
  private static final long MOST = 200_000;

  private static final int MOST_STAYS = 100;

  static final String NOT_AT_REST = "NotAtRest";

  private final List<Constraint> constraints;

  private final int mostNeeds;
  private final long most;

  Proposer(List<Constraint> constraints) {
    this(constraints, MOST_NEEDS, MOST);
  }

  /**
   * @param mostNeeds replicas that are looked at together
   * @param most of them times the hosts
   */
  Proposer(List<Constraint> constraints, int mostNeeds, long most) {
    this.constraints = constraints;
    this.mostNeeds = mostNeeds;
    this.most = most;
  }

  /** Whatever was proposed before is forgotten. */
  Outlook look(Snapshot snapshot, Resource optimization) {
    String tenant = optimization.ref().tenant();
    Optional<Guest> guest = Guest.of(snapshot, tenant);
    Offers offers = new Offers(snapshot, tenant, guest);
    Movers movers = Movers.of(snapshot, optimization, guest, constraints, offers);
    if (!movers.unknown().isEmpty()) {
      String message =
          "no application '"
              + movers.unknown().get(0)
              + "' in tenant "
              + tenant
              + ". Name those that are there, or none for all.";
      return none(snapshot, optimization, movers, no(snapshot, "NoSuchApplication", message));
    }
    Optional<Outlook> leaves = leaves(snapshot, optimization, movers, offers, guest);
    if (leaves.isPresent()) {
      return leaves.get();
    }
    List<Resource> held = movers.all().stream().flatMap(a -> a.held().stream()).toList();
    List<Offer> all = offers.all(held);
    long needs = movers.all().stream().mapToLong(a -> a.demand().needs().size()).sum();
    if (needs > mostNeeds || needs * all.size() > most) {
      String message =
          "%d replicas on %d hosts are too many to be looked at together: at most %d, and at most %d"
                  .formatted(needs, all.size(), mostNeeds, most)
              + " times the hosts. Name fewer applications.";
      return none(snapshot, optimization, movers, no(snapshot, "TooMany", message));
    }
    List<Candidate> moves = new Joint(constraints, tenant, movers.all()).moves(snapshot);
    if (moves.isEmpty()) {
      String message =
          "no moves of "
              + needs
              + " replicas of "
              + movers.all().size()
              + " applications repay"
              + stays(movers.stays());
      return none(
          snapshot,
          optimization,
          movers,
          Condition.yes(Condition.READY, "NothingBetter", message, snapshot.now()));
    }
    Map<Ref, Offer> places = new HashMap<>();
    all.forEach(offer -> places.put(offer.ref(), offer));
    Proposal proposal = Proposals.of(moves, movers.all(), places);
    String message = Proposals.says(proposal);
    return new Outlook(
        status(snapshot, optimization, Optional.of(proposal), movers),
        Condition.yes(Condition.READY, Progress.PROPOSED, message, snapshot.now()));
  }

  /**
   * Who must leave goes before what saves is looked for; empty if nobody must that can, and no host
   * is named.
   */
  private Optional<Outlook> leaves(
      Snapshot snapshot,
      Resource optimization,
      Movers movers,
      Offers offers,
      Optional<Guest> guest) {
    Optional<Ref> host = optimization.spec().as(Optimization.Spec.class).host().map(Ref::parse);
    List<Applicant> all = Movers.atRest(snapshot, optimization, guest, constraints, offers);
    Evacuation.Found found =
        new Evacuation(constraints, optimization.ref().tenant()).of(snapshot, all, host);
    List<Stays> stays = new ArrayList<>(found.stays());
    stays.addAll(
        host.map(h -> Movers.restless(snapshot, optimization, h, all)).orElse(movers.stays()));
    Movers known = new Movers(movers.all(), stays, List.of());
    if (found.moves().isEmpty()) {
      boolean ends = host.isPresent() || !found.stays().isEmpty();
      return Optional.of(nobody(snapshot, host, found, stays))
          .filter(c -> ends)
          .map(condition -> none(snapshot, optimization, known, condition));
    }
    Map<Ref, Offer> places = new HashMap<>();
    offers.all(List.of()).forEach(offer -> places.put(offer.ref(), offer));
    Proposal proposal = Proposals.ofMoves(found.moves(), all, places);
    return Optional.of(
        new Outlook(
            status(snapshot, optimization, Optional.of(proposal), known),
            Condition.yes(
                Condition.READY, Progress.PROPOSED, Proposals.says(proposal), snapshot.now())));
  }

  /** Why nobody leaves. */
  private static Condition nobody(
      Snapshot snapshot, Optional<Ref> host, Evacuation.Found found, List<Stays> stays) {
    if (!found.stays().isEmpty()) {
      return no(snapshot, "NoPlace", found.stays().get(0).why());
    }
    if (host.isPresent() && !stays.isEmpty()) {
      String first = stays.get(0).application() + ": " + stays.get(0).why();
      return no(snapshot, NOT_AT_REST, "who is there is not at rest: " + first);
    }
    String message = "nobody of this tenant must leave " + host.map(Ref::toString).orElse("");
    return Condition.yes(Condition.READY, "NothingBetter", message, snapshot.now());
  }

  private static Outlook none(
      Snapshot snapshot, Resource optimization, Movers movers, Condition condition) {
    return new Outlook(status(snapshot, optimization, Optional.empty(), movers), condition);
  }

  private static Optimization.Status status(
      Snapshot snapshot, Resource optimization, Optional<Proposal> proposal, Movers movers) {
    List<Stays> stays = movers.stays();
    return new Optimization.Status(
        Optional.of(optimization.generation()),
        Optional.of(snapshot.now()),
        proposal,
        Optional.empty(),
        Optional.empty(),
        List.of(),
        stays.subList(0, Math.min(MOST_STAYS, stays.size())));
  }

  private static String stays(List<Stays> stays) {
    return stays.isEmpty()
        ? ""
        : "; %d may not be moved, for instance %s: %s"
            .formatted(stays.size(), stays.get(0).application(), stays.get(0).why());
  }

  private static Condition no(Snapshot snapshot, String reason, String message) {
    return Condition.no(Condition.READY, reason, message, snapshot.now());
  }
}
