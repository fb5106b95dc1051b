package org.hansa.platform.multicloud;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.hansa.platform.place.sites.Chain;
import org.hansa.platform.place.sites.Links;
import org.hansa.platform.place.sites.Zones;

/**
 * What is asked of what lies between replicas, as the solver has it, where its zones are sites. It
 * knows nothing of bandwidth.
 */
final class Wires {

  /** Of replicas that speak with each other; more would cost more than they are worth. */
  private static final int MOST = 100_000;

  /** What lies between each two of them is looked up. */
  private static final int MOST_ZONES = 400;

  /** Of what two send each other most. */
  private static final long FINEST = 1_000_000;

  private static final BigDecimal MICROS = BigDecimal.valueOf(1000);

  /** Two replicas, and what the first sends and gets. */
  private record Wire(int one, int other, Optional<BigDecimal> most, double sends, double gets) {}

  private final Demand demand;
  private final int count;
  private final boolean any;
  private final List<Wire> wires = new ArrayList<>();
  private final Between[] between;

  /** Of a GiB between zones, with what counts first. */
  private final double[] prices;

  /**
   * @param zones a host of each
   * @param known whether they are sites
   */
  Wires(Demand demand, List<Offer> zones, boolean known) {
    this.demand = demand;
    this.count = zones.size();
    Calls calls = demand.calls();
    this.any = known && calls.isAny() && count <= MOST_ZONES;
    between = new Between[any ? count * count : 0];
    prices = new double[between.length];
    if (any) {
      for (int i = 0; i < between.length; i++) {
        between[i] = calls.between(zones.get(i / count), zones.get(i % count));
      }
      calls.all().forEach(this::wire);
      price();
    }
  }

  /** True if something is asked that the solver knows of. */
  boolean isAny() {
    return any;
  }

  private void wire(Call call) {
    int[] callers = replicas(call.from());
    int[] called = replicas(call.to());
    for (int one : callers) {
      for (int other : called) {
        if (one != other && wires.size() < MOST) {
          wires.add(
              new Wire(
                  one,
                  other,
                  isWaived(one) ? Optional.empty() : call.maxMillis(),
                  call.sends().doubleValue(),
                  call.receives().doubleValue()));
        }
      }
    }
  }

  private boolean isWaived(int need) {
    return demand.needs().get(need).waived().contains(LinkConstraints.LINK);
  }

  private int[] replicas(String component) {
    List<Need> needs = demand.needs();
    return IntStream.range(0, needs.size())
        .filter(w -> needs.get(w).component().name().equals(component))
        .toArray();
  }

  /** What is not known comes after all that is. */
  private void price() {
    double dearest = 0;
    BigDecimal rate = demand.preference().rates().money();
    for (int i = 0; i < prices.length; i++) {
      prices[i] = Rates.times(rate, between[i].gib()).map(BigDecimal::doubleValue).orElse(-1.0);
      dearest = Math.max(dearest, prices[i]);
    }
    for (int i = 0; i < prices.length; i++) {
      prices[i] = prices[i] < 0 ? 10 * dearest : prices[i];
    }
  }

  /** The most that one replica and those that it speaks with may have to pay for it. */
  double dearest() {
    double[] sent = new double[demand.needs().size()];
    for (Wire wire : wires) {
      sent[wire.one()] += wire.sends() + wire.gets();
      sent[wire.other()] += wire.sends() + wire.gets();
    }
    double most = IntStream.range(0, sent.length).mapToDouble(w -> sent[w]).max().orElse(0);
    double price = IntStream.range(0, prices.length).mapToDouble(i -> prices[i]).max().orElse(0);
    return most * price;
  }

  private double step() {
    double most = 0;
    for (Wire wire : wires) {
      most = Math.max(most, Math.max(wire.sends(), wire.gets()));
    }
    return most / FINEST;
  }

  Links links() {
    int many = demand.needs().size();
    int[] begins = new int[many + 1];
    for (Wire wire : wires) {
      begins[wire.one() + 1]++;
      begins[wire.other() + 1]++;
    }
    for (int w = 0; w < many; w++) {
      begins[w + 1] += begins[w];
    }
    int ends = 2 * wires.size();
    Links links = new Links(begins, new int[ends], new long[ends], new int[ends], new long[ends]);
    int[] next = begins.clone();
    double step = step();
    for (Wire wire : wires) {
      long sends = step == 0 ? 0 : Math.round(wire.sends() / step);
      long gets = step == 0 ? 0 : Math.round(wire.gets() / step);
      put(links, next[wire.one()]++, wire.other(), sends, gets, wire.most());
      put(links, next[wire.other()]++, wire.one(), gets, sends, wire.most());
    }
    return links;
  }

  private static void put(
      Links into, int at, int other, long out, long in, Optional<BigDecimal> most) {
    into.others()[at] = other;
    into.traffic()[at] = out;
    into.back()[at] = in;
    into.within()[at] = most.map(n -> micros(n, RoundingMode.FLOOR)).orElse(Links.ANY);
  }

  private static int micros(BigDecimal millis, RoundingMode rounding) {
    return millis.multiply(MICROS).setScale(0, rounding).intValueExact();
  }

  /**
   * @param scale what one of money is to the solver
   */
  Zones zones(double scale) {
    long[] transport = new long[between.length];
    int[] latency = new int[between.length];
    double step = step();
    for (int i = 0; i < between.length; i++) {
      transport[i] = Math.round(prices[i] * step * scale);
      latency[i] = between[i].millis().map(n -> micros(n, RoundingMode.CEILING)).orElse(Links.ANY);
    }
    return new Zones(Collections.nCopies(count, ""), transport, latency);
  }

  List<Chain> chains() {
    return demand.calls().chains().stream()
        .filter(c -> any && demand.needs().stream().noneMatch(Wires::isUnchained))
        .map(
            c ->
                new Chain(
                    c.through().stream().map(this::replicas).toArray(int[][]::new),
                    micros(c.maxMillis(), RoundingMode.FLOOR)))
        .toList();
  }

  private static boolean isUnchained(Need need) {
    return need.waived().contains(LinkConstraints.CHAIN);
  }
}
