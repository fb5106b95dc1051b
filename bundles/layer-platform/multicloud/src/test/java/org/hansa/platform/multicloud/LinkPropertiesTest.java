package org.hansa.platform.multicloud;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.hansa.core.api.Condition;

/**
 * Random sites, what lies between them, and components that ask something of it: judged by looking
 * at all placements that there are.
 */
class LinkPropertiesTest {

  private static final int SITES = 4;
  private static final int PARTS = 4;

  /** Sites with one host each that has room for some; components in a row, each calls the next. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record World(int[][] millis, int[] room, int[] price, int[] egress, int link, int chain) {

    static World of(Random random) {
      World world =
          new World(
              new int[SITES][SITES],
              new int[SITES],
              new int[SITES],
              new int[SITES],
              5 + random.nextInt(20),
              10 + random.nextInt(40));
      for (int a = 0; a < SITES; a++) {
        world.room[a] = 1 + random.nextInt(2);
        world.price[a] = 1 + random.nextInt(9);
        world.egress[a] = random.nextInt(5);
        for (int b = 0; b < a; b++) {
          world.millis[a][b] = random.nextInt(30);
          world.millis[b][a] = world.millis[a][b];
        }
      }
      return world;
    }

    Town run() {
      Town town = new Town();
      for (int a = 0; a < SITES; a++) {
        List<String> links = new ArrayList<>();
        for (int b = 0; b < a; b++) {
          links.add("'s%d':{'millis':%d}".formatted(b, millis[a][b]));
        }
        town.site(
                "s" + a,
                "{'links':{%s},'price':{'cpuHour':%d,'memoryGibHour':0,'egressGib':%d}}"
                    .formatted(String.join(",", links), price[a], egress[a]))
            .host("s" + a, "h" + a, "{'allocatable':{'cpu':%d}}".formatted(room[a]));
      }
      List<String> parts = new ArrayList<>();
      List<String> names = new ArrayList<>();
      for (int i = 0; i < PARTS; i++) {
        String next =
            i + 1 < PARTS
                ? ("{'to':'c%d','port':'p','env':'A','maxMillis':%d,'sendsGibHour':1,"
                        + "'receivesGibHour':2}")
                    .formatted(i + 1, link)
                : "";
        names.add("c" + i);
        parts.add(
            "{'name':'c%d','runtime':'process','requires':{'cpu':1},'ports':[{'name':'p'}],'links':[%s]}"
                .formatted(i, next));
      }
      String chains =
          "{'chains':[{'through':[%s],'maxMillis':%d}]}"
              .formatted(Town.quoted(names.toArray(String[]::new)), chain);
      return town.application("app", chains, parts.toArray(String[]::new)).run();
    }

    boolean fits(int[] at) {
      int[] there = new int[SITES];
      int sum = 0;
      for (int i = 0; i < PARTS; i++) {
        if (++there[at[i]] > room[at[i]]) {
          return false;
        }
        if (i > 0) {
          int between = millis[at[i - 1]][at[i]];
          sum += between;
          if (between > link) {
            return false;
          }
        }
      }
      return sum <= chain;
    }

    int cost(int[] at) {
      int cost = 0;
      for (int i = 0; i < PARTS; i++) {
        cost += price[at[i]];
        if (i > 0 && at[i - 1] != at[i]) {
          cost += egress[at[i - 1]] + 2 * egress[at[i]];
        }
      }
      return cost;
    }

    /** The least cost of all placements; the greatest number if there is none. */
    int best() {
      int best = Integer.MAX_VALUE;
      for (int code = 0; code < Math.pow(SITES, PARTS); code++) {
        int[] at = new int[PARTS];
        for (int i = 0, rest = code; i < PARTS; i++, rest /= SITES) {
          at[i] = rest % SITES;
        }
        best = fits(at) ? Math.min(best, cost(at)) : best;
      }
      return best;
    }
  }

  @Property(tries = 40)
  void placesAllWhereverTheyFitAndAtTheLeastCost(@ForAll long seed) {
    World world = World.of(new Random(seed));
    int best = world.best();

    Town town = world.run();

    boolean placed = town.placed("app").state() == Condition.State.TRUE;
    assertThat(placed).isEqualTo(best < Integer.MAX_VALUE);
    if (placed) {
      int[] at = new int[PARTS];
      for (int i = 0; i < PARTS; i++) {
        String place = town.places("app.c" + i).get(0);
        at[i] = Integer.parseInt(place.substring(place.length() - 1));
      }
      assertThat(world.fits(at)).isTrue();
      assertThat(world.cost(at)).isEqualTo(best);
      double paid = 0;
      for (int i = 0; i < PARTS; i++) {
        paid +=
            town.reservation("app.c" + i + ".0")
                .flatMap(r -> r.cost())
                .flatMap(c -> c.perHour())
                .orElseThrow()
                .doubleValue();
      }
      assertThat(paid).isEqualTo(best);
    } else {
      assertThat(town.conflicts()).isNotEmpty();
    }
  }
}
