package org.hansa.platform.place.sites;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/** Reads the zones, and what lies between them. */
final class ZoneRows {

  private static final int MOST = 4_000;

  private ZoneRows() {}

  static Zones read(Sections in) throws IOException {
    int many = in.begin("zones", MOST);
    for (int z = 0; z < many; z++) {
      in.rows.row("zone");
      in.zones.add(in.rows);
      in.rows.end();
    }
    Zones zones = new Zones(in.zones.all(), new long[many * many], new int[many * many]);
    int pairs = in.beginIfThere("pairs", MOST * MOST);
    for (int p = 0; p < pairs; p++) {
      pair(in, zones);
    }
    return zones;
  }

  private static void pair(Sections in, Zones zones) throws IOException {
    in.rows.row("between");
    int one = in.zones.find(in.rows);
    int other = in.zones.find(in.rows);
    long price = 0;
    int micros = 0;
    Set<String> said = new HashSet<>();
    while (in.rows.more()) {
      String word = in.once(said);
      switch (word) {
        case "cost" -> price = in.rows.number("the price", Sections.SIX, 0, Sections.PRICE);
        case "latency" ->
            micros = (int) in.rows.number("the latency", Sections.THREE, 0, Sections.PRICE);
        default -> throw in.unknown(word, "cost or latency");
      }
    }
    zones.between(one, other, price, micros);
    zones.between(other, one, price, micros);
  }
}
