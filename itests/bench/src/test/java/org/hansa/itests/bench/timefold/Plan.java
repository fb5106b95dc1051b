package org.hansa.itests.bench.timefold;

import ai.timefold.solver.core.api.domain.solution.PlanningEntityCollectionProperty;
import ai.timefold.solver.core.api.domain.solution.PlanningScore;
import ai.timefold.solver.core.api.domain.solution.PlanningSolution;
import ai.timefold.solver.core.api.domain.solution.cloner.SolutionCloner;
import ai.timefold.solver.core.api.score.buildin.hardsoftlong.HardSoftLongScore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.hansa.platform.place.sites.BenchCosts;
import org.hansa.platform.place.sites.Instance;

/** All workloads; a copy of its own making, because Timefold makes one of each best plan. */
@PlanningSolution(solutionCloner = Plan.Copies.class)
public class Plan {

  @PlanningEntityCollectionProperty private List<Item> items;

  @PlanningScore private HardSoftLongScore score;

  private BenchCosts costs;
  private List<Spot> spots;

  public Plan() {}

  private Plan(List<Item> items, HardSoftLongScore score, BenchCosts costs, List<Spot> spots) {
    this.items = items;
    this.score = score;
    this.costs = costs;
    this.spots = spots;
  }

  /** With nothing placed. */
  static Plan of(Instance instance) {
    BenchCosts costs = new BenchCosts(instance);
    int wide = instance.dimensions().size();
    long[] capacities = instance.sites().capacities();
    List<Spot> spots = new ArrayList<>();
    for (int s = 0; s < instance.sites().count(); s++) {
      long[] room = Arrays.copyOfRange(capacities, s * wide, (s + 1) * wide);
      spots.add(new Spot(s, room, instance.sites().opening()[s]));
    }
    List<Item> items = new ArrayList<>();
    Map<Integer, List<Spot>> kinds = new HashMap<>();
    for (int w = 0; w < instance.workloads().count(); w++) {
      int workload = w;
      long[] needs = Arrays.copyOfRange(instance.workloads().needs(), w * wide, (w + 1) * wide);
      int[] others = costs.others(w);
      long[] own = new long[spots.size()];
      Arrays.setAll(own, s -> costs.of(workload, s));
      long[] traffic =
          IntStream.range(0, others.length).mapToLong(i -> costs.traffic(workload, i)).toArray();
      List<Spot> eligible =
          kinds.computeIfAbsent(
              instance.workloads().eligible()[w],
              kind -> spots.stream().filter(s -> costs.mayBe(workload, s.number())).toList());
      items.add(new Item(w, new Item.Fixed(needs, own, eligible, others, traffic), null));
    }
    return new Plan(items, null, costs, spots);
  }

  /** Timefold's first fit decreasing, which would try each site by its calculator: the same. */
  void firstFit() {
    long[][] left = spots.stream().map(s -> s.room().clone()).toArray(long[][]::new);
    double[] all = new double[left[0].length];
    for (long[] room : left) {
      for (int d = 0; d < all.length; d++) {
        all[d] += room[d];
      }
    }
    double[] size = items.stream().mapToDouble(i -> size(i, all)).toArray();
    items.stream()
        .sorted(Comparator.comparing((Item i) -> -size[i.number()]))
        .forEach(
            item -> {
              long[] needs = item.fixed().needs();
              item.setSpot(
                  item.fixed().eligible().stream()
                      .filter(s -> fits(needs, left[s.number()]))
                      .min(Comparator.comparingLong(s -> item.fixed().costs()[s.number()]))
                      .orElse(item.fixed().eligible().get(0)));
              for (int d = 0; d < needs.length; d++) {
                left[item.getSpot().number()][d] -= needs[d];
              }
            });
  }

  private static boolean fits(long[] needs, long[] left) {
    for (int d = 0; d < needs.length; d++) {
      if (needs[d] > left[d]) {
        return false;
      }
    }
    return true;
  }

  private static double size(Item item, double[] all) {
    double most = 0;
    for (int d = 0; d < all.length; d++) {
      most = Math.max(most, item.fixed().needs()[d] / all[d]);
    }
    return most;
  }

  List<Item> items() {
    return items;
  }

  List<Spot> spots() {
    return spots;
  }

  BenchCosts costs() {
    return costs;
  }

  HardSoftLongScore score() {
    return score;
  }

  /** Copies what changes. */
  public static final class Copies implements SolutionCloner<Plan> {
    @Override
    public Plan cloneSolution(Plan of) {
      List<Item> items = new ArrayList<>(of.items.size());
      for (Item item : of.items) {
        items.add(new Item(item.number(), item.fixed(), item.getSpot()));
      }
      return new Plan(items, of.score, of.costs, of.spots);
    }
  }
}
