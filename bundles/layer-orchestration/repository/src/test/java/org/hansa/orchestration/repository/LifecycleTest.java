package org.hansa.orchestration.repository;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.hansa.core.api.Condition;
import org.hansa.core.api.Endpoint;
import org.hansa.core.api.Ref;
import org.hansa.core.driver.workload.ForwardState;
import org.hansa.core.testing.Outside;
import org.junit.jupiter.api.Test;

/** The whole life of an application, by all controllers together. */
class LifecycleTest {

  private static final Duration LOOK = Duration.ofSeconds(30);

  private static String page(int replicas, String word, String requires) {
    return "{'name':'page','runtime':'process','command':['page','"
        + word
        + "'],'replicas':"
        + replicas
        + ",'ports':[{'name':'http','expose':true}],"
        + "'links':[{'to':'analyse','port':'http','env':'ANALYSE'}],'requires':"
        + requires
        + "}";
  }

  private static String page(int replicas) {
    return page(replicas, "a", "{'cpu':0.5}");
  }

  private static final String ANALYSE =
      "{'name':'analyse','runtime':'process','command':['analyse'],"
          + "'ports':[{'name':'http'}],'requires':{'cpu':1,'memory':'128Mi'}}";
  private static final String FEED =
      "{'name':'feed','runtime':'process','command':['feed'],"
          + "'links':[{'to':'analyse','port':'http','env':'ANALYSE'}],'requires':{'cpu':0.1}}";

  private static Continuum line() {
    return new Continuum().site("local", "0.02").application("line", FEED, ANALYSE, page(1)).run();
  }

  @Test
  void runsFromItsDescription() {
    Continuum c = line();

    assertThat(c.ready("line").state()).isEqualTo(Condition.State.TRUE);
    assertThat(c.ready("line").message()).isEqualTo("3 of 3 components are ready");
    assertThat(c.status("line").components())
        .isEqualTo(Map.of("feed", "1/1", "analyse", "1/1", "page", "1/1"));
    String address = c.connection("line.users.page.http").address().orElseThrow();
    assertThat(address).matches("http://local\\.example:200[0-9]{2}");
    assertThat(c.status("line").addresses()).isEqualTo(Map.of("page/http", address));
    assertThat(c.facets()).containsOnly("workload", "forward").hasSize(6);
  }

  @Test
  void givesConsumersTheAddressOfTheirLinkWhichLeadsToTheProvider() {
    Continuum c = line();

    String address = c.runs("line.page.0").workload().env().get("ANALYSE");
    assertThat(c.connection("line.page.analyse.http").address()).contains(address);
    int port = c.runs("line.analyse.0").workload().ports().get("http");
    assertThat(c.connection("line.page.analyse.http").targets())
        .containsExactly("local.example:" + port);
  }

  @Test
  void labelsAllThatIsMadeForIt() {
    Continuum c = line();

    for (String kind : List.of("Workload", "Connection", "Reservation", "Instance")) {
      assertThat(c.drive.snapshot().list(kind))
          .isNotEmpty()
          .allSatisfy(r -> assertThat(r.labels()).containsEntry("application", "line"));
    }
  }

  @Test
  void scalesFromOneToThreeAndBackWithoutTouchingTheRest() {
    Continuum c = line();
    String before = c.id("line.analyse.0");
    String first = c.id("line.page.0");
    var address = c.connection("line.users.page.http").address();

    c.application("line", FEED, ANALYSE, page(3)).run();
    assertThat(c.status("line").components()).containsEntry("page", "3/3");
    assertThat(c.connection("line.users.page.http").targets()).hasSize(3);
    assertThat(c.ready("line").state()).isEqualTo(Condition.State.TRUE);

    c.application("line", FEED, ANALYSE, page(1)).run();
    assertThat(c.status("line").components()).containsEntry("page", "1/1");
    assertThat(c.connection("line.users.page.http").targets()).hasSize(1);
    assertThat(c.connection("line.users.page.http").address()).isEqualTo(address);
    assertThat(c.id("line.analyse.0")).isEqualTo(before);
    assertThat(c.id("line.page.0")).isEqualTo(first);
    assertThat(c.facets()).hasSize(6);
  }

  @Test
  void touchesOnlyTheComponentThatChanged() {
    Continuum c = line();
    String feed = c.id("line.feed.0");
    String analyse = c.id("line.analyse.0");
    String page = c.id("line.page.0");

    c.application("line", FEED, ANALYSE, page(1, "b", "{'cpu':0.5}")).run();

    assertThat(c.id("line.page.0")).isNotEqualTo(page);
    assertThat(c.runs("line.page.0").workload().command()).containsExactly("page", "b");
    assertThat(c.id("line.feed.0")).isEqualTo(feed);
    assertThat(c.id("line.analyse.0")).isEqualTo(analyse);
    assertThat(c.ready("line").state()).isEqualTo(Condition.State.TRUE);
  }

  @Test
  void leavesNothingBehind() {
    Continuum c = line();

    c.drive.delete(Continuum.app("line")).run();

    assertThat(c.outside.objects()).isEmpty();
    assertThat(c.drive.snapshot().kinds()).containsExactly("Endpoint", "Host", "Site");
  }

  @Test
  void takesAwayAComponentWithItsConnections() {
    Continuum c = line();

    c.application("line", ANALYSE, page(1)).run();

    assertThat(c.drive.snapshot().list("Instance").map(i -> i.ref().name()))
        .containsExactly("line.analyse.0", "line.page.0");
    assertThat(c.reservations()).noneMatch(n -> n.contains("feed"));
    assertThat(c.facets()).hasSize(4);
  }

  @Test
  void goesOnAsItWasWhenAChangeHasNoPlace() {
    Continuum c = line();
    String page = c.id("line.page.0");

    c.application("line", FEED, ANALYSE, page(1, "b", "{'cpu':64,'memory':'64Gi'}")).run();

    assertThat(c.ready("line").state()).isEqualTo(Condition.State.FALSE);
    assertThat(c.ready("line").message()).contains("line.page.0 has no place");
    assertThat(c.id("line.page.0")).isEqualTo(page);
    assertThat(c.runs("line.page.0").workload().memory()).isEmpty();
  }

  @Test
  void movesToAnotherSiteWithItsStableAddressThere() {
    Continuum c = line().site("south", "0.50").run();
    assertThat(c.connection("line.users.page.http").address().orElseThrow()).contains("local");

    c.application("line", FEED, ANALYSE, page(1, "a", "{'cpu':0.5,'sites':['south']}")).run();

    assertThat(c.runs("line.page.0").site()).isEqualTo("south");
    assertThat(c.connection("line.users.page.http").address().orElseThrow()).contains("south");
    assertThat(c.connection("line.page.analyse.http").host()).contains("Host/system/south.one");
    assertThat(c.ready("line").state()).isEqualTo(Condition.State.TRUE);
    assertThat(c.facets()).hasSize(6);
  }

  @Test
  void keepsItsPortWhileItsProviderRestarts() {
    Continuum c = line();
    var address = c.connection("line.users.page.http").address();
    c.outside.crash(c.instance("line.page.0").uid(), 3);

    c.drive.pass(LOOK);
    assertThat(c.ready("line").message()).contains("exit code 3");
    assertThat(c.connection("line.users.page.http").address()).isEqualTo(address);

    c.drive.pass(LOOK);
    assertThat(c.ready("line").state()).isEqualTo(Condition.State.TRUE);
    assertThat(c.connection("line.users.page.http").address()).isEqualTo(address);
    assertThat(c.connection("line.users.page.http").targets()).hasSize(1);
  }

  @Test
  void saysUnknownWhileAnEndpointIsAwayAndRecovers() {
    Continuum c = line();
    Ref local = new Ref(Endpoint.KIND, "system", "local");
    c.outside.away(local, true);

    c.drive.pass(LOOK);
    assertThat(c.ready("line").state()).isEqualTo(Condition.State.UNKNOWN);
    assertThat(c.ready("line").message()).contains("connection refused");

    c.outside.away(local, false);
    c.drive.pass(LOOK);
    assertThat(c.ready("line").state()).isEqualTo(Condition.State.TRUE);
  }

  @Test
  void mendsAForwardThatIsGone() {
    Continuum c = line();
    for (Outside.Key key : c.outside.objects().keySet()) {
      if (key.facet().equals("forward")) {
        ForwardState was = c.outside.objects().get(key).as(ForwardState.class);
        c.outside.plant(key, new ForwardState(was.port(), was.targets(), false));
      }
    }

    c.drive.pass(LOOK);

    assertThat(c.ready("line").state()).isEqualTo(Condition.State.TRUE);
    assertThat(c.outside.objects().values())
        .filteredOn(state -> state.at("/listening").isPresent())
        .hasSize(3)
        .allSatisfy(s -> assertThat(s.as(ForwardState.class).listening()).isTrue());
  }

  @Test
  void isReadyWithAComponentScaledToZero() {
    Continuum c = new Continuum().site("local", "0.02").application("line", ANALYSE, page(0)).run();

    assertThat(c.ready("line").message()).isEqualTo("2 of 2 components are ready");
    assertThat(c.ready("line").state()).isEqualTo(Condition.State.TRUE);
    assertThat(c.status("line").components()).containsEntry("page", "0/0");
  }

  @Test
  void letsComponentsCallEachOtherInACircle() {
    String ping =
        "{'name':'%s','runtime':'process','command':['x'],'ports':[{'name':'p'}],"
            + "'links':[{'to':'%s','port':'p','env':'PEER'}]}";

    Continuum c =
        new Continuum()
            .site("local", "0.02")
            .application("ring", ping.formatted("a", "b"), ping.formatted("b", "a"))
            .run();

    assertThat(c.ready("ring").state()).isEqualTo(Condition.State.TRUE);
  }

  @Test
  void endsWhatBelongsToNobodyAfterAWhile() {
    Continuum c = line();
    Ref local = new Ref(Endpoint.KIND, "system", "local");
    Outside.Key orphan = new Outside.Key(local, "workload", "nobody");
    c.outside.plant(orphan, new ForwardState(1, List.of(), true));

    c.drive.pass(Duration.ofSeconds(61));
    assertThat(c.drive.get(local).condition("Orphans").orElseThrow().message()).contains("nobody");
    assertThat(c.outside.objects()).containsKey(orphan);

    c.drive.pass(Duration.ofSeconds(61));
    assertThat(c.outside.objects()).doesNotContainKey(orphan).hasSize(6);
    c.drive.pass(Duration.ofSeconds(61));
    assertThat(c.drive.get(local).condition("Orphans").orElseThrow().state())
        .isEqualTo(Condition.State.FALSE);
  }
}
