package org.hansa.platform.multicloud;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import org.hansa.core.api.Ref;

/**
 * Amounts and prices in whole numbers, as the solver counts. A unit's step is what divides all that
 * is asked of it, so that nothing is rounded where that is not too fine.
 */
final class Sizes {

  /** Steps of what asks for most of a unit. */
  private static final long FINEST = 1_000_000;

  /** Of the dearest unit of the largest: sums of many of them, and of absences, are in 64 bits. */
  private static final double DEAREST = 1e11;

  /** Beyond what any place could save. */
  private static final double MOST_MOVE = 10 * DEAREST;

  private static final int NOWHERE = -1;

  private final List<Need> all;
  private final List<Offer> offers;
  private final List<String> units;

  /** What counts, each once. */
  private final List<Rates> rates;

  /** By need, which of them. */
  private final List<Integer> counts = new ArrayList<>();

  private final List<String> dimensions;
  private final long[] needs;
  private final long[] capacities;
  private final long[] prices;
  private final int[] standing;
  private final long[] moves;

  /** In what the solver counts, a unit of money. */
  private double scale;

  /**
   * @param fixed those that have their ports
   * @param leaving by name, what it costs by the hour to leave the host where it stands
   * @param dearest the most that one replica costs beside what it takes of a host
   */
  Sizes(
      List<Demand> demands,
      List<Offer> offers,
      Set<String> fixed,
      Map<String, BigDecimal> leaving,
      double dearest) {
    this.all = demands.stream().flatMap(d -> d.needs().stream()).toList();
    this.offers = offers;
    rates = demands.stream().map(d -> d.preference().rates()).distinct().toList();
    for (Demand demand : demands) {
      int which = rates.indexOf(demand.preference().rates());
      counts.addAll(Collections.nCopies(demand.needs().size(), which));
    }
    TreeSet<String> named = new TreeSet<>();
    all.forEach(n -> named.addAll(n.amounts().keySet()));
    named.add(Need.PORTS);
    units = List.copyOf(named);
    dimensions = named();
    needs = new long[all.size() * dimensions.size()];
    capacities = new long[offers.size() * dimensions.size()];
    double[] costs = new double[capacities.length];
    for (int d = 0; d < dimensions.size(); d++) {
      fill(d, fixed, costs);
    }
    prices = scaled(costs, dearest);
    standing = new int[all.size()];
    Arrays.fill(standing, NOWHERE);
    moves = new long[all.size()];
    stand(leaving);
  }

  /**
   * The units. Where a unit does not cost all the same, all have its room for nothing, and each
   * pays for it in a dimension of its own, of which there is enough.
   */
  private List<String> named() {
    List<String> names = new ArrayList<>(units);
    for (int r = 0; rates.size() > 1 && r < rates.size(); r++) {
      for (String unit : units) {
        names.add(unit + "/" + r);
      }
    }
    return List.copyOf(names);
  }

  private void stand(Map<String, BigDecimal> leaving) {
    Map<Ref, Integer> numbers = new HashMap<>();
    for (int i = 0; i < offers.size(); i++) {
      numbers.put(offers.get(i).ref(), i);
    }
    for (int w = 0; w < all.size(); w++) {
      BigDecimal cost = leaving.get(all.get(w).name());
      if (cost != null) {
        standing[w] = numbers.get(all.get(w).standing().orElseThrow().host());
        long dear = Math.round(Math.min(MOST_MOVE, cost.doubleValue() * scale));
        // Where all is for nothing, to move is not.
        moves[w] = Math.max(cost.signum(), dear);
      }
    }
  }

  private void fill(int d, Set<String> fixed, double[] costs) {
    String unit = units.get(d % units.size());
    // Before those in which each pays for itself come those of room.
    int payer = d / units.size() - 1;
    boolean ports = unit.equals(Need.PORTS);
    List<BigDecimal> asked = new ArrayList<>();
    for (int w = 0; w < all.size(); w++) {
      Need need = all.get(w);
      int open = fixed.contains(need.name()) ? 0 : need.ports().size() - need.numbers().size();
      BigDecimal amount = ports ? BigDecimal.valueOf(open) : need.amount(unit);
      asked.add(payer < 0 || counts.get(w) == payer ? amount : BigDecimal.ZERO);
    }
    BigDecimal step = step(asked);
    int many = dimensions.size();
    long sum = 0;
    for (int w = 0; w < asked.size(); w++) {
      needs[w * many + d] = asked.get(w).divide(step, 0, RoundingMode.CEILING).longValueExact();
      sum += needs[w * many + d];
    }
    BigDecimal most = BigDecimal.valueOf(sum);
    double dearest = 0;
    for (int i = 0; i < offers.size(); i++) {
      Offer offer = offers.get(i);
      BigDecimal free = ports ? BigDecimal.valueOf(portsLeft(offer, fixed)) : offer.free(unit);
      BigDecimal steps = free.max(BigDecimal.ZERO).divide(step, 0, RoundingMode.FLOOR).min(most);
      capacities[i * many + d] = payer < 0 ? steps.longValueExact() : sum;
      Optional<BigDecimal> price =
          payer < 0 && rates.size() > 1
              ? Optional.of(BigDecimal.ZERO)
              : Tariff.of(unit, offer.place(), rates.get(Math.max(0, payer)));
      costs[i * many + d] = price.map(p -> p.multiply(step).doubleValue()).orElse(-1.0);
      dearest = Math.max(dearest, costs[i * many + d]);
    }
    for (int i = d; i < costs.length; i += many) {
      // What is not known comes after all that is.
      costs[i] = costs[i] < 0 ? 10 * dearest : costs[i];
    }
  }

  /** With those of who stands there and may go. */
  private int portsLeft(Offer offer, Set<String> fixed) {
    int own =
        all.stream()
            .filter(n -> n.stands(offer.ref()) && !fixed.contains(n.name()))
            .mapToInt(n -> n.ports().size() - n.numbers().size())
            .sum();
    return new Room(offer, Optional.empty()).portsLeft() + own;
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

  private long[] scaled(double[] costs, double dearest) {
    double most = dearest;
    for (int u = 0; u < dimensions.size(); u++) {
      long largest = 0;
      for (int w = u; w < needs.length; w += dimensions.size()) {
        largest = Math.max(largest, needs[w]);
      }
      for (int i = u; i < costs.length; i += dimensions.size()) {
        most = Math.max(most, costs[i] * largest);
      }
    }
    scale = most > 0 ? DEAREST / most : 0;
    long[] whole = new long[costs.length];
    for (int i = 0; i < costs.length; i++) {
      whole[i] = Math.round(costs[i] * scale);
    }
    return whole;
  }

  /** Whether some hosts together have as much of each unit as all replicas ask for. */
  boolean fits(IntPredicate hosts) {
    for (int u = 0; u < dimensions.size(); u++) {
      long asked = 0;
      for (int w = u; w < needs.length; w += dimensions.size()) {
        asked += needs[w];
      }
      long there = 0;
      for (int i = 0; i < offers.size(); i++) {
        there += hosts.test(i) ? capacities[i * dimensions.size() + u] : 0;
      }
      if (asked > there) {
        return false;
      }
    }
    return true;
  }

  long cost(int need, int offer) {
    long cost = 0;
    for (int u = 0; u < dimensions.size(); u++) {
      cost += needs[need * dimensions.size() + u] * prices[offer * dimensions.size() + u];
    }
    return cost;
  }

  /** What one of what counts first is here. */
  double scale() {
    return scale;
  }

  List<String> dimensions() {
    return dimensions;
  }

  /** By replica: the number of the host that it may leave at a cost, or nowhere. */
  int[] standing() {
    return standing;
  }

  /** By replica: what it costs to leave that. */
  long[] moves() {
    return moves;
  }

  /** By replica and dimension, in steps. */
  long[] needs() {
    return needs;
  }

  /** By host and dimension, in steps. */
  long[] capacities() {
    return capacities;
  }

  /** By host and dimension, of a step. */
  long[] prices() {
    return prices;
  }
}
