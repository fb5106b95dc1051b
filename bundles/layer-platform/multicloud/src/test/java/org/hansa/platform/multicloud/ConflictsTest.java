package org.hansa.platform.multicloud;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.hansa.core.api.Condition;
import org.hansa.core.api.control.Why;
import org.hansa.platform.multicloud.Placement.Decision;
import org.junit.jupiter.api.Test;

/** What is said of an application that has no place: the least that does not go together. */
class ConflictsTest {

  private static final String BERLIN =
      "{'jurisdiction':'DE','location':{'latitude':52.5,'longitude':13.4}}";
  private static final String LISBON =
      "{'jurisdiction':'PT','location':{'latitude':38.7,'longitude':-9.1}}";
  private static final String NEAR_BERLIN =
      "'latency':{'to':{'latitude':52.5,'longitude':13.4},'maxMillis':10}";

  private static String asks(String name, String requires) {
    return "{'name':'" + name + "','runtime':'process','requires':{" + requires + "}}";
  }

  private static Town two() {
    return new Town()
        .site("berlin", BERLIN)
        .host("berlin", "b", "{}")
        .site("lisbon", LISBON)
        .host("lisbon", "l", "{}");
  }

  private static String nowhere(Town town) {
    assertThat(town.placed("shop").state()).isEqualTo(Condition.State.FALSE);
    return town.placed("shop").message();
  }

  @Test
  void saysWhatDoesNotGoTogetherAndWhatWouldHelpOfEach() {
    Town town =
        two()
            .application(
                "shop",
                "{'maxPricePerHour':1}",
                asks("web", "'cpu':1,'provider':'own','jurisdictions':['PT']," + NEAR_BERLIN))
            .run();

    assertThat(nowhere(town))
        .isEqualTo(
            "shop.web.0 has no place: these do not go together: jurisdiction of web (wanted 'PT',"
                + " found 'DE'), latency of web (wanted 'at most 10 ms', found 'about 47.2 ms')."
                + " Allow DE, or add a site in PT."
                + " Or: Allow 47.2 ms, or add a site nearer to the users.");
    assertThat(town.conflicts())
        .containsExactly(
            new Why(
                Town.workload("shop.web"),
                Town.application("shop"),
                "conflict:1:jurisdiction",
                "DE",
                "PT",
                "Allow DE, or add a site in PT."),
            new Why(
                Town.workload("shop.web"),
                Town.application("shop"),
                "conflict:1:latency",
                "about 47.2 ms",
                "at most 10 ms",
                "Allow 47.2 ms, or add a site nearer to the users."));
  }

  @Test
  void eitherOfThemLessAndThereIsAPlace() {
    String law = asks("web", "'cpu':1,'jurisdictions':['PT']");
    String near = asks("web", "'cpu':1," + NEAR_BERLIN);

    assertThat(two().application("shop", "{}", law).run().places("shop.web"))
        .containsExactly("shop.web.0=l");
    assertThat(two().application("shop", "{}", near).run().places("shop.web"))
        .containsExactly("shop.web.0=b");
    assertThat(two().application("shop", "{}", near).run().conflicts()).isEmpty();
  }

  @Test
  void saysAllThatAloneRefusesInOneGo() {
    Town town = two().application("shop", "{}", asks("web", "'cpu':9,'memory':'9Gi'")).run();

    assertThat(nowhere(town))
        .isEqualTo(
            "shop.web.0 has no place: cpu of web (wanted '9 cores', found '4 cores free'). Free 5"
                + " cores on host b, or ask for less. And memory of web (wanted '9 GiB', found '8"
                + " GiB free'). Free 1 GiB on host b, or ask for less.");
    assertThat(town.conflicts())
        .extracting(Why::constraint)
        .containsExactly("conflict:1:cpu", "conflict:2:memory");
  }

  @Test
  void takesTheNearestOfAllPlacesForItsNumbers() {
    Town town =
        two()
            .host("lisbon", "large", "{'allocatable':{'cpu':7}}")
            .application("shop", "{}", asks("web", "'cpu':9"))
            .run();

    assertThat(nowhere(town)).contains("Free 2 cores on host large");
  }

  @Test
  void doesNotAdviseWhatAnotherOfItsWishesRefuses() {
    Town town =
        two()
            .host("berlin", "large", "{'allocatable':{'cpu':8}}")
            .application("shop", "{}", asks("web", "'cpu':9,'jurisdictions':['PT']"))
            .run();

    assertThat(nowhere(town))
        .isEqualTo(
            "shop.web.0 has no place: cpu of web (wanted '9 cores', found '4 cores free'). Free 5"
                + " cores on host l, or ask for less.");
  }

  @Test
  void saysThatComponentsAreInEachOthersWay() {
    Town town =
        new Town()
            .site("berlin", BERLIN)
            .host("berlin", "b", "{}")
            .application(
                "shop", "{}", asks("a", "'cpu':2"), asks("b", "'cpu':3"), asks("c", "'cpu':0"))
            .run();

    assertThat(nowhere(town))
        .isEqualTo(
            "shop.b.0 has no place: these do not go together: cpu of a (wanted '2 cores'), cpu of b"
                + " (wanted '3 cores', found '2 cores free'). Ask for less cpu."
                + " Or: Free 1 cores on host b, or ask for less.");
  }

  @Test
  void namesABoundOnTheWholeWithWhatMakesItDear() {
    Town town = two().application("shop", "{'maxPricePerHour':0.03}", asks("web", "'cpu':2")).run();

    assertThat(town.conflicts())
        .extracting(Why::subject, Why::constraint, Why::wanted)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                Town.workload("shop.web"), "conflict:1:cpu", "2 cores"),
            org.assertj.core.groups.Tuple.tuple(
                Town.application("shop"), "conflict:1:price", "at most 0.03 an hour in all"));
    assertThat(nowhere(town)).contains("Ask for less cpu. Or: Allow 0.04 an hour");
  }

  @Test
  void namesWhatIsSoOfThePlacesToo() {
    Town town =
        two()
            .site("lisbon", LISBON.replace("}}", "},'cordoned':true}"))
            .application("shop", "{}", asks("web", "'jurisdictions':['PT']"))
            .run();

    assertThat(nowhere(town))
        .contains("jurisdiction of web", "cordon (wanted", "Uncordon site lisbon.");
  }

  /** Remembers what was asked first in each step, so that it can be asked again. */
  private static final class Asked implements Placement {

    private final Placement placement;
    private final List<Demand> demands = new ArrayList<>();
    private final List<List<Offer>> offers = new ArrayList<>();

    Asked(Placement placement) {
      this.placement = placement;
    }

    @Override
    public Decision place(Demand demand, List<Offer> all) {
      demands.add(demand);
      offers.add(all);
      return placement.place(demand, all);
    }
  }

  private static final List<Constraint> ALL = Multicloud.ALL;

  private static Town random(Random random, Multicloud multicloud) {
    Town town = new Town(multicloud);
    for (int site = 0; site < 1 + random.nextInt(4); site++) {
      String law = random.nextBoolean() ? "DE" : "PT";
      town.site(
          "s" + site,
          "{'jurisdiction':'%s','cordoned':%s,'price':{'cpuHour':%d},'location':%s}"
              .formatted(
                  law,
                  random.nextInt(4) == 0,
                  random.nextInt(4),
                  "{'latitude':" + (30 + random.nextInt(30)) + ",'longitude':10}"));
      town.host(
          "s" + site,
          "h" + site,
          "{'allocatable':{'cpu':%d,'memory':%d}}"
              .formatted(random.nextInt(6), (long) random.nextInt(6) << 30));
    }
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < 1 + random.nextInt(3); i++) {
      String law = random.nextBoolean() ? ",'jurisdictions':['DE']" : "";
      String near =
          random.nextBoolean()
              ? ",'latency':{'to':{'latitude':45,'longitude':10},'maxMillis':20}"
              : "";
      String apart =
          i > 0 && random.nextInt(3) == 0 ? ",'apart':[{'component':'c0','by':'site'}]" : "";
      parts.add(
          asks(
              "c" + i,
              "'cpu':%d,'memory':'%dGi'%s%s%s"
                  .formatted(random.nextInt(5), random.nextInt(4), law, near, apart)));
    }
    String bound = random.nextBoolean() ? "{'maxPricePerHour':4}" : "{}";
    return town.application("shop", bound, parts.toArray(String[]::new));
  }

  @Property(tries = 150)
  void isTheLeast(@ForAll long seed) {
    Asked asked = new Asked(new LeastCost(ALL));
    Town town = random(new Random(seed), new Multicloud(c -> asked, ALL)).run();
    Demand whole = asked.demands.get(0);
    List<Offer> offers = asked.offers.get(0);
    Placement placement = new LeastCost(ALL);
    Decision decision = placement.place(whole, offers);
    List<Conflict> conflicts =
        new Conflicts(placement, ALL, Town.application("shop"), offers).of(whole, decision);

    assertThat(conflicts.isEmpty()).isEqualTo(town.placed("shop").state() == Condition.State.TRUE);
    for (Conflict conflict : conflicts) {
      List<Ask> members = conflict.members().stream().map(Conflict.Member::ask).toList();
      Demand demand = scope(placement, whole, offers, members);
      Asks asks = Asks.of(Town.application("shop"), demand, offers, ALL);
      assertThat(obstacle(placement, asks, members)).as("nothing else matters").isPresent();
      for (Ask less : members) {
        List<Ask> others = new ArrayList<>(members);
        others.remove(less);
        assertThat(obstacle(placement, asks, others)).as("without %s", less).isEmpty();
      }
    }
  }

  /** One replica, if that alone has no place, or all. */
  private static Demand scope(
      Placement placement, Demand whole, List<Offer> offers, List<Ask> members) {
    return whole.needs().stream()
        .filter(n -> members.stream().anyMatch(m -> m.subject().equals(n.workload().ref())))
        .map(whole::alone)
        .filter(one -> placement.place(one, offers).obstacle().isPresent())
        .findFirst()
        .orElse(whole);
  }

  private static Optional<String> obstacle(Placement placement, Asks asks, List<Ask> kept) {
    return placement.place(asks.only(kept), asks.offers()).obstacle();
  }
}
