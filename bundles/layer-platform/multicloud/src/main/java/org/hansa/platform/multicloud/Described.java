package org.hansa.platform.multicloud;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.hansa.core.api.Ref;
import org.hansa.platform.api.Requirements.Other;
import org.hansa.platform.multicloud.Conflict.Member;
import org.hansa.platform.multicloud.Constraint.Refusal;
import org.hansa.platform.multicloud.Placement.Assignment;
import org.hansa.platform.multicloud.Placement.Decision;

/** Says of each in a conflict what the places have of it, and the smallest change that helps. */
final class Described {

  private record Spot(String need, Ref host) {

    static Spot of(Lack lack) {
      return new Spot(lack.need().name(), lack.offer().ref());
    }
  }

  private final Placement placement;
  private final Asks asks;
  private final List<Ask> least;
  private final List<Lack> whole;
  private final List<Lack> alone;

  /**
   * @param least what is in the conflict
   */
  Described(Placement placement, Asks asks, List<Ask> least) {
    this.placement = placement;
    this.asks = asks;
    this.least = least;
    this.whole = placement.place(asks.demand(), asks.offers()).lacks();
    this.alone = placement.place(asks.only(least), asks.offers()).lacks();
  }

  Conflict conflict() {
    List<Member> members = new ArrayList<>();
    for (Ask ask : least) {
      members.add(new Member(ask, who(ask), refusal(ask)));
    }
    return new Conflict(members);
  }

  private String who(Ask ask) {
    return ask.isCommon() ? "" : need(ask).component().name();
  }

  private Need need(Ask ask) {
    return asks.demand().needs().stream().filter(ask::isOf).findFirst().orElseThrow();
  }

  private Refusal refusal(Ask ask) {
    return allowance(ask)
        .or(() -> nearest(ask, whole))
        .or(() -> nearest(ask, alone))
        .or(() -> elsewhere(ask))
        .orElseGet(() -> amount(ask));
  }

  private Optional<Refusal> allowance(Ask ask) {
    boolean link = ask.constraint().equals(LinkConstraints.LINK);
    if (!link && !ask.constraint().equals(LinkConstraints.CHAIN)) {
      return Optional.empty();
    }
    List<Ask> others = new ArrayList<>(least);
    others.remove(ask);
    return new Allowance(placement, asks.offers(), asks.only(least), asks.only(others))
        .least(link ? Optional.of(need(ask).component().name()) : Optional.empty());
  }

  /** Where it fails by the least, and best by nothing else: there the change is enough. */
  private Optional<Refusal> nearest(Ask ask, List<Lack> lacks) {
    Map<Spot, Long> hurdles =
        lacks.stream().collect(Collectors.groupingBy(Spot::of, Collectors.counting()));
    return lacks.stream()
        .filter(l -> l.constraint().id().equals(ask.constraint()) && isOf(ask, l.need()))
        .min(
            Comparator.comparing((Lack l) -> hurdles.get(Spot.of(l)))
                .thenComparing(l -> l.refusal().gap())
                .thenComparing(l -> l.offer().ref()))
        .map(Lack::refusal);
  }

  /** What one asks of its link may be refused to who is at the other end. */
  private boolean isOf(Ask ask, Need need) {
    return ask.isOf(need)
        || (ask.constraint().equals(LinkConstraints.LINK)
            && asks.demand().calls().of(need).stream().anyMatch(c -> c.isBoundBy(need(ask))));
  }

  /** Where the replicas would be if only this were not asked, and what it says to that. */
  private Optional<Refusal> elsewhere(Ask ask) {
    List<Ask> others = new ArrayList<>(least);
    others.remove(ask);
    Decision freed = placement.place(asks.only(others), asks.offers());
    Demand asked = asks.only(least);
    Optional<Constraint> constraint =
        asks.constraints().stream().filter(c -> c.id().equals(ask.constraint())).findFirst();
    for (Assignment a : freed.assignments()) {
      if (ask.isOf(a.need())) {
        Need whole = asked.need(a.need().name());
        Optional<Refusal> refusal =
            constraint.flatMap(c -> c.refuses(Asks.trial(whole, a.offer(), asked)));
        if (refusal.isPresent()) {
          return refusal;
        }
      }
    }
    return Optional.empty();
  }

  /** An amount that would fit by itself. */
  private Refusal amount(Ask ask) {
    Need need = need(ask);
    String id = ask.constraint();
    String wanted =
        switch (id) {
          case Need.CPU, Need.MEMORY, Need.STORAGE -> Amount.of(id, need.amount(id));
          case Need.PORTS -> String.valueOf(need.ports().size());
          case GroupConstraints.APART -> others(need.requires().apart());
          case GroupConstraints.TOGETHER -> others(need.requires().together());
          case LinkConstraints.LINK -> links(need);
          case LinkConstraints.CHAIN ->
              asks.demand().calls().chains().stream()
                  .map(LinkConstraints::says)
                  .collect(Collectors.joining(", "));
          default -> "as it is asked";
        };
    String cure =
        switch (id) {
          case GroupConstraints.APART, GroupConstraints.TOGETHER -> "Ask for none of it.";
          case LinkConstraints.LINK, LinkConstraints.CHAIN -> "Allow more.";
          case LinkConstraints.BANDWIDTH -> "Send less.";
          default -> "Ask for less " + id + ".";
        };
    return new Refusal("", wanted, cure);
  }

  private String links(Need need) {
    return asks.demand().calls().of(need).stream()
        .filter(c -> c.isBoundBy(need))
        .map(LinkConstraints::says)
        .collect(Collectors.joining(", "));
  }

  private static String others(List<Other> others) {
    return others.stream()
        .map(o -> o.component() + " by " + o.by())
        .collect(Collectors.joining(", "));
  }
}
