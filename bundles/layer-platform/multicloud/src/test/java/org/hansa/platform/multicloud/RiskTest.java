package org.hansa.platform.multicloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.util.Optional;
import org.hansa.core.api.Condition.State;
import org.hansa.orchestration.api.Application;
import org.junit.jupiter.api.Test;

/** How much an application is up, by what its sites say: shown, bounded, and worth money. */
class RiskTest {

  private static String site(String hour, String availability) {
    return "{'price':{'currency':'EUR','cpuHour':"
        + hour
        + ",'memoryGibHour':0},'availability':"
        + availability
        + "}";
  }

  private static String component(String name, int replicas) {
    return "{'name':'"
        + name
        + "','runtime':'process','replicas':"
        + replicas
        + ",'requires':{'cpu':1}}";
  }

  /** Two cheap ones that are seldom up, and a dear one that nearly always is. */
  private static Town three() {
    return new Town()
        .site("cheap", site("0.01", "0.9"))
        .host("cheap", "a", "{}")
        .site("other", site("0.02", "0.9"))
        .host("other", "b", "{}")
        .site("dear", site("0.09", "0.999"))
        .host("dear", "c", "{}");
  }

  private static Optional<BigDecimal> up(Town town, String app) {
    return town.drive
        .get(Town.application(app))
        .status()
        .as(Application.Status.class)
        .availability();
  }

  @Test
  void whatIsAtOneSiteIsUpWithIt() {
    Town town = three().application("shop", "{}", component("web", 2), component("db", 1)).run();

    assertThat(town.places("shop.web")).containsExactly("shop.web.0=a", "shop.web.1=a");
    assertThat(up(town, "shop")).contains(new BigDecimal("0.9"));
  }

  @Test
  void atLeastSoMuchIsKeptByReplicasThatAreApart() {
    String bound = "{'minAvailability':0.98}";
    Town town = three().application("shop", bound, component("web", 2)).run();

    assertThat(town.places("shop.web")).containsExactly("shop.web.0=a", "shop.web.1=b");
    assertThat(up(town, "shop")).contains(new BigDecimal("0.99"));
    assertThat(town.slots("shop.web").get(1).why())
        .contains("438 minutes a month away here, 4.4 at dear");
  }

  @Test
  void oneReplicaGoesWhereItIsUpEnough() {
    Town town = three().application("shop", "{'minAvailability':0.98}", component("web", 1)).run();

    assertThat(town.places("shop.web")).containsExactly("shop.web.0=c");
    assertThat(town.whys())
        .anySatisfy(
            why -> {
              assertThat(why.candidate().name()).isEqualTo("a");
              assertThat(why.constraint()).isEqualTo("availability");
              assertThat(why.found()).isEqualTo("90 % with this");
              assertThat(why.wanted()).isEqualTo("up 98 % of the time");
              assertThat(why.cure()).contains("Ask for 90 %");
            });
  }

  @Test
  void whereTheCheapestFirstLeavesNoWayTheSafestComesFirst() {
    // The first is cheapest at a, and then no place of the second mends it.
    Town town =
        new Town()
            .site("cheap", site("0.01", "0.9"))
            .host("cheap", "a", "{}")
            .site("dear", site("0.09", "0.999"))
            .host("dear", "c", "{}");
    town.application("shop", "{'minAvailability':0.9995}", component("web", 2)).run();
    assertThat(town.placed("shop").state()).isEqualTo(State.TRUE);
    assertThat(up(town, "shop")).contains(new BigDecimal("0.9999"));

    town.application("two", "{'minAvailability':0.999}", component("web", 2), component("db", 1));
    assertThat(town.run().placed("two").state()).isEqualTo(State.TRUE);
    assertThat(up(town, "two").orElseThrow()).isGreaterThanOrEqualTo(new BigDecimal("0.999"));
  }

  @Test
  void whatCannotBeUpEnoughSaysSo() {
    Town town =
        three().application("shop", "{'minAvailability':0.9999}", component("web", 1)).run();

    assertThat(town.placed("shop").message())
        .contains("availability (wanted 'up 99.99 % of the time', found '99.9 % with this')")
        .contains("Ask for 99.9 %, for another replica, or add a site that is up more.");
    assertThat(up(town, "shop")).isEmpty();
  }

  @Test
  void aSiteThatSaysNothingOfItIsNotTrusted() {
    Town town = new Town().site("dark", "{}").host("dark", "d", "{}");

    town.application("any", "{}", component("web", 1)).run();
    assertThat(town.placed("any").state()).isEqualTo(State.TRUE);
    assertThat(up(town, "any")).isEmpty();
    town.application("shop", "{'minAvailability':0.5}", component("web", 1)).run();
    assertThat(town.placed("shop").message()).contains("Say in the Site how much it is up.");
  }

  @Test
  void anHourAwayIsWorthMoney() {
    // 0.1 of an hour at 0.5 EUR is 0.05 EUR/h: less than 0.08 dearer; at 1 EUR it is more.
    String objective = "{'objective':{'weights':{'risk':%s}}}";
    Town town =
        three()
            .application("little", String.format(objective, "0.5"), component("web", 1))
            .application("much", String.format(objective, "1"), component("web", 1))
            .application("first", "{'objective':{'order':['risk']}}", component("web", 1))
            .run();

    assertThat(town.places("little.web")).containsExactly("little.web.0=a");
    assertThat(town.places("much.web")).containsExactly("much.web.0=c");
    assertThat(town.places("first.web")).containsExactly("first.web.0=c");
    assertThat(town.slots("first.web").get(0).why()).startsWith("least risk of 3 fitting hosts");
  }

  @Test
  void anotherReplicaElsewhereIsWorthMoreThanTwoAtOnePlace() {
    Town town =
        three()
            .application("shop", "{'objective':{'weights':{'risk':0.5}}}", component("web", 2))
            .run();

    assertThat(town.places("shop.web")).containsExactly("shop.web.0=a", "shop.web.1=b");
  }

  @Test
  void sitesThatSeveralComponentsShareAreCountedOnce() {
    assertThat(up(ring(8), "ring").orElseThrow().doubleValue())
        .isCloseTo(ring(8, 0.9), within(1e-9));
  }

  @Test
  void ofManyItIsNeverSaidToBeMoreThanItIs() {
    Town town = ring(24);
    double exact = ring(24, 0.9);
    double apart = Math.pow(0.99, 24);
    assertThat(up(town, "ring").orElseThrow().doubleValue()).isBetween(apart, exact + 1e-9);
  }

  /** Each component has a replica at each of two neighbours. */
  private static Town ring(int many) {
    Town town = new Town();
    String[] components = new String[many];
    for (int i = 0; i < many; i++) {
      town.site("s" + i, site("0.01", "0.9")).host("s" + i, "h" + i, "{}");
      String here = "'h" + i + "','h" + (i + 1) % many + "'";
      components[i] =
          "{'name':'c"
              + i
              + "','runtime':'process','replicas':2,'requires':{'cpu':0.1,'hosts':["
              + here
              + "],'spread':{'by':'host','most':1}}}";
    }
    return town.application("ring", "{}", components).run();
  }

  /** No two neighbours are down at once: the trace of the transfer matrix to that power. */
  private static double ring(int many, double up) {
    double root = Math.sqrt(up * up + 4 * up * (1 - up));
    return Math.pow((up + root) / 2, many) + Math.pow((up - root) / 2, many);
  }
}
