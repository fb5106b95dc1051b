package org.hansa.platform.multicloud;

import static org.assertj.core.api.Assertions.assertThat;

import org.hansa.core.api.Condition;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.control.Change;
import org.hansa.core.api.control.Step;
import org.hansa.platform.api.PlacementPolicy;
import org.junit.jupiter.api.Test;

/** What is best is what its owner says, or its tenant; and what runs moves only if that repays. */
class ObjectiveTest {

  private static String site(String hour, int gramsPerKwh) {
    return "{'price':{'currency':'EUR','cpuHour':"
        + hour
        + ",'memoryGibHour':0},'energy':{'gramsPerKwh':"
        + gramsPerKwh
        + ",'pue':1,'wattsPerCore':10}}";
  }

  private static String web(int replicas) {
    return "{'name':'web','runtime':'process','replicas':" + replicas + ",'requires':{'cpu':1}}";
  }

  private static String objective(String objective) {
    return "{'objective':" + objective + "}";
  }

  /** A cheap and dirty one with 5 gCO2e an hour, and a dear and clean one with none. */
  private static Town two() {
    return new Town()
        .site("dirty", site("0.01", 500))
        .host("dirty", "d", "{}")
        .site("clean", site("0.03", 0))
        .host("clean", "c", "{}");
  }

  private static Town placed(String objective) {
    return two().application("shop", objective(objective), web(1)).run();
  }

  private static Town policy(Town town, String tenant, String objective) {
    return town.put(
        new Ref(PlacementPolicy.KIND, tenant, PlacementPolicy.DEFAULT),
        Town.json(objective(objective)));
  }

  @Test
  void anOrderCountsWordByWord() {
    assertThat(placed("{'order':['carbon']}").places("shop.web")).containsExactly("shop.web.0=c");
    assertThat(placed("{'order':['cost','carbon']}").places("shop.web"))
        .containsExactly("shop.web.0=d");
    assertThat(placed("{}").places("shop.web")).containsExactly("shop.web.0=d");
    assertThat(placed("{'order':['carbon']}").slots("shop.web").get(0).why())
        .isEqualTo(
            "least carbon of 2 fitting hosts: 0.03 EUR/h here, 0.01 at dirty (-67 %);"
                + " 0 gCO2e/h here, 5 at dirty");
  }

  @Test
  void weightsAreWorthMoneyAndTheirSumDecides() {
    Town worth = placed("{'weights':{'carbon':0.0041}}");
    assertThat(worth.places("shop.web")).containsExactly("shop.web.0=c");
    assertThat(worth.slots("shop.web").get(0).why())
        .startsWith(
            "least by its weights of 2 fitting hosts: 0.03 EUR/h by weight here, 0.0305 at dirty"
                + " (+2 %); 0.03 EUR/h here, 0.01 at dirty (-67 %)");
    assertThat(placed("{'weights':{'carbon':0.0039}}").places("shop.web"))
        .containsExactly("shop.web.0=d");
    assertThat(placed("{'weights':{'cost':0,'carbon':0.0001}}").places("shop.web"))
        .containsExactly("shop.web.0=c");
  }

  @Test
  void whatIsWeighedAndNotKnownComesLast() {
    Town town =
        two()
            .site("dark", "{'price':{'currency':'EUR','cpuHour':0.001},'energy':null}")
            .host("dark", "x", "{}");

    town.application("shop", objective("{'weights':{'carbon':0.0001}}"), web(1)).run();
    assertThat(town.places("shop.web")).containsExactly("shop.web.0=d");
    town.application("other", "{}", web(1)).run();
    assertThat(town.places("other.web")).containsExactly("other.web.0=x");
  }

  @Test
  void nearnessToItsUsersIsWeighed() {
    String web =
        "{'name':'web','runtime':'process','requires':{'cpu':1,'latency':{'maxMillis':90,"
            + "'to':{'latitude':52.5,'longitude':13.4}}}}";
    Town town =
        new Town()
            .site("far", "{'price':{'cpuHour':0.01},'location':{'latitude':38.7,'longitude':-9.1}}")
            .host("far", "f", "{}")
            .site("near", "{'location':{'latitude':52.5,'longitude':13.4}}")
            .host("near", "n", "{}");

    town.application("cheap", "{}", web).run();
    town.application("quick", objective("{'weights':{'latency':0.001}}"), web).run();
    town.application("first", objective("{'order':['latency']}"), web).run();
    assertThat(town.places("cheap.web")).containsExactly("cheap.web.0=f");
    assertThat(town.places("quick.web")).containsExactly("quick.web.0=n");
    assertThat(town.places("first.web")).containsExactly("first.web.0=n");
  }

  @Test
  void replicasAreSpreadOverSitesAsFarAsThatIsWorthIt() {
    Town ordered = two().application("shop", objective("{'order':['spread']}"), web(4)).run();
    assertThat(ordered.places("shop.web"))
        .containsExactly("shop.web.0=d", "shop.web.1=c", "shop.web.2=d", "shop.web.3=c");

    Town weighed =
        two().application("shop", objective("{'weights':{'spread':0.015}}"), web(3)).run();
    assertThat(weighed.places("shop.web"))
        .containsExactly("shop.web.0=d", "shop.web.1=d", "shop.web.2=c");
    assertThat(weighed.slots("shop.web").get(2).why()).contains("0 others of it here, 2 at dirty");
  }

  @Test
  void theNearestTenantSaysItForWhoDoesNot() {
    Town town = policy(two(), "system", "{'order':['carbon']}");
    town.application("shop", "{}", web(1)).run();
    assertThat(town.places("shop.web")).containsExactly("shop.web.0=c");

    policy(town, "acme", "{'order':['cost']}").application("mine", "{}", web(1)).run();
    assertThat(town.places("mine.web")).containsExactly("mine.web.0=d");

    town.application("own", objective("{'order':['carbon']}"), web(1)).run();
    assertThat(town.places("own.web")).containsExactly("own.web.0=c");
  }

  @Test
  void onePolicyOfSeveralIsNamed() {
    Town town = two();
    town.put(
        new Ref(PlacementPolicy.KIND, "system", "green"),
        Town.json(objective("{'order':['carbon']}")));
    town.application("shop", "{}", web(1))
        .application("mine", "{'policy':'green'}", web(1))
        .application("wrong", "{'policy':'gren'}", web(1))
        .run();

    assertThat(town.places("shop.web")).containsExactly("shop.web.0=d");
    assertThat(town.places("mine.web")).containsExactly("mine.web.0=c");
    assertThat(town.places("wrong.web")).containsExactly("wrong.web.0=d");
    assertThat(town.placed("mine").message()).isEqualTo("1 replicas on 1 hosts");
    assertThat(town.placed("wrong").message())
        .isEqualTo(
            "1 replicas on 1 hosts; no PlacementPolicy 'gren' in acme or above, so the default"
                + " counts: create it, or name another");
  }

  private static final String MOVES = "{'weights':{},'moves':{'cost':0.1,'withinHours':%d}}";

  /**
   * Two replicas at a dear place, at rest, and then a place that is cheaper by 0.02 an hour each.
   */
  private static Town running(String objective) {
    Town town =
        new Town()
            .site("dear", site("0.03", 0))
            .host("dear", "d", "{}")
            .application("shop", objective(objective), web(2))
            .run();
    return town.site("cheap", site("0.01", 0)).host("cheap", "c", "{}");
  }

  private static Town rest(Town town) {
    Resource shop = town.drive.get(Town.application("shop"));
    Condition ready = Condition.yes(Condition.READY, "Ready", "", town.drive.snapshot().now());
    town.drive.change(new Change.Status(shop.ref(), shop.status(), java.util.List.of(ready)));
    return town;
  }

  @Test
  void whatRunsMovesWhenThatRepaysWithinItsHours() {
    Town town = rest(running(MOVES.formatted(6))).run();

    assertThat(town.places("shop.web")).containsExactly("shop.web.0=c", "shop.web.1=c");
    assertThat(town.slots("shop.web").get(0).why())
        .startsWith("moves, for it saves 0.02 EUR/h and repays in 5 of 6 h; least by its weights");
    assertThat(town.reservations()).isEqualTo(2);
  }

  @Test
  void aGainThatDoesNotRepayMovesNothingNorDoesSilence() {
    assertThat(rest(running(MOVES.formatted(4))).run().places("shop.web"))
        .containsExactly("shop.web.0=d", "shop.web.1=d");
    assertThat(rest(running("{'weights':{}}")).run().places("shop.web"))
        .containsExactly("shop.web.0=d", "shop.web.1=d");
  }

  @Test
  void nothingMovesThatIsNotAtRest() {
    assertThat(running(MOVES.formatted(6)).run().places("shop.web"))
        .containsExactly("shop.web.0=d", "shop.web.1=d");
  }

  @Test
  void oneReplicaMovesAtATimeAndLooksAgain() {
    Town town = rest(running(MOVES.formatted(6)));
    Step step =
        new Multicloud().step(town.drive.snapshot(), town.drive.get(Town.application("shop")));

    assertThat(step.changes())
        .filteredOn(c -> c instanceof Change.Put)
        .singleElement()
        .satisfies(c -> assertThat(((Change.Put) c).draft().ref().name()).isEqualTo("shop.web.0"));
    assertThat(step.again()).contains(java.time.Duration.ofMinutes(5));
    assertThat(step.relied()).extracting(r -> r.says()).contains("/spec/price/cpuHour <= '0.01'");
  }

  @Test
  void aMoveKeepsEveryConstraint() {
    Town town = rest(running(MOVES.formatted(6)));
    town.site("cheap", "{'cordoned':true,'price':{'cpuHour':0.01}}").run();
    assertThat(town.places("shop.web")).containsExactly("shop.web.0=d", "shop.web.1=d");

    town.site("cheap", site("0.01", 0)).host("cheap", "c", "{'allocatable':{'cpu':1}}").run();
    assertThat(town.places("shop.web")).containsExactly("shop.web.0=c", "shop.web.1=d");
  }
}
