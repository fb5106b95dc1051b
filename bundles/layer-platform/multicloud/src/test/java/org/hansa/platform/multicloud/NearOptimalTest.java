package org.hansa.platform.multicloud;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.hansa.core.api.Condition;
import org.hansa.core.api.control.Change;
import org.hansa.core.api.control.Why;
import org.hansa.platform.api.Workload;
import org.junit.jupiter.api.Test;

/** All replicas of an application together, where one after the other is not the best. */
class NearOptimalTest {

  private static final long GIB = 1L << 30;

  private static String component(String name, int cpu, int gib, String more) {
    return "{'name':'%s','runtime':'process','requires':{'cpu':%d,'memory':'%dGi'%s}}"
        .formatted(name, cpu, gib, more);
  }

  private static Town host(Town town, String name, double cpuHour, int cpu, int gib) {
    town.site(name, "{'price':{'currency':'EUR','cpuHour':" + cpuHour + ",'memoryGibHour':0.001}}");
    return town.host(name, name, "{'allocatable':{'cpu':" + cpu + ",'memory':" + gib * GIB + "}}");
  }

  private static Town twoHosts() {
    Town town = new Town();
    host(town, "cheap", 0.01, 4, 64);
    return host(town, "dear", 0.05, 16, 64);
  }

  @Test
  void theDearRoomIsForThoseThatTakeLeastOfIt() {
    // The first, by name, would take the cheap room, and both others the dear one.
    Town town =
        twoHosts()
            .application("shop", "{}", component("a", 1, 1, ""), component("b", 4, 1, ""))
            .run();

    assertThat(town.places("shop.b")).containsExactly("shop.b.0=cheap");
    assertThat(town.places("shop.a")).containsExactly("shop.a.0=dear");
    assertThat(town.whys())
        .filteredOn(w -> w.constraint().equals(Why.CHOSEN))
        .extracting(Why::found)
        .anyMatch(found -> found.startsWith("with the others in mind, of 2 fitting hosts: "))
        .noneMatch(found -> found.startsWith("the only host"));
  }

  @Test
  void whatStandsWellStaysThoughAnotherOrderWouldCostLess() {
    Town town = twoHosts().application("shop", "{}", component("a", 1, 1, "")).run();
    assertThat(town.places("shop.a")).containsExactly("shop.a.0=cheap");

    town.application(
            "shop",
            "{}",
            component("a", 1, 1, ""),
            component("b", 4, 1, ""),
            component("c", 3, 1, ""))
        .run();

    assertThat(town.places("shop.a")).containsExactly("shop.a.0=cheap");
    assertThat(town.places("shop.c")).containsExactly("shop.c.0=cheap");
    assertThat(town.places("shop.b")).containsExactly("shop.b.0=dear");
  }

  @Test
  void findsThePackingThatNoOrderFinds() {
    Town town = new Town();
    host(town, "one", 0.01, 10, 64);
    host(town, "two", 0.01, 10, 64);
    // 6 4 | 5 3 2: largest first gives 6 3, then 5 4, and 2 has no place.
    List<String> parts = new ArrayList<>();
    for (int cpu : List.of(6, 5, 4, 3, 2)) {
      parts.add(component("c" + cpu, cpu, 1, ",'apart':[{'component':'c1','by':'host'}]"));
    }
    town.application("shop", "{}", parts.toArray(String[]::new)).run();

    assertThat(town.placed("shop").state()).isEqualTo(Condition.State.TRUE);
  }

  /** Who scales may move one day too: that does not keep the others from their best places. */
  @Test
  void isAskedForThoseThatAreAddedToWhatMayMove() {
    String moves = "{'objective':{'moves':{'cost':100,'withinHours':1}}}";
    Town town = twoHosts().application("shop", moves, component("z", 1, 1, "")).run();
    var shop = town.drive.get(Town.application("shop"));
    Condition ready = Condition.yes(Condition.READY, "Ready", "", town.drive.snapshot().now());
    town.drive.change(new Change.Status(shop.ref(), shop.status(), List.of(ready)));
    town.application(
            "shop",
            moves,
            component("z", 1, 1, ""),
            component("a", 1, 1, ""),
            component("b", 3, 1, ""))
        .run();

    assertThat(town.places("shop.b")).containsExactly("shop.b.0=cheap");
    assertThat(town.places("shop.a")).containsExactly("shop.a.0=dear");
  }

  @Test
  void comparesNoCurrencies() {
    Town town = new Town();
    town.site("yen", "{'price':{'currency':'JPY','cpuHour':150,'memoryGibHour':1}}");
    town.host("yen", "yen", "{'allocatable':{'cpu':4,'memory':" + 64 * GIB + "}}");
    town.site("usd", "{'price':{'currency':'USD','cpuHour':2,'memoryGibHour':0.01}}");
    town.host("usd", "usd", "{'allocatable':{'cpu':4,'memory':" + 64 * GIB + "}}");

    town.application("shop", "{}", component("a", 1, 1, ""), component("b", 1, 1, "")).run();

    assertThat(town.places("shop.a")).containsExactly("shop.a.0=yen");
    assertThat(town.places("shop.b")).containsExactly("shop.b.0=yen");
  }

  @Test
  void hasEachOfManyReplicasOnAHostOfItsOwn() {
    Town town = new Town();
    for (int i = 0; i < 60; i++) {
      host(town, "h" + i, i < 30 ? 0.01 : 0.05, 2, 64);
    }
    String apart =
        "{'name':'web','runtime':'process','replicas':50,'requires':{'cpu':1,'memory':'1Gi',"
            + "'apart':[{'component':'web','by':'host'}]}}";

    town.application("shop", "{}", apart).run();

    assertThat(town.slots("shop.web")).extracting(Workload.Slot::host).doesNotHaveDuplicates();
    assertThat(town.slots("shop.web")).hasSize(50);
  }

  @Property(tries = 60)
  void isNoDearerThanTheBestOfAll(@ForAll Random random) {
    int[] prices = IntStream.range(0, 3).map(i -> 1 + random.nextInt(9)).toArray();
    int[] rooms = IntStream.range(0, 3).map(i -> 2 + random.nextInt(8)).toArray();
    int[] needs = IntStream.range(0, 5).map(i -> 1 + random.nextInt(5)).toArray();
    Town town = new Town();
    for (int h = 0; h < prices.length; h++) {
      town.site(
          "s" + h, "{'price':{'currency':'EUR','cpuHour':" + prices[h] + ",'memoryGibHour':0}}");
      town.host("s" + h, "h" + h, "{'allocatable':{'cpu':" + rooms[h] + "}}");
    }
    String[] parts = new String[needs.length];
    for (int n = 0; n < parts.length; n++) {
      parts[n] = "{'name':'c%d','runtime':'process','requires':{'cpu':%d}}".formatted(n, needs[n]);
    }
    town.application("app", "{}", parts).run();

    int best = best(prices, rooms.clone(), needs, 0);
    boolean placed = town.placed("app").state() == Condition.State.TRUE;
    assertThat(placed).isEqualTo(best < Integer.MAX_VALUE);
    if (placed) {
      int cost = 0;
      for (int n = 0; n < needs.length; n++) {
        String place = town.places("app.c" + n).get(0);
        cost += needs[n] * prices[place.charAt(place.length() - 1) - '0'];
      }
      assertThat(cost).isEqualTo(best);
    }
  }

  private static int best(int[] prices, int[] rooms, int[] needs, int next) {
    if (next == needs.length) {
      return 0;
    }
    int best = Integer.MAX_VALUE;
    for (int h = 0; h < rooms.length; h++) {
      if (needs[next] <= rooms[h]) {
        rooms[h] -= needs[next];
        int rest = best(prices, rooms, needs, next + 1);
        rooms[h] += needs[next];
        if (rest < Integer.MAX_VALUE) {
          best = Math.min(best, rest + needs[next] * prices[h]);
        }
      }
    }
    return best;
  }
}
