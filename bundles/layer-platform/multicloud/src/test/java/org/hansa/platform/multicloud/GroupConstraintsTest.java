package org.hansa.platform.multicloud;

import static org.assertj.core.api.Assertions.assertThat;

import org.hansa.core.api.Condition;
import org.hansa.core.api.control.Why;
import org.junit.jupiter.api.Test;

/** Replicas apart, together, and spread: by host, site, provider and jurisdiction. */
class GroupConstraintsTest {

  private static String part(String name, int replicas, String requires) {
    return "{'name':'"
        + name
        + "','runtime':'process','replicas':"
        + replicas
        + ",'requires':{'cpu':1"
        + (requires.isEmpty() ? "" : "," + requires)
        + "}}";
  }

  private static String site(String law, String provider, String hour) {
    return "{'jurisdiction':'"
        + law
        + "','provider':'"
        + provider
        + "','price':{'cpuHour':"
        + hour
        + "}}";
  }

  /** Two cheap hosts at a site in DE; one in DE of another provider; a dear one in FR. */
  private static Town town() {
    return new Town()
        .site("berlin", site("DE", "own", "0.01"))
        .host("berlin", "b1", "{}")
        .host("berlin", "b2", "{}")
        .site("bonn", site("DE", "other", "0.02"))
        .host("bonn", "o", "{}")
        .site("paris", site("FR", "third", "0.03"))
        .host("paris", "p", "{}");
  }

  private static String nowhere(Town town) {
    assertThat(town.placed("shop").state()).isEqualTo(Condition.State.FALSE);
    return town.placed("shop").message();
  }

  private static Town shop(Town town, String... parts) {
    return town.application("shop", "{}", parts).run();
  }

  @Test
  void componentsAreApartWhicheverAsksAndWhicheverIsPlacedFirst() {
    Town second = shop(town(), part("a", 1, ""), part("b", 1, apart("a", "site")));
    assertThat(second.places("shop.b")).containsExactly("shop.b.0=o");

    Town first = shop(town(), part("a", 1, apart("b", "jurisdiction")), part("b", 1, ""));
    assertThat(first.places("shop.a")).containsExactly("shop.a.0=b1");
    assertThat(first.places("shop.b")).containsExactly("shop.b.0=p");

    Town hosts = shop(town(), part("a", 1, ""), part("b", 1, apart("a", "host")));
    assertThat(hosts.places("shop.b")).containsExactly("shop.b.0=b2");
  }

  private static String apart(String component, String by) {
    return "'apart':[{'component':'" + component + "','by':'" + by + "'}]";
  }

  private static String together(String component, String by) {
    return "'together':[{'component':'" + component + "','by':'" + by + "'}]";
  }

  @Test
  void replicasOfOneComponentAreApartToo() {
    Town town = shop(town(), part("a", 3, apart("a", "provider")));
    assertThat(town.places("shop.a")).containsExactly("shop.a.0=b1", "shop.a.1=o", "shop.a.2=p");

    assertThat(nowhere(shop(town(), part("a", 4, apart("a", "provider")))))
        .isEqualTo(
            "shop.a.3 has no place: apart of a (wanted 'another provider', found 'shop.a.0 at"
                + " provider own'). Add a provider that fits, or let a be at the same as a.");
  }

  @Test
  void replicasAreSpreadOverSitesWithANumberAndACure() {
    Town town = shop(town(), part("a", 5, "'spread':{'by':'site','most':2}"));
    assertThat(town.places("shop.a"))
        .containsExactly("shop.a.0=b1", "shop.a.1=b2", "shop.a.2=o", "shop.a.3=o", "shop.a.4=p");

    assertThat(nowhere(shop(town(), part("a", 5, "'spread':{'by':'jurisdiction','most':2}"))))
        .isEqualTo(
            "shop.a.4 has no place: spread of a (wanted 'at most 2 at one jurisdiction', found '2"
                + " of it at jurisdiction DE'). Allow 3 at one jurisdiction, or add a jurisdiction"
                + " that fits.");
  }

  @Test
  void componentsAreTogetherThoughTheFirstWouldBeCheaperElsewhere() {
    Town town =
        shop(town(), part("a", 1, together("b", "site")), part("b", 2, "'jurisdictions':['FR']"));

    assertThat(town.places("shop.a")).containsExactly("shop.a.0=p");
    assertThat(town.places("shop.b")).containsExactly("shop.b.0=p", "shop.b.1=p");
  }

  @Test
  void allOfAnApplicationIsUnderOneLaw() {
    Town town =
        shop(
            town(),
            part("a", 3, together("a", "jurisdiction")),
            part("b", 1, together("a", "jurisdiction") + ",'sites':['bonn','paris']"));

    assertThat(town.places("shop.b")).containsExactly("shop.b.0=o");
    assertThat(town.places("shop.a")).containsExactly("shop.a.0=b1", "shop.a.1=b2", "shop.a.2=b1");
  }

  @Test
  void whatCannotBeTogetherSaysWhatDoesNotGoTogether() {
    Town town =
        shop(
            town(),
            part("a", 1, together("b", "jurisdiction") + ",'jurisdictions':['DE']"),
            part("b", 1, "'jurisdictions':['FR']"));

    assertThat(town.conflicts())
        .extracting(w -> w.subject().name() + " " + w.constraint())
        .containsExactly(
            "shop.a conflict:1:jurisdiction",
            "shop.a conflict:1:together",
            "shop.b conflict:1:jurisdiction");
    assertThat(nowhere(town)).contains("these do not go together", "Allow FR", "b by jurisdiction");
  }

  @Test
  void whatRunsMovesApartWhenThatIsAsked() {
    Town town = shop(town(), part("a", 1, ""), part("b", 1, "'sites':['berlin']"));
    assertThat(town.places("shop.b")).containsExactly("shop.b.0=b2");

    shop(town, part("a", 1, ""), part("b", 1, apart("a", "site")));
    assertThat(town.places("shop.a")).containsExactly("shop.a.0=b1");
    assertThat(town.places("shop.b")).containsExactly("shop.b.0=o");
  }

  @Test
  void eachRefusedHostIsExplained() {
    Town town = shop(town(), part("a", 1, ""), part("b", 1, apart("a", "site")));

    assertThat(town.whys())
        .filteredOn(w -> w.subject().equals(Town.workload("shop.b")) && !w.isChosen())
        .extracting(Why::constraint, w -> w.candidate().name(), Why::found)
        .contains(
            org.assertj.core.groups.Tuple.tuple("apart", "b1", "shop.a.0 at site berlin"),
            org.assertj.core.groups.Tuple.tuple("apart", "b2", "shop.a.0 at site berlin"));
  }
}
