package org.hansa.platform.multicloud;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hansa.core.api.Condition;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Reservation;
import org.hansa.core.api.control.Change;
import org.hansa.platform.api.Host;
import org.hansa.platform.api.Site;
import org.junit.jupiter.api.Test;

/** What becomes of a placement when what was asked, or what there is, changes. */
class ChangesTest {

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
  void leavesWhatStandsThoughAnotherPlaceIsCheaperOrItsSiteIsCordonedOrItsHostAway() {
    Town town =
        new Town()
            .site("a", DEAR)
            .host("a", "dear", "{}")
            .application("shop", "{}", web(1, "{'cpu':1}"))
            .run();

    town.site("b", CHEAP).host("b", "cheap", "{}").run();
    assertThat(town.places("shop.web")).containsExactly("shop.web.0=dear");
    town.put(new Ref(Site.KIND, "system", "a"), Town.patched(Town.SITE, "{'cordoned':true}"));
    town.away("dear").facets("dear").run();

    assertThat(town.places("shop.web")).containsExactly("shop.web.0=dear");
    assertThat(town.placed("shop").state()).isEqualTo(Condition.State.TRUE);
  }

  @Test
  void movesWhatMayNotStayWithItsReservation() {
    Town town = two().application("shop", "{}", web(1, "{'cpu':1}")).run();

    town.application("shop", "{}", web(1, "{'cpu':1,'sites':['a-dear']}")).run();

    assertThat(town.places("shop.web")).containsExactly("shop.web.0=dear");
    assertThat(town.reservation("shop.web.0").orElseThrow().pool()).isEqualTo("Host/system/dear");
    assertThat(town.reservations()).isEqualTo(1);
  }

  @Test
  void movesWhatHasLostItsHost() {
    Town town = two().application("shop", "{}", web(1, "{'cpu':1}")).run();

    town.drive.delete(new Ref(Host.KIND, "system", "cheap"));
    town.run();

    assertThat(town.places("shop.web")).containsExactly("shop.web.0=dear");
  }

  @Test
  void changesAReservationInPlaceIfItFitsAndElseLeavesAllAsItIs() {
    Town town = two().application("shop", "{}", web(1, "{'cpu':1}")).run();

    town.application("shop", "{}", web(1, "{'cpu':3}")).run();
    assertThat(town.reservation("shop.web.0").orElseThrow().amounts())
        .containsEntry("cpu", new BigDecimal(3));
    assertThat(town.places("shop.web")).containsExactly("shop.web.0=cheap");

    town.application("shop", "{}", web(2, "{'cpu':30}")).run();
    assertThat(town.placed("shop").state()).isEqualTo(Condition.State.FALSE);
    assertThat(town.places("shop.web")).containsExactly("shop.web.0=cheap");
    assertThat(town.reservation("shop.web.0").orElseThrow().amounts())
        .containsEntry("cpu", new BigDecimal(3));
  }

  private static String ports(String ports) {
    return "{'name':'web','runtime':'process','ports':[" + ports + "]}";
  }

  @Test
  void aNumberMovesToAnotherPortOfTheSameReplica() {
    Town town = two().application("shop", "{}", ports("{'name':'http'},{'name':'admin'}")).run();
    assertThat(town.slots("shop.web").get(0).ports())
        .isEqualTo(Map.of("http", 20_000, "admin", 20_001));

    town.application("shop", "{}", ports("{'name':'http'},{'name':'admin','number':20000}")).run();
    assertThat(town.placed("shop").message()).doesNotContain("taken");
    assertThat(town.places("shop.web")).containsExactly("shop.web.0=cheap");
    assertThat(town.slots("shop.web").get(0).ports())
        .as("and what it was taken from has another")
        .isEqualTo(Map.of("http", 20_002, "admin", 20_000));
    assertThat(town.reservation("shop.web.0").orElseThrow().keys())
        .containsExactly("tcp/20002", "tcp/20000");

    town.application(
            "shop", "{}", ports("{'name':'http','number':20000},{'name':'admin','number':20002}"))
        .run();
    assertThat(town.slots("shop.web").get(0).ports())
        .as("changed one for the other")
        .isEqualTo(Map.of("http", 20_000, "admin", 20_002));
  }

  @Test
  void aNumberOfAnotherReplicaIsTaken() {
    Town town =
        new Town()
            .site("here", "{}")
            .host("here", "one", "{}")
            .application("shop", "{}", ports("{'name':'http'}"))
            .application("pub", "{}", ports("{'name':'http'}"))
            .run();
    int theirs = town.slots("pub.web").get(0).ports().get("http");

    town.application("shop", "{}", ports("{'name':'http','number':" + theirs + "}")).run();

    assertThat(town.placed("shop").message()).contains("port " + theirs + " is taken");
  }

  @Test
  void scalesUpBesideWhatStandsAndDownFromTheHighest() {
    Town town = two().application("shop", "{}", web(1, "{'cpu':1}")).run();
    int port = town.slots("shop.web").get(0).ports().get("http");

    town.application("shop", "{}", web(3, "{'cpu':1}")).run();
    assertThat(town.slots("shop.web")).hasSize(3);
    assertThat(town.slots("shop.web").get(0).ports()).containsEntry("http", port);

    town.application("shop", "{}", web(1, "{'cpu':1}")).run();
    assertThat(town.places("shop.web")).containsExactly("shop.web.0=cheap");
    assertThat(town.reservations()).isEqualTo(1);
  }

  @Test
  void keepsWhatOthersWroteIntoTheStatus() {
    Town town = two().application("shop", "{}", web(1, "{'cpu':1}")).run();
    Doc status = town.drive.get(Town.workload("shop.web")).status();
    Doc more = status.patch(Town.json("{'ready':1,'generation':1}").tree());
    town.drive.change(new Change.Status(Town.workload("shop.web"), more, List.of()));

    town.application("shop", "{}", web(2, "{'cpu':1}")).run();

    assertThat(town.drive.get(Town.workload("shop.web")).status().at("/ready")).isPresent();
  }

  @Test
  void keepsTheOtherReplicasWhileAFormerOneEnds() {
    Town town = two().application("shop", "{}", web(3, "{'cpu':1}")).run();
    Ref first = new Ref(Reservation.KIND, "acme", "shop.web.0");
    // Something of it still runs: another's finaliser stands on it.
    town.drive.change(new Change.Finalizer(first, "wdm", true), Change.Delete.of(first));
    town.run();

    assertThat(town.places("shop.web")).containsExactly("shop.web.1=cheap", "shop.web.2=cheap");
    assertThat(town.placed("shop").message()).contains("shop.web.0 must end");

    town.drive.change(new Change.Finalizer(first, "wdm", false));
    town.run();
    assertThat(town.places("shop.web"))
        .containsExactly("shop.web.0=cheap", "shop.web.1=cheap", "shop.web.2=cheap");
  }

  @Test
  void isNotFooledByAnAcceleratorThatIsCalledLikeAUnit() {
    Town town =
        two()
            .application("shop", "{}", web(1, "{'cpu':3,'accelerators':{'cpu':-3,'memory':0}}"))
            .run();

    assertThat(town.reservation("shop.web.0").orElseThrow().amounts())
        .containsEntry("cpu", new BigDecimal(3));
  }

  @Test
  void doesNotUseHostsOfOtherTenants() {
    Town town = new Town();
    Ref site = new Ref(Site.KIND, "rival", "theirs");
    town.put(site, Town.json(Town.SITE)).application("shop", "{}", web(1, "{}")).run();

    assertThat(town.whys()).isEmpty();
    assertThat(town.placed("shop").state()).isEqualTo(Condition.State.FALSE);
  }

  @Test
  void looksAgainWhileThereIsNoPlaceAndPlacesWhenThereIs() {
    Town town = new Town().site("here", "{}").application("shop", "{}", web(1, "{'cpu':1}")).run();
    assertThat(town.drive.steps())
        .extracting(s -> s.again())
        .contains(Optional.of(Duration.ofSeconds(30)));

    town.host("here", "one", "{}").run();

    assertThat(town.placed("shop").state()).isEqualTo(Condition.State.TRUE);
  }

  @Test
  void leavesAnApplicationThatGoes() {
    Town town = two().application("shop", "{}", web(2, "{'cpu':1}")).run();

    town.drive.delete(Town.application("shop")).run();

    assertThat(town.reservations()).isZero();
  }

  @Test
  void whoStandsWhereThereIsLessByNowStaysAndNothingNewComes() {
    String web = "{'name':'web','runtime':'process','replicas':%d,'requires':{'cpu':2}}";
    Town town =
        new Town()
            .site("here", "{'price':{'cpuHour':0.01}}")
            .host("here", "a", "{'allocatable':{'cpu':8}}")
            .site("there", "{}")
            .host("there", "b", "{}")
            .application("shop", "{}", String.format(web, 2))
            .run();
    assertThat(town.places("shop.web")).containsExactly("shop.web.0=a", "shop.web.1=a");

    town.host("here", "a", "{'allocatable':{'cpu':3}}")
        .application("shop", "{}", String.format(web, 3))
        .run();
    assertThat(town.places("shop.web"))
        .containsExactly("shop.web.0=a", "shop.web.1=a", "shop.web.2=b");
  }
}
