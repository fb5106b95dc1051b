package org.hansa.platform.multicloud;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.hansa.core.api.Ref;
import org.hansa.platform.multicloud.Constraint.Trial;

/**
 * All that a demand asks and that some place might refuse, in the order in which a person is told
 * of it: what components ask, then the bounds on the whole, then what is so of the places.
 */
record Asks(Demand demand, List<Offer> offers, List<Constraint> constraints, List<Ask> all) {

  /** What may refuse one beside others though it refuses none alone. */
  private static final Set<String> SHARED =
      Set.of(
          Need.CPU,
          Need.MEMORY,
          Need.STORAGE,
          Need.ACCELERATOR,
          Need.PORTS,
          Need.PORT,
          GroupConstraints.APART,
          GroupConstraints.TOGETHER,
          GroupConstraints.SPREAD,
          LinkConstraints.LINK);

  Asks {
    all = List.copyOf(all);
  }

  static Asks of(Ref application, Demand demand, List<Offer> offers, List<Constraint> constraints) {
    List<Ask> own = new ArrayList<>();
    List<Ask> common = new ArrayList<>();
    Set<Ref> seen = new LinkedHashSet<>();
    for (Need need : demand.needs()) {
      if (seen.add(need.workload().ref())) {
        for (Constraint constraint : constraints) {
          Ask ask = new Ask(need.workload().ref(), constraint.id());
          if (!ask.isCommon() && matters(constraint, need, demand, offers)) {
            own.add(ask);
          }
        }
      }
    }
    for (Constraint constraint : constraints) {
      Ask ask = new Ask(application, constraint.id());
      if (ask.isCommon() && isAsked(constraint, demand, offers)) {
        common.add(ask);
      }
    }
    own.addAll(common);
    return new Asks(demand, offers, constraints, own);
  }

  private static boolean isAsked(Constraint constraint, Demand demand, List<Offer> offers) {
    return switch (constraint.id()) {
      case "price" -> demand.maxPrice().isPresent();
      case "carbon" -> demand.maxGrams().isPresent();
      case "availability" -> demand.minAvailability().isPresent();
      case LinkConstraints.CHAIN -> !demand.calls().chains().isEmpty();
      case LinkConstraints.BANDWIDTH -> demand.calls().isTraffic();
      // It bounds what all have of it together.
      case "contract" -> offers.stream().anyMatch(o -> o.share().isPresent());
      default -> demand.needs().stream().anyMatch(n -> matters(constraint, n, demand, offers));
    };
  }

  private static boolean matters(Constraint c, Need need, Demand demand, List<Offer> offers) {
    return offers.stream().anyMatch(offer -> c.refuses(trial(need, offer, demand)).isPresent())
        || (SHARED.contains(c.id()) && isAmount(c.id(), need, demand));
  }

  private static boolean isAmount(String id, Need need, Demand demand) {
    return switch (id) {
      case LinkConstraints.LINK ->
          demand.calls().of(need).stream().anyMatch(c -> c.isBoundBy(need));
      case Need.ACCELERATOR -> need.isAccelerated();
      case Need.PORTS -> need.ports().size() > need.numbers().size();
      case Need.PORT -> !need.numbers().isEmpty();
      case GroupConstraints.APART -> !need.requires().apart().isEmpty();
      case GroupConstraints.TOGETHER -> !need.requires().together().isEmpty();
      case GroupConstraints.SPREAD -> need.requires().spread().isPresent();
      default -> need.amount(id).signum() > 0;
    };
  }

  /** A host as if nothing of this demand were there yet. */
  static Trial trial(Need need, Offer offer, Demand demand) {
    Room room = new Room(offer, offer.share().map(Share::fresh));
    Price price = Price.of(need, offer.place());
    return new Trial(need, room, price, new Bill(), demand, new Mates(demand.calls()));
  }

  /** The demand that asks only these. */
  Demand only(Collection<Ask> kept) {
    Set<Ask> waived = new LinkedHashSet<>(all);
    waived.removeAll(kept);
    List<Need> needs = new ArrayList<>();
    for (Need need : demand.needs()) {
      Set<String> ids = new TreeSet<>();
      waived.stream().filter(ask -> ask.isOf(need)).forEach(ask -> ids.add(ask.constraint()));
      needs.add(need.waiving(ids));
    }
    return new Demand(
        needs,
        isWaived("price", waived) ? Optional.empty() : demand.maxPrice(),
        isWaived("carbon", waived) ? Optional.empty() : demand.maxGrams(),
        isWaived("availability", waived) ? Optional.empty() : demand.minAvailability(),
        demand.preference(),
        Optional.empty(),
        demand.calls());
  }

  private static boolean isWaived(String id, Set<Ask> waived) {
    return waived.stream().anyMatch(ask -> ask.constraint().equals(id));
  }
}
