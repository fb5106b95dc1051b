package org.hansa.platform.multicloud;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.hansa.core.api.Condition;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Reservation;
import org.hansa.core.api.control.Why;
import org.hansa.platform.api.Optimization;
import org.junit.jupiter.api.Test;

/** Money for what leaves a site, paid by who sends it. */
class EgressTest {

  /** The south costs half as much, and lets nothing leave for less than 0.05 a GiB. */
  private static Town town(String north, String south) {
    return new Town()
        .site("north", "{'price':{'cpuHour':0.04" + north + "}}")
        .host("north", "n", "{}")
        .site("south", "{'price':{'cpuHour':0.02" + south + "}}")
        .host("south", "s", "{}");
  }

  private static Town town() {
    return town(",'egressGib':0.01", ",'egressGib':0.05");
  }

  private static String part(String name, int replicas, String sites, String... links) {
    return "{'name':'%s','runtime':'process','replicas':%d,'requires':{'cpu':1,'sites':[%s]},'ports':[{'name':'p'}],'links':[%s]}"
        .formatted(name, replicas, sites, String.join(",", links));
  }

  private static String db(String more) {
    return "{'to':'db','port':'p','env':'DB'" + (more.isEmpty() ? "" : "," + more) + "}";
  }

  private static final String MUCH = db("'sendsGibHour':1,'receivesGibHour':4");

  private static Reservation.Cost cost(Town town, String name) {
    return town.reservation(name).orElseThrow().cost().orElseThrow();
  }

  @Test
  void whatIsSentTipsTheBalance() {
    Town quiet =
        town().application("shop", "{}", part("db", 1, "'north'"), part("web", 1, "", db("")));
    assertThat(quiet.run().places("shop.web")).containsExactly("shop.web.0=s");

    Town busy =
        town().application("shop", "{}", part("db", 1, "'north'"), part("web", 1, "", MUCH)).run();
    assertThat(busy.places("shop.web")).containsExactly("shop.web.0=n");
    assertThat(busy.whys())
        .filteredOn(w -> w.constraint().equals(Why.CHOSEN))
        .extracting(Why::found)
        .anyMatch(
            found ->
                found.startsWith(
                    "least cost of 2 fitting hosts: 0.04 EUR/h here, 0.11 at south (+175 %);"
                        + " 0 EUR/h of it egress here, 0.09 at south"));
  }

  @Test
  void whoIsPlacedFirstGoesWhereAllTogetherCostLess() {
    // The first, by name, would take the cheap room, far from what it cannot do without.
    Town town =
        town()
            .application(
                "shop",
                "{}",
                part("app", 1, "", "{'to':'db','port':'p','env':'DB','receivesGibHour':9}"),
                part("db", 1, "'north'"))
            .run();

    assertThat(town.places("shop.app")).containsExactly("shop.app.0=n");
  }

  @Test
  void eachPaysForWhatItSendsFromWhereItIs() {
    Town town =
        town()
            .application("shop", "{}", part("db", 2, "'north'"), part("web", 1, "'south'", MUCH))
            .run();

    // Of 4 GiB from north at 0.01 each of the two sends a half.
    assertThat(cost(town, "shop.db.0").perHour()).contains(new BigDecimal("0.06"));
    assertThat(cost(town, "shop.db.1").egressPerHour()).contains(new BigDecimal("0.02"));
    assertThat(cost(town, "shop.web.0").perHour()).contains(new BigDecimal("0.07"));
    assertThat(cost(town, "shop.web.0").egressPerHour()).contains(new BigDecimal("0.05"));
  }

  @Test
  void aLinkMayHaveAPriceOfItsOwn() {
    Town town = town().site("south", "{'price':{'cpuHour':0.02,'egressGib':0.05}}");
    town.site(
        "south",
        "{'price':{'cpuHour':0.02,'egressGib':0.05},'links':{'north':{'egressGib':0.002}}}");
    town.application("shop", "{}", part("db", 1, "'north'"), part("web", 1, "'south'", MUCH)).run();

    assertThat(cost(town, "shop.web.0").egressPerHour()).contains(new BigDecimal("0.002"));
  }

  @Test
  void whoStaysPaysOtherwiseWhenTheOtherMoves() {
    Town town =
        town()
            .application("shop", "{}", part("db", 1, "'north'"), part("web", 1, "'south'", MUCH))
            .run();
    assertThat(cost(town, "shop.db.0").egressPerHour()).contains(new BigDecimal("0.04"));

    town.application("shop", "{}", part("db", 1, "'north'"), part("web", 1, "'north'", MUCH)).run();

    assertThat(cost(town, "shop.db.0").egressPerHour()).isEmpty();
    assertThat(cost(town, "shop.db.0").perHour()).contains(new BigDecimal("0.04"));
  }

  @Test
  void theBoundIsOnAllOfIt() {
    String[] parts = {part("db", 1, "'north'"), part("web", 1, "'south'", MUCH)};
    // 0.04 and 0.02 for the room, 0.05 and 0.04 for what is sent.
    Town fits = town().application("shop", "{'maxPricePerHour':0.15}", parts).run();
    assertThat(fits.placed("shop").state()).isEqualTo(Condition.State.TRUE);

    Town dear = town().application("shop", "{'maxPricePerHour':0.14}", parts).run();
    assertThat(dear.placed("shop").message())
        .contains("0.15 EUR with this", "Allow 0.15 an hour, or ask for less.");

    // Looked at again, what goes between the two is not counted twice.
    fits.application("shop", "{'maxPricePerHour':0.15}", parts).run();
    assertThat(fits.whys()).noneMatch(w -> w.constraint().equals("price") && !w.isChosen());
  }

  @Test
  void whatHasNoPriceIsNotTakenForNothing() {
    Town town =
        town("", ",'egressGib':0.05")
            .application("shop", "{}", part("db", 1, "'north'"), part("web", 1, "'south'", MUCH))
            .run();

    assertThat(cost(town, "shop.db.0").perHour()).isEmpty();
    assertThat(cost(town, "shop.db.0").gramsPerHour()).isPresent();
    assertThat(cost(town, "shop.web.0").perHour()).contains(new BigDecimal("0.07"));
  }

  @Test
  void moneyOfTwoCurrenciesIsNotAdded() {
    Town town =
        town(",'egressGib':0.01", ",'egressGib':0.05,'currency':'CHF'")
            .application("shop", "{}", part("db", 1, "'north'"), part("web", 1, "", MUCH))
            .run();

    // In the south it would cost francs, and euros for what the other sends it.
    assertThat(town.places("shop.web")).containsExactly("shop.web.0=n");
  }

  @Test
  void movesWhereThatSavesWhatIsSent() {
    String moves = "{'objective':{'moves':{'cost':1,'withinHours':100}}}";
    Town town =
        town()
            .application("shop", moves, part("db", 1, "'north'"), part("web", 1, "", db("")))
            .run();
    assertThat(town.places("shop.web")).containsExactly("shop.web.0=s");

    town.application("shop", moves, part("db", 1, "'north'"), part("web", 1, "", MUCH));
    town.drive.change(
        new org.hansa.core.api.control.Change.Status(
            Town.application("shop"),
            town.drive.get(Town.application("shop")).status(),
            java.util.List.of(
                Condition.yes(
                    Condition.READY,
                    "Ready",
                    "ok",
                    java.time.Instant.parse("2026-01-01T00:00:00Z")))));
    town.run();

    assertThat(town.places("shop.web")).containsExactly("shop.web.0=n");
    assertThat(town.slots("shop.web").get(0).why()).contains("moves, for it saves 0.07 EUR/h");
  }

  /** A place for one would change what the other pays. */
  @Test
  void whoSaysWhatItsComponentsSendIsNotMovedBesideOthers() {
    Ref all = new Ref(Optimization.KIND, "acme", "all");
    Town town =
        new Town(new Multicloud(), new Deployer(), new Optimizer())
            .site("cheap", "{}")
            .host("cheap", "c", "{}")
            .application(
                "shop",
                "{'objective':{'moves':{'cost':0.1,'withinHours':24}}}",
                part("db", 1, ""),
                part("web", 1, "", MUCH))
            .run();

    town.put(all, Town.json("{'accept':'any'}")).run();
    assertThat(town.drive.get(all).status().as(Optimization.Status.class).stays().get(0).why())
        .isEqualTo("what its components send each other is not counted here");
  }
}
