package org.hansa.platform.multicloud;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.hansa.core.api.Condition;
import org.hansa.core.api.control.Relied;
import org.hansa.core.api.control.Why;
import org.junit.jupiter.api.Test;

/** How far it is from one component to another, through several, and what fits through. */
class LinkConstraintsTest {

  /** Berlin is the cheapest and Paris the dearest; Bonn lies between them. */
  private static Town town() {
    return town("'paris':{'millis':17}", "'paris':{'millis':8},'berlin':{'millis':9}");
  }

  private static Town town(String berlin, String bonn) {
    return new Town()
        .site("berlin", "{'price':{'cpuHour':0.01},'links':{" + berlin + "}}")
        .host("berlin", "b", "{}")
        .site("bonn", "{'price':{'cpuHour':0.02},'links':{" + bonn + "}}")
        .host("bonn", "o", "{}")
        .site("paris", "{'price':{'cpuHour':0.03},'jurisdiction':'FR'}")
        .host("paris", "p", "{}");
  }

  private static String part(String name, String requires, String... links) {
    return "{'name':'%s','runtime':'process','requires':{'cpu':1%s},'ports':[{'name':'p'}],'links':[%s]}"
        .formatted(name, requires.isEmpty() ? "" : "," + requires, String.join(",", links));
  }

  private static String to(String name, String more) {
    return "{'to':'%s','port':'p','env':'%s_URL',%s}"
        .formatted(name, name.toUpperCase(java.util.Locale.ROOT), more);
  }

  private static String chain(int most, String... through) {
    return "{'chains':[{'through':[%s],'maxMillis':%d}]}".formatted(Town.quoted(through), most);
  }

  private static final String FRANCE = "'jurisdictions':['FR']";
  private static final String GERMANY = "'jurisdictions':['DE']";

  private static String nowhere(Town town) {
    assertThat(town.placed("shop").state()).isEqualTo(Condition.State.FALSE);
    return town.placed("shop").message();
  }

  private static Town shop(Town town, String policies, String... parts) {
    return town.application("shop", policies, parts).run();
  }

  @Test
  void whoIsPlacedFirstMakesWayForWhoMustBeNear() {
    Town town = shop(town(), "{}", part("a", "", to("b", "'maxMillis':10")), part("b", FRANCE));

    assertThat(town.places("shop.b")).containsExactly("shop.b.0=p");
    assertThat(town.places("shop.a")).containsExactly("shop.a.0=o");
  }

  @Test
  void theOneThatIsCalledIsBoundToo() {
    Town town =
        shop(town(), "{}", part("a", FRANCE, to("b", "'maxMillis':10")), part("b", GERMANY));

    assertThat(town.places("shop.b")).containsExactly("shop.b.0=o");
  }

  @Test
  void eachRefusedSiteIsExplainedWithTheNumbers() {
    Town town =
        shop(town(), "{}", part("a", FRANCE, to("b", "'maxMillis':10")), part("b", GERMANY));

    assertThat(town.whys())
        .filteredOn(w -> w.constraint().equals("link"))
        .extracting(w -> w.candidate().name() + ": " + w.found(), Why::wanted, Why::cure)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                "berlin: 17 ms to shop.a.0 at paris",
                "at most 10 ms from a to b",
                "Allow 17 ms, or make room nearer to site paris."));
  }

  @Test
  void whatIsTooFarSaysWhatDoesNotGoTogether() {
    Town town = shop(town(), "{}", part("a", GERMANY, to("b", "'maxMillis':5")), part("b", FRANCE));

    assertThat(town.conflicts())
        .extracting(w -> w.subject().name() + " " + w.constraint())
        .containsExactly(
            "shop.a conflict:1:jurisdiction",
            "shop.a conflict:1:link",
            "shop.b conflict:1:jurisdiction");
    assertThat(nowhere(town))
        .contains(
            "link of a (wanted 'at most 5 ms from a to b', found '8 ms to shop.b.0 at paris')",
            "Allow 8 ms, or make room nearer to site paris.");
  }

  @Test
  void whatNobodyHasMeasuredIsRefusedWithACure() {
    Town town =
        shop(town("", ""), "{}", part("a", GERMANY, to("b", "'maxMillis':5")), part("b", FRANCE));

    assertThat(town.whys())
        .filteredOn(w -> w.constraint().equals("link"))
        .extracting(Why::found, Why::cure)
        .contains(
            org.assertj.core.groups.Tuple.tuple(
                "unknown to shop.a.0 at berlin",
                "Say in Site paris, under links, how far it is to berlin, or where both are."));
  }

  @Test
  void whatNobodyHasMeasuredIsEstimatedFromTheDistance() {
    Town town =
        town("", "")
            .site("berlin", "{'location':{'latitude':52.52,'longitude':13.40}}")
            .site("bonn", "{'location':{'latitude':50.73,'longitude':7.10}}")
            .site("paris", "{'jurisdiction':'FR','location':{'latitude':48.86,'longitude':2.35}}");
    shop(town, "{}", part("a", FRANCE, to("b", "'maxMillis':10")), part("b", GERMANY));

    assertThat(town.places("shop.b")).containsExactly("shop.b.0=o");
    assertThat(town.whys())
        .filteredOn(w -> w.constraint().equals("link"))
        .extracting(Why::found)
        .contains("about 18.5 ms to shop.a.0 at paris");
  }

  @Test
  void whereBothSayItTheWorseCounts() {
    Town town = town().site("paris", "{'jurisdiction':'FR','links':{'bonn':{'millis':12}}}");
    shop(town, "{}", part("a", GERMANY, to("b", "'maxMillis':10")), part("b", FRANCE));

    assertThat(nowhere(town)).contains("found '12 ms to shop.b.0 at paris'");
  }

  @Test
  void atOneSiteNothingLiesBetweenThem() {
    Town town =
        shop(town("", ""), "{}", part("a", "", to("b", "'maxMillis':0")), part("b", FRANCE));

    assertThat(town.places("shop.a")).containsExactly("shop.a.0=p");
  }

  @Test
  void whatRunsMovesNearerWhenThatIsAsked() {
    Town town = shop(town(), "{}", part("a", "", to("b", "'maxMillis':20")), part("b", FRANCE));
    assertThat(town.places("shop.a")).containsExactly("shop.a.0=b");

    shop(town, "{}", part("a", "", to("b", "'maxMillis':10")), part("b", FRANCE));

    assertThat(town.places("shop.b")).containsExactly("shop.b.0=p");
    assertThat(town.places("shop.a")).containsExactly("shop.a.0=o");
  }

  @Test
  void aChainIsAsLongAsItsSlowestWay() {
    String[] parts = {part("a", GERMANY), part("b", ""), part("c", FRANCE)};
    Town town = shop(town(), chain(17, "a", "b", "c"), parts);
    assertThat(town.places("shop.a")).containsExactly("shop.a.0=b");

    Town near = shop(town(), chain(8, "a", "b", "c"), parts);
    assertThat(near.places("shop.a")).containsExactly("shop.a.0=o");
    assertThat(near.places("shop.b")).isIn(List.of("shop.b.0=o"), List.of("shop.b.0=p"));

    assertThat(nowhere(shop(town(), chain(7, "a", "b", "c"), parts)))
        .contains("chain (wanted 'at most 7 ms from a to b to c', found '8 ms: a at bonn, b at ");
  }

  @Test
  void anImpossibleChainSaysHowLongItWouldBe() {
    Town town =
        shop(
            town(),
            chain(20, "a", "b", "a"),
            part("a", GERMANY + ",'sites':['berlin']"),
            part("b", FRANCE));

    assertThat(nowhere(town))
        .contains(
            "found '34 ms: a at berlin, b at paris, a at berlin'",
            "Allow 34 ms, or make room nearer to each other.");
  }

  @Test
  void aChainOverWhatIsNotKnownIsRefused() {
    Town town = shop(town("", ""), chain(50, "a", "b"), part("a", GERMANY), part("b", FRANCE));

    assertThat(nowhere(town)).contains("unknown: a at berlin, b at paris", "under links");
  }

  @Test
  void noMoreIsSentThanFitsThrough() {
    Town town =
        town(
            "'paris':{'millis':17,'mbps':100}",
            "'paris':{'millis':8,'mbps':1000},'berlin':{'millis':9}");
    shop(
        town,
        "{}",
        part("a", FRANCE, to("b", "'receivesGibHour':50")),
        part("b", "'sites':['berlin','bonn']"));

    assertThat(town.places("shop.b")).containsExactly("shop.b.0=o");
    assertThat(town.whys())
        .filteredOn(w -> w.constraint().equals("bandwidth"))
        .extracting(Why::found, Why::wanted)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                "119.305 Mbit/s from berlin to paris", "at most 100 Mbit/s"));
  }

  @Test
  void allThatGoesTheSameWayCounts() {
    Town town = town("'paris':{'mbps':100}", "").site("bonn", "{'cordoned':true}");
    String[] parts = {
      part("a", FRANCE, to("b", "'sendsGibHour':25"), to("c", "'sendsGibHour':25")),
      part("b", GERMANY),
      part("c", GERMANY)
    };

    assertThat(nowhere(shop(town, "{}", parts)))
        .contains("bandwidth", "119.305 Mbit/s from paris to berlin");
  }

  @Test
  void reliesOnWhatIsSaidOfTheLinkThatCounts() {
    Town town = shop(town(), "{}", part("a", "", to("b", "'maxMillis':10")), part("b", FRANCE));

    assertThat(town.relied())
        .filteredOn(r -> r.what().startsWith("/spec/links"))
        .extracting(Relied::says, r -> r.ref().name())
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("/spec/links/paris/millis <= '10'", "bonn"),
            org.assertj.core.groups.Tuple.tuple("/spec/links/bonn/millis = ''", "paris"));
  }

  @Test
  void aSiteIsAsNearToItsUsersAsItHasMeasured() {
    Town town = town().site("berlin", "{'areas':{'ruhr':12}}").site("bonn", "{'areas':{'ruhr':3}}");
    shop(town, "{}", part("a", "'areas':{'ruhr':5}"));

    assertThat(town.places("shop.a")).containsExactly("shop.a.0=o");
    assertThat(town.whys())
        .filteredOn(w -> w.constraint().equals("latency"))
        .extracting(w -> w.candidate().name() + ": " + w.found(), Why::cure)
        .containsExactlyInAnyOrder(
            org.assertj.core.groups.Tuple.tuple(
                "berlin: 12 ms to ruhr", "Allow 12 ms, or add a site nearer to ruhr."),
            org.assertj.core.groups.Tuple.tuple(
                "paris: unknown", "Measure it, and say it in Site paris under areas, as 'ruhr'."));
  }

  @Test
  void theNearestToItsUsersIsBestWhereThatCountsFirst() {
    Town town =
        town()
            .site("berlin", "{'areas':{'ruhr':12,'saar':9}}")
            .site("bonn", "{'areas':{'ruhr':3,'saar':6}}")
            .site("paris", "{'areas':{'ruhr':9}}");
    String near = "{'objective':{'order':['latency']}}";
    shop(town, near, part("a", "'areas':{'ruhr':20}"), part("b", "'areas':{'saar':20}"));

    assertThat(town.places("shop.a")).containsExactly("shop.a.0=o");
    assertThat(town.slots("shop.b").get(0).why()).contains("6 ms to its users here");
  }

  @Test
  void whoStandsNearEnoughIsNotMovedToMakeRoom() {
    String web =
        "{'name':'web','runtime':'process','replicas':%d,'requires':{'cpu':3},'links':["
            + to("db", "'maxMillis':50")
            + "]}";
    String db = "{'name':'db','runtime':'process','requires':{'cpu':2},'ports':[{'name':'p'}]}";
    Town town =
        new Town()
            .site("berlin", "{}")
            .host("berlin", "large", "{'allocatable':{'cpu':6}}")
            .application("shop", "{}", db, String.format(web, 1))
            .run();
    town.host("berlin", "small", "{'allocatable':{'cpu':2}}")
        .site("far", "{'links':{'berlin':{'millis':100}}}")
        .host("far", "f", "{}");
    assertThat(town.places("shop.db")).containsExactly("shop.db.0=large");

    town.application("shop", "{}", db, String.format(web, 2)).run();
    assertThat(nowhere(town)).contains("web");
    assertThat(town.places("shop.db")).containsExactly("shop.db.0=large");
  }

  /** More than it would cost to leave the one out. */
  @Test
  void howeverManyMustMoveTheyDo() {
    String db =
        "{'name':'db','runtime':'process','replicas':20,'requires':{'cpu':0.1},'ports':[{'name':'p'}]}";
    Town town = shop(town(), "{}", db);
    assertThat(town.places("shop.db")).hasSize(20).allMatch(p -> p.endsWith("=b"));

    shop(town, "{}", db, part("archive", FRANCE, to("db", "'maxMillis':5")));
    assertThat(town.placed("shop").state()).isEqualTo(Condition.State.TRUE);
    assertThat(town.places("shop.db")).hasSize(20).allMatch(p -> p.endsWith("=p"));
  }

  @Test
  void ofAChainAllMoveThatAreTooFarFromWhereTheLastMustBe() {
    String first = part("web", "");
    String second = part("db", "");
    Town town = shop(town(), chain(5, "web", "db"), first, second);
    assertThat(town.places("shop.web")).containsExactly("shop.web.0=b");

    shop(town, chain(5, "web", "db", "archive"), first, second, part("archive", FRANCE));
    assertThat(town.placed("shop").state()).isEqualTo(Condition.State.TRUE);
    assertThat(town.places("shop.web")).containsExactly("shop.web.0=p");
    assertThat(town.places("shop.db")).containsExactly("shop.db.0=p");
  }
}
