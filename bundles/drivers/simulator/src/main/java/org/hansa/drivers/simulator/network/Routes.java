package org.hansa.drivers.simulator.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.hansa.drivers.simulator.data.Continuum;
import org.hansa.drivers.simulator.data.Transport;

/**
 * Ways through a transport network. The shortest by latency; or two that share no node but their
 * ends, together the shortest of all such pairs: each node is taken apart into an inside and an
 * outside, which one way may join, and the second way may push the first aside.
 */
final class Routes {

  /**
   * A way.
   *
   * @param nodes from one end to the other
   * @param latency milliseconds
   */
  record Way(List<String> nodes, double latency) {

    List<String> links() {
      return IntStream.range(1, nodes.size())
          .mapToObj(i -> name(nodes.get(i - 1), nodes.get(i)))
          .toList();
    }
  }

  /** An arc of the network that ways are found in; the next or former one leads back. */
  private static final class Arc {
    private final int from;
    private final int to;
    private final double cost;
    private boolean free;

    private Arc(int from, int to, double cost, boolean free) {
      this.from = from;
      this.to = to;
      this.cost = cost;
      this.free = free;
    }
  }

  /** Smaller differences are noise of the arithmetic. */
  private static final double NOISE = 1e-9;

  private final Map<String, Integer> numbers = new LinkedHashMap<>();
  private final List<String> names;
  private final Map<String, Double> latencies = new HashMap<>();
  private final List<Transport.Link> links;

  Routes(Transport transport, Continuum continuum) {
    this.links = transport.links();
    for (Transport.Link link : links) {
      String a = link.between().get(0);
      String b = link.between().get(1);
      numbers.putIfAbsent(a, numbers.size());
      numbers.putIfAbsent(b, numbers.size());
      latencies.put(
          link.name(),
          link.latency().map(Number::doubleValue).orElseGet(() -> continuum.latency(a, b)));
    }
    this.names = List.copyOf(numbers.keySet());
  }

  static String name(String a, String b) {
    return a.compareTo(b) < 0 ? a + "~" + b : b + "~" + a;
  }

  /**
   * As many ways as asked for, the shorter first; empty if there are not so many.
   *
   * @param count one or two
   * @param wide which links may be used
   */
  Optional<List<Way>> find(String from, String to, int count, Predicate<Transport.Link> wide) {
    List<Arc> arcs = arcs(from, to, wide);
    for (int i = 0; i < count; i++) {
      if (!push(arcs, out(from), in(to))) {
        return Optional.empty();
      }
    }
    List<Way> ways = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      ways.add(follow(arcs, from, to));
    }
    ways.sort((a, b) -> Double.compare(a.latency(), b.latency()));
    return Optional.of(List.copyOf(ways));
  }

  private List<Arc> arcs(String from, String to, Predicate<Transport.Link> wide) {
    List<Arc> arcs = new ArrayList<>();
    for (String node : names) {
      if (!node.equals(from) && !node.equals(to)) {
        add(arcs, in(node), out(node), 0);
      }
    }
    for (Transport.Link link : links) {
      if (wide.test(link)) {
        double cost = latencies.get(link.name());
        add(arcs, out(link.between().get(0)), in(link.between().get(1)), cost);
        add(arcs, out(link.between().get(1)), in(link.between().get(0)), cost);
      }
    }
    return arcs;
  }

  private static void add(List<Arc> arcs, int from, int to, double cost) {
    arcs.add(new Arc(from, to, cost, true));
    arcs.add(new Arc(to, from, -cost, false));
  }

  /** One more way along the cheapest free arcs, by Bellman and Ford: some arcs cost less than 0. */
  private boolean push(List<Arc> arcs, int from, int to) {
    double[] cost = new double[2 * names.size()];
    int[] by = new int[cost.length];
    Arrays.fill(cost, Double.POSITIVE_INFINITY);
    Arrays.fill(by, -1);
    cost[from] = 0;
    for (boolean changed = true; changed; ) {
      changed = false;
      for (int i = 0; i < arcs.size(); i++) {
        Arc arc = arcs.get(i);
        if (arc.free && cost[arc.from] + arc.cost < cost[arc.to] - NOISE) {
          cost[arc.to] = cost[arc.from] + arc.cost;
          by[arc.to] = i;
          changed = true;
        }
      }
    }
    if (Double.isInfinite(cost[to])) {
      return false;
    }
    for (int at = to; at != from; at = arcs.get(by[at]).from) {
      arcs.get(by[at]).free = false;
      arcs.get(by[at] ^ 1).free = true;
    }
    return true;
  }

  /** Takes one way out of those that were pushed. */
  private Way follow(List<Arc> arcs, String from, String to) {
    List<String> nodes = new ArrayList<>(List.of(from));
    double latency = 0;
    int at = out(from);
    while (at != in(to)) {
      for (int i = 0; i < arcs.size(); i += 2) {
        Arc arc = arcs.get(i);
        if (arc.from == at && !arc.free) {
          arc.free = true;
          latency += arc.cost;
          at = arc.to;
          if (at % 2 == 0) {
            nodes.add(names.get(at / 2));
          }
          break;
        }
      }
    }
    return new Way(List.copyOf(nodes), latency);
  }

  private int in(String node) {
    return 2 * numbers.get(node);
  }

  private int out(String node) {
    return 2 * numbers.get(node) + 1;
  }
}
