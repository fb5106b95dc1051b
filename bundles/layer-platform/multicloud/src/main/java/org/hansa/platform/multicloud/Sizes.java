package org.hansa.platform.multicloud;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import org.hansa.platform.api.Site;

/**
 * Amounts and prices in whole numbers, as the solver counts. A unit's step is what divides all that
 * is asked of it, so that nothing is rounded where that is not too fine.
 */
final class Sizes {

  private static final BigDecimal GIB = BigDecimal.valueOf(1L << 30);
  private static final BigDecimal THOUSAND = BigDecimal.valueOf(1000);

  /** Steps of what asks for most of a unit. */
  private static final long FINEST = 1_000_000;

  /** Of the dearest unit of the largest: sums of many of them, and of absences, are in 64 bits. */
  private static final double DEAREST = 1e11;

  private final Demand demand;
  private final List<Offer> offers;
  private final List<String> units;
  private final long[] needs;
  private final long[] capacities;
  private final long[] prices;
  private double scale;

  /**
   * @param standing those that have their ports
   * @param dearest the most that one replica costs beside what it takes of a host
   */
  Sizes(Demand demand, List<Offer> offers, Set<String> standing, double dearest) {
    this.demand = demand;
    this.offers = offers;
    TreeSet<String> named = new TreeSet<>();
    demand.needs().forEach(n -> named.addAll(n.amounts().keySet()));
    named.add(Need.PORTS);
    units = List.copyOf(named);
    needs = new long[demand.needs().size() * units.size()];
    capacities = new long[offers.size() * units.size()];
    double[] costs = new double[capacities.length];
    for (int u = 0; u < units.size(); u++) {
      fill(u, standing, costs);
    }
    prices = scaled(costs, dearest);
  }

  private void fill(int u, Set<String> standing, double[] costs) {
    String unit = units.get(u);
    List<BigDecimal> asked = new ArrayList<>();
    for (Need need : demand.needs()) {
      boolean ports = unit.equals(Need.PORTS);
      int open = standing.contains(need.name()) ? 0 : need.ports().size() - need.numbers().size();
      asked.add(ports ? BigDecimal.valueOf(open) : need.amount(unit));
    }
    BigDecimal step = step(asked);
    long sum = 0;
    for (int w = 0; w < asked.size(); w++) {
      needs[w * units.size() + u] =
          asked.get(w).divide(step, 0, RoundingMode.CEILING).longValueExact();
      sum += needs[w * units.size() + u];
    }
    BigDecimal all = BigDecimal.valueOf(sum);
    double dearest = 0;
    for (int i = 0; i < offers.size(); i++) {
      Offer offer = offers.get(i);
      BigDecimal free =
          unit.equals(Need.PORTS)
              ? BigDecimal.valueOf(new Room(offer, Optional.empty()).portsLeft())
              : offer.free(unit);
      BigDecimal steps = free.max(BigDecimal.ZERO).divide(step, 0, RoundingMode.FLOOR).min(all);
      capacities[i * units.size() + u] = steps.longValueExact();
      Optional<BigDecimal> price = price(unit, offer.place());
      costs[i * units.size() + u] = price.map(p -> p.multiply(step).doubleValue()).orElse(-1.0);
      dearest = Math.max(dearest, costs[i * units.size() + u]);
    }
    for (int i = u; i < costs.length; i += units.size()) {
      // What is not known comes after all that is.
      costs[i] = costs[i] < 0 ? 10 * dearest : costs[i];
    }
  }

  /** The greatest common divisor; coarser if the greatest has too many of it. */
  private static BigDecimal step(List<BigDecimal> asked) {
    int scale = asked.stream().mapToInt(n -> Math.max(0, n.scale())).max().orElse(0);
    BigInteger common = BigInteger.ZERO;
    BigDecimal most = BigDecimal.ZERO;
    for (BigDecimal n : asked) {
      common = common.gcd(n.setScale(scale, RoundingMode.UNNECESSARY).unscaledValue());
      most = most.max(n);
    }
    BigDecimal coarse = most.divide(BigDecimal.valueOf(FINEST), scale + 9, RoundingMode.CEILING);
    return common.signum() == 0 ? BigDecimal.ONE : new BigDecimal(common, scale).max(coarse);
  }

  /** Of one of a unit for an hour, with what counts first; empty if it is not known. */
  private Optional<BigDecimal> price(String unit, Site.Spec site) {
    Rates rates = demand.preference().rates();
    Optional<BigDecimal> money =
        switch (unit) {
          case Need.CPU -> site.price().map(Site.Price::cpuHour);
          case Need.MEMORY -> site.price().map(p -> byByte(p.memoryGibHour()));
          case Need.STORAGE -> site.price().flatMap(Site.Price::storageGibHour).map(Sizes::byByte);
          default -> Optional.of(BigDecimal.ZERO);
        };
    Optional<BigDecimal> grams =
        unit.equals(Need.CPU)
            ? site.energy()
                .map(
                    e ->
                        e.wattsPerCore()
                            .multiply(e.pue())
                            .multiply(e.gramsPerKwh())
                            .divide(THOUSAND, 18, RoundingMode.HALF_UP))
            : Optional.of(BigDecimal.ZERO);
    return Rates.times(rates.money(), money)
        .flatMap(m -> Rates.times(rates.grams(), grams).map(m::add));
  }

  private static BigDecimal byByte(BigDecimal gib) {
    return gib.divide(GIB, 18, RoundingMode.HALF_UP);
  }

  private long[] scaled(double[] costs, double dearest) {
    double most = dearest;
    for (int u = 0; u < units.size(); u++) {
      long largest = 0;
      for (int w = u; w < needs.length; w += units.size()) {
        largest = Math.max(largest, needs[w]);
      }
      for (int i = u; i < costs.length; i += units.size()) {
        most = Math.max(most, costs[i] * largest);
      }
    }
    long[] whole = new long[costs.length];
    scale = most > 0 ? DEAREST / most : 0;
    for (int i = 0; i < costs.length; i++) {
      whole[i] = Math.round(costs[i] * scale);
    }
    return whole;
  }

  /** Whether some hosts together have as much of each unit as all replicas ask for. */
  boolean fits(IntPredicate hosts) {
    for (int u = 0; u < units.size(); u++) {
      long asked = 0;
      for (int w = u; w < needs.length; w += units.size()) {
        asked += needs[w];
      }
      long there = 0;
      for (int i = 0; i < offers.size(); i++) {
        there += hosts.test(i) ? capacities[i * units.size() + u] : 0;
      }
      if (asked > there) {
        return false;
      }
    }
    return true;
  }

  long cost(int need, int offer) {
    long cost = 0;
    for (int u = 0; u < units.size(); u++) {
      cost += needs[need * units.size() + u] * prices[offer * units.size() + u];
    }
    return cost;
  }

  /** What one of what counts first is here. */
  double scale() {
    return scale;
  }

  List<String> units() {
    return units;
  }

  /** By replica and unit, in steps. */
  long[] needs() {
    return needs;
  }

  /** By host and unit, in steps. */
  long[] capacities() {
    return capacities;
  }

  /** By host and unit, of a step. */
  long[] prices() {
    return prices;
  }
}
