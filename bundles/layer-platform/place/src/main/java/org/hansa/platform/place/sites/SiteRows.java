package org.hansa.platform.place.sites;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads the sites. */
final class SiteRows {

  private static final int MOST = 100_000;

  private SiteRows() {}

  static Sites read(Sections in) throws IOException {
    int many = in.begin("sites", MOST);
    int wide = in.dimensions.count();
    int[] zones = new int[many];
    long[] capacities = new long[many * wide];
    long[] prices = new long[many * wide];
    long[] grams = new long[many * wide];
    long[] opening = new long[many];
    List<List<String>> labels = new ArrayList<>();
    for (int s = 0; s < many; s++) {
      in.rows.row("site");
      in.sites.add(in.rows);
      List<String> has = new ArrayList<>();
      Set<String> said = new HashSet<>();
      while (in.rows.more()) {
        String word = in.once(said);
        switch (word) {
          case "zone" -> zones[s] = in.zones.find(in.rows);
          case "capacity" ->
              in.amounts(capacities, s, "the capacity", Sections.THREE, Sections.AMOUNT);
          case "price" -> in.amounts(prices, s, "the price", Sections.SIX, Sections.PRICE);
          case "grams" -> in.amounts(grams, s, "the grams", Sections.SIX, Sections.PRICE);
          case "open" ->
              opening[s] = in.rows.number("the cost of opening", Sections.NINE, 0, Sections.PRICE);
          case "labels" -> has.addAll(in.labels());
          default -> throw in.unknown(word, "zone, capacity, price, grams, open or labels");
        }
      }
      in.require(said, "zone", "capacity", "price");
      labels.add(List.copyOf(has));
    }
    return new Sites(in.sites.all(), zones, capacities, prices, grams, opening, labels);
  }
}
