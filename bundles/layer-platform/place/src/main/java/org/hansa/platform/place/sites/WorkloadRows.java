package org.hansa.platform.place.sites;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the workloads. */
final class WorkloadRows {

  private static final int MOST = 2_000_000;
  private static final int PRIORITY = 1_000;
  private static final long DIFFERENT = 50_000_000;

  private final Sections in;
  private final Sites sites;
  private final Map<String, long[]> having = new HashMap<>();
  private final Map<Set<String>, Integer> known = new HashMap<>();
  private final List<long[]> eligibility = new ArrayList<>();

  private WorkloadRows(Sections in, Sites sites) {
    this.in = in;
    this.sites = sites;
    for (int s = 0; s < sites.count(); s++) {
      for (String label : sites.labels().get(s)) {
        long[] bits = having.computeIfAbsent(label, l -> new long[(sites.count() >> 6) + 1]);
        bits[s >> 6] |= 1L << s;
      }
    }
  }

  static Workloads read(Sections in, Sites sites) throws IOException {
    return new WorkloadRows(in, sites).read();
  }

  private Workloads read() throws IOException {
    int many = in.begin("workloads", MOST);
    long[] needs = new long[many * in.dimensions.count()];
    int[] eligible = new int[many];
    int[] standing = new int[many];
    long[] moves = new long[many];
    int[] priorities = new int[many];
    for (int w = 0; w < many; w++) {
      in.rows.row("workload");
      in.workloads.add(in.rows);
      standing[w] = Placement.NOWHERE;
      Set<String> requires = Set.of();
      Set<String> said = new HashSet<>();
      while (in.rows.more()) {
        String word = in.once(said);
        switch (word) {
          case "need" -> in.amounts(needs, w, "the need", Sections.THREE, Sections.AMOUNT);
          case "at" -> standing[w] = in.sites.find(in.rows);
          case "move" ->
              moves[w] = in.rows.number("the cost of a move", Sections.NINE, 0, Sections.PRICE);
          case "priority" -> priorities[w] = in.rows.count("the priority", PRIORITY);
          case "requires" -> requires = new HashSet<>(in.labels());
          default -> throw in.unknown(word, "need, at, move, priority or requires");
        }
      }
      in.require(said, "need");
      eligible[w] = known.computeIfAbsent(requires, this::eligible);
    }
    return new Workloads(
        in.workloads.all(), needs, eligible, eligibility, standing, moves, priorities);
  }

  private int eligible(Set<String> required) {
    if ((long) eligibility.size() * sites.count() > DIFFERENT) {
      throw in.rows.wrong(
          "this is the %dth different set of labels that is required, of %d sites"
              .formatted(eligibility.size() + 1, sites.count()),
          "Use fewer different ones: sets times sites are at most " + DIFFERENT + ".");
    }
    long[] bits = new long[(sites.count() >> 6) + 1];
    for (int s = 0; s < sites.count(); s++) {
      bits[s >> 6] |= 1L << s;
    }
    for (String label : required) {
      long[] has = having.getOrDefault(label, new long[bits.length]);
      for (int i = 0; i < bits.length; i++) {
        bits[i] &= has[i];
      }
    }
    eligibility.add(bits);
    return eligibility.size() - 1;
  }
}
