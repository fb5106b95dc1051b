package org.hansa.drivers.simulator.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.hansa.drivers.simulator.data.Binder;
import org.hansa.drivers.simulator.data.Continuum;
import org.hansa.drivers.simulator.data.Transport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Ways in small networks drawn by a seed, beside the best of all ways that there are. */
class RoutesTest {

  private static final int NODES = 7;
  private static final Continuum NONE =
      new Binder(false).read("none", "continuum: none", Continuum.class);

  static IntStream seeds() {
    return IntStream.range(0, 300);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void areTheShortestAndShareNothing(int seed) {
    List<Transport.Link> links = links(new Random(seed));
    Routes routes = new Routes(new Transport("n0", "x", Map.of(), links), NONE);
    if (links.stream().noneMatch(l -> l.between().contains("n0"))
        || links.stream().noneMatch(l -> l.between().contains("n6"))) {
      links.add(link(0, 6, 1));
      routes = new Routes(new Transport("n0", "x", Map.of(), links), NONE);
    }
    List<List<String>> all = new ArrayList<>();
    walk(links, new ArrayList<>(List.of("n0")), all);

    Optional<List<Routes.Way>> one = routes.find("n0", "n6", 1, l -> true);
    double best = all.stream().mapToDouble(w -> cost(links, w)).min().orElse(-1.0);
    assertThat(one.map(w -> w.get(0).latency()).orElse(-1.0)).isEqualTo(best);

    Optional<List<Routes.Way>> two = routes.find("n0", "n6", 2, l -> true);
    double pair = -1.0;
    for (List<String> a : all) {
      for (List<String> b : all) {
        if (a != b && apart(a, b)) {
          double sum = cost(links, a) + cost(links, b);
          pair = pair < 0 ? sum : Math.min(pair, sum);
        }
      }
    }
    assertThat(two.map(w -> w.get(0).latency() + w.get(1).latency()).orElse(-1.0)).isEqualTo(pair);
    two.ifPresent(
        ways -> {
          assertThat(apart(ways.get(0).nodes(), ways.get(1).nodes())).isTrue();
          assertThat(ways.get(0).latency()).isLessThanOrEqualTo(ways.get(1).latency());
          ways.forEach(w -> assertThat(w.latency()).isEqualTo(cost(links, w.nodes())));
        });
  }

  private static List<Transport.Link> links(Random random) {
    List<Transport.Link> links = new ArrayList<>();
    for (int a = 0; a < NODES; a++) {
      for (int b = a + 1; b < NODES; b++) {
        if (random.nextInt(10) < 4) {
          links.add(link(a, b, 1 + random.nextInt(20)));
        }
      }
    }
    return links;
  }

  private static Transport.Link link(int a, int b, int cost) {
    return new Transport.Link(List.of("n" + a, "n" + b), 1, Optional.of(BigDecimal.valueOf(cost)));
  }

  private static void walk(List<Transport.Link> links, List<String> way, List<List<String>> found) {
    String last = way.get(way.size() - 1);
    if (last.equals("n6")) {
      found.add(List.copyOf(way));
      return;
    }
    for (Transport.Link link : links) {
      if (link.between().contains(last)) {
        String next = link.between().get(1 - link.between().indexOf(last));
        if (!way.contains(next)) {
          way.add(next);
          walk(links, way, found);
          way.remove(way.size() - 1);
        }
      }
    }
  }

  private static double cost(List<Transport.Link> links, List<String> way) {
    return IntStream.range(1, way.size())
        .mapToDouble(
            i ->
                links.stream()
                    .filter(l -> l.name().equals(Routes.name(way.get(i - 1), way.get(i))))
                    .findFirst()
                    .orElseThrow()
                    .latency()
                    .orElseThrow()
                    .doubleValue())
        .sum();
  }

  /** Nothing in common but the ends; the link between these only once. */
  private static boolean apart(List<String> a, List<String> b) {
    Set<String> inside = new HashSet<>(a.subList(1, a.size() - 1));
    inside.retainAll(b.subList(1, b.size() - 1));
    return inside.isEmpty() && !a.equals(b);
  }
}
