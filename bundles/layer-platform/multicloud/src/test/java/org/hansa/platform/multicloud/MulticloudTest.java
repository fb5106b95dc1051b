package org.hansa.platform.multicloud;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.hansa.core.api.Reservation;
import org.hansa.core.api.control.Relied;
import org.hansa.core.api.control.Why;
import org.junit.jupiter.api.Test;

class MulticloudTest {

  private static final String DEAR =
      "{'price':{'currency':'EUR','cpuHour':0.09,'memoryGibHour':0}}";
  private static final String CHEAP =
      "{'price':{'currency':'EUR','cpuHour':0.01,'memoryGibHour':0}}";

  private static String web(int replicas, String requires) {
    return "{'name':'web','runtime':'process','replicas':"
        + replicas
        + ",'ports':[{'name':'http'}],'requires':"
        + requires
        + "}";
  }

  private static Town two() {
    return new Town()
        .site("a-dear", DEAR)
        .host("a-dear", "dear", "{}")
        .site("b-cheap", CHEAP)
        .host("b-cheap", "cheap", "{}");
  }

  @Test
  void takesTheCheapestAndSaysWhy() {
    Town town = two().application("shop", "{}", web(1, "{'cpu':1}")).run();

    assertThat(town.places("shop.web")).containsExactly("shop.web.0=cheap");
    assertThat(town.slots("shop.web").get(0).why())
        .isEqualTo(
            "least cost of 2 fitting hosts: 0.01 EUR/h here, 0.09 at a-dear (+800 %);"
                + " 3.6 gCO2e/h here, the same at a-dear");
    assertThat(town.whys())
        .filteredOn(Why::isChosen)
        .extracting(Why::found)
        .contains(town.slots("shop.web").get(0).why());
  }

  @Test
  void reservesAmountsPortsAndCost() {
    Town town =
        two().application("shop", "{}", web(1, "{'cpu':2,'memory':'1Gi','storage':'0'}")).run();

    Reservation.Spec held = town.reservation("shop.web.0").orElseThrow();
    assertThat(held.pool()).isEqualTo("Host/system/cheap");
    assertThat(held.amounts())
        .isEqualTo(java.util.Map.of("cpu", new BigDecimal(2), "memory", new BigDecimal(1L << 30)));
    assertThat(held.keys()).containsExactly("tcp/20000");
    Reservation.Cost cost = held.cost().orElseThrow();
    assertThat(cost.currency()).contains("EUR");
    assertThat(cost.perHour().orElseThrow()).isEqualByComparingTo("0.02");
    assertThat(cost.gramsPerHour().orElseThrow()).isEqualByComparingTo("7.2");
  }

  @Test
  void reliesOnWhatIsFreeOnTheCordonAndOnThePrice() {
    Town town = two().application("shop", "{}", web(2, "{'cpu':1}")).run();

    assertThat(town.relied())
        .extracting(Relied::says)
        .contains(
            "free:cpu >= '2'",
            "/spec/cordoned = ''",
            "/spec/price/cpuHour <= '0.01'",
            "/spec/price/currency = 'EUR'");
    assertThat(town.relied()).allSatisfy(r -> assertThat(r.ref().name()).contains("cheap"));
  }

  @Test
  void takesAnUnknownPriceLastThenLessCarbonThenTheLeastUsedThenTheName() {
    String unpriced = "{'price':null}";
    String clean = "{'energy':{'gramsPerKwh':1,'pue':1,'wattsPerCore':1}}";
    Town price =
        new Town()
            .site("a", unpriced)
            .host("a", "unpriced", "{}")
            .site("b", DEAR)
            .host("b", "priced", "{}")
            .application("shop", "{}", web(1, "{'cpu':1}"))
            .run();
    Town carbon =
        new Town()
            .site("a", "{}")
            .host("a", "dirty", "{}")
            .site("b", clean)
            .host("b", "clean", "{}")
            .application("shop", "{}", web(1, "{'cpu':1}"))
            .run();
    Town used =
        new Town()
            .site("a", "{}")
            .host("a", "a", "{}")
            .host("a", "b", "{}")
            .application("shop", "{}", web(3, "{'cpu':1}"))
            .run();

    assertThat(price.places("shop.web")).containsExactly("shop.web.0=priced");
    assertThat(carbon.places("shop.web")).containsExactly("shop.web.0=clean");
    assertThat(used.places("shop.web"))
        .containsExactly("shop.web.0=a", "shop.web.1=b", "shop.web.2=a");
  }

  @Test
  void placesAllOrNothing() {
    Town town =
        new Town()
            .site("here", "{}")
            .host("here", "one", "{}")
            .application(
                "shop",
                "{}",
                web(1, "{'cpu':1}"),
                "{'name':'db','runtime':'process','requires':{'cpu':64}}")
            .run();

    assertThat(town.reservations()).isZero();
    assertThat(town.slots("shop.web")).isEmpty();
    assertThat(town.placed("shop").message())
        .isEqualTo(
            "shop.db.0 has no place: cpu of db (wanted '64 cores', found '4 cores free')."
                + " Free 60 cores on host one, or ask for less.");
  }

  @Test
  void triesTheLargestFirstBeforeItGivesUp() {
    Town town =
        new Town()
            .site("here", "{}")
            .host("here", "one", "{'allocatable':{'memory':1073741824}}")
            .host("here", "two", "{'allocatable':{'memory':2147483648}}")
            .application(
                "shop",
                "{}",
                "{'name':'a','runtime':'process','requires':{'memory':'1Gi','cpu':1}}",
                "{'name':'b','runtime':'process','requires':{'memory':'2Gi','cpu':1}}")
            .run();

    assertThat(town.places("shop.b")).containsExactly("shop.b.0=two");
    assertThat(town.places("shop.a")).containsExactly("shop.a.0=one");
  }
}
