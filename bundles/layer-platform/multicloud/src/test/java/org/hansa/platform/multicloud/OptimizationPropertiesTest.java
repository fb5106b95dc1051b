package org.hansa.platform.multicloud;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.hansa.core.api.Condition;
import org.hansa.core.api.Ref;
import org.hansa.platform.api.Optimization;
import org.hansa.platform.api.Optimization.Move;
import org.junit.jupiter.api.Test;

/** Random towns whose prices change: what is proposed repays, fits at every move, and is done. */
class OptimizationPropertiesTest {

  private static final Ref ALL = new Ref(Optimization.KIND, "acme", "all");
  private static final int TOWNS = 60;

  private record App(String name, int cpu, int replicas, boolean moves) {

    String policies() {
      return moves ? "{'objective':{'weights':{},'moves':{'cost':0.1,'withinHours':24}}}" : "{}";
    }

    String component() {
      return "{'name':'web','runtime':'process','replicas':%d,'requires':{'cpu':%d}}"
          .formatted(replicas, cpu);
    }
  }

  /** One host a site. */
  private static final class World {
    private final Random random;
    private final Town town = new Town(new Multicloud(), new Deployer(), new Optimizer());
    private final List<Integer> cores = new ArrayList<>();
    private final List<BigDecimal> prices = new ArrayList<>();
    private final List<App> apps = new ArrayList<>();

    World(long seed) {
      random = new Random(seed);
      for (int i = 0; i < 3 + random.nextInt(3); i++) {
        cores.add(4 + random.nextInt(6));
        prices.add(BigDecimal.ZERO);
      }
      prices();
      for (int i = 0; i < 4 + random.nextInt(4); i++) {
        apps.add(
            new App(
                "app" + i, 1 + random.nextInt(4), 1 + random.nextInt(2), random.nextInt(5) > 0));
      }
      apps.forEach(app -> town.application(app.name(), app.policies(), app.component()).run());
      // Who found no place waits for none.
      apps.removeIf(app -> !town.drive.get(Town.application(app.name())).is(Condition.READY));
    }

    private void prices() {
      for (int i = 0; i < cores.size(); i++) {
        prices.set(i, new BigDecimal(1 + random.nextInt(60)).movePointLeft(3));
        String price = "{'price':{'currency':'EUR','cpuHour':%s,'memoryGibHour':0}}";
        town.site("s" + i, price.formatted(prices.get(i)));
        town.host("s" + i, "h" + i, "{'allocatable':{'cpu':" + cores.get(i) + "}}");
      }
    }

    /** The host of each replica. */
    private Map<String, Integer> places() {
      Map<String, Integer> places = new TreeMap<>();
      for (App app : apps) {
        for (String place : town.places(app.name() + ".web")) {
          places.put(
              place.substring(0, place.indexOf('=')),
              Integer.valueOf(place.substring(place.indexOf("=h") + 2)));
        }
      }
      return places;
    }

    private App of(String replica) {
      return apps.stream()
          .filter(app -> replica.startsWith(app.name() + ".web."))
          .findFirst()
          .orElseThrow();
    }

    private BigDecimal cost(Map<String, Integer> places, boolean moversAlone) {
      return places.entrySet().stream()
          .filter(e -> !moversAlone || of(e.getKey()).moves())
          .map(e -> prices.get(e.getValue()).multiply(new BigDecimal(of(e.getKey()).cpu())))
          .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private void fits(Map<String, Integer> places, String when) {
      int[] taken = new int[cores.size()];
      places.forEach((replica, host) -> taken[host] += of(replica).cpu());
      for (int i = 0; i < taken.length; i++) {
        assertThat(taken[i]).as(when + ", h" + i).isLessThanOrEqualTo(cores.get(i));
      }
    }

    /** How many moves were proposed. */
    private int check(String seed) {
      prices();
      Map<String, Integer> before = places();
      town.put(ALL, Town.json("{'accept':'any'}")).drive.step(new Optimizer(), ALL);
      Optimization.Status proposed = town.drive.get(ALL).status().as(Optimization.Status.class);
      proposed.proposal().ifPresent(p -> repays(p, before, seed));

      town.run();
      Map<String, Integer> after = places();
      fits(after, seed + " in the end");
      assertThat(cost(after, false)).as(seed).isLessThanOrEqualTo(cost(before, false));
      before.forEach(
          (replica, host) -> {
            if (!of(replica).moves()) {
              assertThat(after).as(seed).containsEntry(replica, host);
            }
          });
      assertThat(town.drive.get(ALL).condition(Condition.READY).orElseThrow().reason())
          .as(seed)
          .isIn("NothingBetter", "Moved", "Stale");
      return proposed.proposal().map(p -> p.moves().size()).orElse(0);
    }

    private void repays(Optimization.Proposal proposal, Map<String, Integer> before, String seed) {
      Map<String, Integer> places = new TreeMap<>(before);
      for (Move move : proposal.moves()) {
        assertThat(of(move.replica()).moves()).as(seed + " " + move).isTrue();
        int to = Integer.parseInt(Ref.parse(move.to()).name().substring(1));
        assertThat(Ref.parse(move.from()).name()).isEqualTo("h" + places.put(move.replica(), to));
        fits(places, seed + " after " + move.replica());
      }
      BigDecimal saved = cost(before, true).subtract(cost(places, true));
      assertThat(proposal.savesPerHour().get("EUR")).as(seed).isEqualByComparingTo(saved);
      assertThat(proposal.before().moneyPerHour().get("EUR"))
          .as(seed)
          .isEqualByComparingTo(cost(before, true));
      BigDecimal costs = proposal.costsOnce().get("EUR");
      assertThat(saved.multiply(new BigDecimal(24))).as(seed).isGreaterThan(costs);
    }
  }

  @Test
  void whatIsProposedRepaysFitsAtEveryMoveAndIsDone() {
    int several = 0;
    for (long seed = 0; seed < TOWNS; seed++) {
      if (new World(seed).check("town " + seed) > 1) {
        several++;
      }
    }
    assertThat(several).as("towns in which more than one moves").isGreaterThan(TOWNS / 4);
  }
}
