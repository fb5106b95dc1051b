package org.hansa.platform.multicloud;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;
import org.hansa.platform.api.Objective.Moves;
import org.hansa.platform.api.Optimization.Move;
import org.hansa.platform.api.Optimization.Stays;
import org.hansa.platform.multicloud.Placement.Assignment;
import org.hansa.platform.multicloud.Placement.Decision;

/**
 * Who is to leave hosts that have less than is reserved of them, and for where: those of the lowest
 * priority first, of these the largest, until the rest has room. Each goes to the place that its
 * application prefers, as things are after those before it.
 */
final class Evacuation {

  /** Replicas that are tried. */
  private static final int MOST_MOVES = 200;

  private static final Moves FREE = new Moves(BigDecimal.ZERO, BigDecimal.ZERO);

  /**
   * @param stays those for which there is no other place
   */
  record Found(List<Move> moves, List<Stays> stays) {}

  private record Tenancy(Applicant applicant, Need need) {}

  private final List<Constraint> constraints;
  private final String tenant;

  Evacuation(List<Constraint> constraints, String tenant) {
    this.constraints = constraints;
    this.tenant = tenant;
  }

  /**
   * @param applicants those that are at rest; others leave nothing
   * @param only a host, if no other is asked for
   */
  Found of(Snapshot snapshot, List<Applicant> applicants, Optional<Ref> only) {
    List<Move> moves = new ArrayList<>();
    List<Stays> stays = new ArrayList<>();
    Snapshot now = snapshot;
    for (Ref host : only.map(Set::of).orElseGet(() -> hosts(applicants))) {
      Optional<Shortage> shortage = Shortage.of(now, host);
      for (Tenancy there : shortage.map(s -> leaving(s, applicants)).orElse(List.of())) {
        shortage = Shortage.of(now, host);
        boolean few = moves.size() + stays.size() < MOST_MOVES;
        if (few && shortage.filter(s -> s.eases(there.need())).isPresent()) {
          Optional<Passage> passage =
              there.need().isOnce() ? Optional.empty() : passage(now, there);
          if (passage.isPresent()) {
            moves.add(move(snapshot, there, passage.get(), shortage.get()));
            now = passage.get().after(now);
          } else {
            stays.add(
                new Stays(
                    there.applicant().application().ref().name(),
                    why(there.need(), shortage.get())));
          }
        }
      }
    }
    return new Found(moves, stays);
  }

  private static String why(Need need, Shortage shortage) {
    return need.isOnce()
        ? need.name() + " is to run once and would begin anew elsewhere, though " + shortage.says()
        : need.name()
            + " has no other place, though "
            + shortage.says()
            + ". Add a host that fits, or ask for less.";
  }

  private static Set<Ref> hosts(List<Applicant> applicants) {
    Set<Ref> hosts = new TreeSet<>();
    applicants.forEach(
        a -> a.demand().needs().forEach(n -> n.standing().ifPresent(s -> hosts.add(s.host()))));
    return hosts;
  }

  private static List<Tenancy> leaving(Shortage shortage, List<Applicant> applicants) {
    List<Tenancy> there = new ArrayList<>();
    for (Applicant applicant : applicants) {
      for (Need need : applicant.demand().needs()) {
        if (shortage.eases(need)) {
          there.add(new Tenancy(applicant, need));
        }
      }
    }
    Comparator<Tenancy> order = Comparator.comparing(t -> t.applicant().priority());
    for (String unit : shortage.units().keySet()) {
      order =
          order.thenComparing(
              Comparator.comparing((Tenancy t) -> t.need().amount(unit)).reversed());
    }
    there.sort(order.thenComparing(t -> t.need().name()));
    return there;
  }

  /**
   * Its move to where its application prefers, all others of it staying; empty if there is none.
   */
  private Optional<Passage> passage(Snapshot now, Tenancy there) {
    Optional<Guest> guest = Guest.of(now, tenant);
    Resource application = now.get(there.applicant().application().ref()).orElseThrow();
    Applicant applicant = Applicant.of(now, application, guest);
    Demand demand = applicant.demand().staying();
    Ref from = there.need().standing().orElseThrow().host();
    Decision decision =
        new Attempt(
                constraints,
                demand,
                new Offers(now, tenant, guest).all(applicant.held()),
                demand.preference(),
                Optional.empty(),
                (need, offer) ->
                    !need.name().equals(there.need().name()) || !offer.ref().equals(from))
            .run(demand.needs());
    return decision.assignments().stream()
        .filter(a -> a.need().name().equals(there.need().name()))
        .map(a -> new Leaving(a.need().name(), a.offer().ref(), ""))
        .map(leaving -> Passage.of(now, application, leaving, constraints))
        .filter(passage -> passage.refusal().isEmpty())
        .findFirst();
  }

  private Move move(Snapshot snapshot, Tenancy there, Passage passage, Shortage shortage) {
    Assignment to =
        passage.decision().assignments().stream()
            .filter(a -> a.need().name().equals(there.need().name()))
            .findFirst()
            .orElseThrow();
    Map<Ref, Offer> offers = new HashMap<>();
    new Offers(snapshot, tenant, Guest.of(snapshot, tenant), Set.of(shortage.host()))
        .all(List.of())
        .forEach(o -> offers.put(o.ref(), o));
    Offer from = offers.get(shortage.host());
    return new Move(
        there.applicant().application().ref().name(),
        there.need().name(),
        shortage.host().toString(),
        to.offer().ref().toString(),
        from.site().ref().name(),
        to.offer().site().ref().name(),
        Price.of(there.need(), from.place()).currency(),
        // What it sends to others, and they to it, is no part of such a sum.
        there.applicant().demand().calls().isTraffic()
            ? Optional.empty()
            : Joint.saves(there.applicant(), there.need(), from, to.offer()),
        there.applicant().objective().moves().orElse(FREE).cost(),
        there.applicant().objective().moves().orElse(FREE).withinHours(),
        "for " + shortage.says(),
        Optional.of(true));
  }
}
