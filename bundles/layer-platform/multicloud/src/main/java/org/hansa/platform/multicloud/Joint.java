package org.hansa.platform.multicloud;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Snapshot;
import org.hansa.platform.api.Objective.Moves;

/**
 * Looks for better places of all replicas of several applications together. The solver suggests
 * where all would be best, with what each move costs in mind; what comes of it in an order, each
 * move by itself, is proposed. Amounts of money in two currencies are not compared: nothing goes to
 * a place of another currency, and those of one are looked at after those of the other.
 *
 * <p>The same every time, for what the solver may spend is counted in moves.
 */
final class Joint {

  /** Objectives that weigh otherwise are dimensions of their own: of so many at once. */
  private static final int MOST_RATES = 8;

  /** They are made one by one: of more the first ones count, and it is looked again. */
  private static final int MOST_MOVES = 200;

  /** What may be looked at together. */
  private record Part(Optional<String> currency, int rates) {}

  private final List<Constraint> constraints;
  private final String tenant;
  private final List<Applicant> movers;

  Joint(List<Constraint> constraints, String tenant, List<Applicant> movers) {
    this.constraints = constraints;
    this.tenant = tenant;
    this.movers = movers;
  }

  /** In order, the moves that repay together; none if nothing better is found. */
  List<Candidate> moves(Snapshot snapshot) {
    List<Candidate> moves = new ArrayList<>();
    Snapshot now = snapshot;
    for (Map.Entry<Part, Map<String, Applicant>> part : parts(snapshot).entrySet()) {
      Sequence.Made made =
          new Sequence(constraints, now, MOST_MOVES - moves.size())
              .of(wanted(now, part.getKey(), part.getValue()));
      moves.addAll(made.moves());
      now = made.after();
    }
    return moves;
  }

  /** By what can be compared: the replicas that may move, each with its application. */
  private Map<Part, Map<String, Applicant>> parts(Snapshot snapshot) {
    Map<Ref, Offer> offers = offers(snapshot, movers);
    List<Rates> rates =
        movers.stream().map(a -> a.demand().preference().rates()).distinct().toList();
    Map<Part, Map<String, Applicant>> parts =
        new TreeMap<>(
            java.util.Comparator.comparing((Part p) -> p.currency().orElse(""))
                .thenComparing(Part::rates));
    for (Applicant mover : movers) {
      Rates own = mover.demand().preference().rates();
      for (Need need : mover.demand().needs()) {
        Price price = price(need, offers.get(need.standing().orElseThrow().host()));
        if (own.of(price).isPresent() && mayRepay(mover)) {
          Part part = new Part(price.currency(), rates.indexOf(own) / MOST_RATES);
          parts.computeIfAbsent(part, p -> new LinkedHashMap<>()).put(need.name(), mover);
        }
      }
    }
    return parts;
  }

  private static boolean mayRepay(Applicant mover) {
    Moves moves = mover.objective().moves().orElseThrow();
    return moves.cost().signum() == 0 || moves.withinHours().signum() > 0;
  }

  private static Price price(Need need, Offer offer) {
    return Price.of(need, offer.place());
  }

  private Map<Ref, Offer> offers(Snapshot snapshot, List<Applicant> applicants) {
    Map<Ref, Offer> offers = new LinkedHashMap<>();
    Offers all = new Offers(snapshot, tenant, Guest.of(snapshot, tenant));
    all.all(applicants.stream().flatMap(a -> a.held().stream()).toList())
        .forEach(offer -> offers.put(offer.ref(), offer));
    return offers;
  }

  /** What the solver suggests to move. */
  private List<Candidate> wanted(Snapshot now, Part part, Map<String, Applicant> moving) {
    // Where all stand now: others of them may have moved before.
    Optional<Guest> guest = Guest.of(now, tenant);
    List<Applicant> applicants =
        moving.values().stream()
            .distinct()
            .map(a -> Applicant.of(now, now.get(a.application().ref()).orElseThrow(), guest))
            .toList();
    Map<Ref, Offer> offers = offers(now, applicants);
    Map<String, Ref> standing = new HashMap<>();
    Map<String, BigDecimal> leaving = new HashMap<>();
    for (Applicant applicant : applicants) {
      BigDecimal cost = Candidate.perHour(applicant.objective().moves().orElseThrow());
      for (Need need : applicant.demand().needs()) {
        if (moving.containsKey(need.name())) {
          leaving.put(need.name(), cost);
        } else {
          standing.put(need.name(), need.standing().orElseThrow().host());
        }
      }
    }
    Map<String, Ref> hosts =
        new Packing(
                constraints,
                applicants.stream().map(a -> a.demand().staying()).toList(),
                List.copyOf(offers.values()),
                standing,
                (need, offer) -> isComparable(moving.get(need.name()), need, offer, part),
                leaving)
            .suggestion()
            .orElse(Map.of());
    List<Candidate> wanted = new ArrayList<>();
    for (Applicant applicant : applicants) {
      for (Need need : applicant.demand().needs()) {
        Ref to = hosts.get(need.name());
        if (to != null && !need.stands(to)) {
          Offer from = offers.get(need.standing().orElseThrow().host());
          wanted.add(candidate(applicant, need, from, offers.get(to)));
        }
      }
    }
    return wanted;
  }

  private static boolean isComparable(Applicant mover, Need need, Offer offer, Part part) {
    Price price = price(need, offer);
    return price.currency().equals(part.currency())
        && mover.demand().preference().rates().of(price).isPresent();
  }

  private static Candidate candidate(Applicant applicant, Need need, Offer from, Offer to) {
    Price now = price(need, from);
    return new Candidate(
        applicant.application().ref(),
        need,
        from,
        to,
        now.currency(),
        saves(applicant, need, from, to).orElseThrow(),
        applicant.objective().moves().orElseThrow());
  }

  /** Money by the hour, with all that is weighed; empty if it is not known any more. */
  static Optional<BigDecimal> saves(Applicant applicant, Need need, Offer from, Offer to) {
    Rates rates = applicant.demand().preference().rates();
    Price here = price(need, from);
    Price there = price(need, to);
    return here.currency().equals(there.currency())
        ? rates.of(here).flatMap(h -> rates.of(there).map(h::subtract))
        : Optional.empty();
  }
}
