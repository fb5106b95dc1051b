package org.hansa.platform.multicloud;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.hansa.core.api.Condition;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Tenant;
import org.hansa.core.api.control.Change;
import org.hansa.core.api.control.Relied;
import org.hansa.platform.api.Contract;
import org.hansa.platform.api.Host;
import org.hansa.platform.api.Site;
import org.junit.jupiter.api.Test;

/** A guest has what its contract says, there and nowhere else, for as long as it is in force. */
class GuestTest {

  private static final String ON_HALL = "shop.web.0=one";

  private final Inn inn = new Inn();

  private static String web(String patch) {
    return Town.patched(Inn.COMPONENT, patch).toString();
  }

  @Test
  void isPlacedAtTheSharedSiteWithAPortOfTheContract() {
    inn.asking("{'ports':[{'name':'http'}]}").run();

    assertThat(inn.places()).containsExactly(ON_HALL);
    assertThat(inn.town.reservation("shop.web.0").orElseThrow().keys())
        .containsExactly("tcp/20050");
  }

  @Test
  void isToldNothingOfSitesThatAreNotShared() {
    inn.asking("{'requires':{'sites':['annex']}}").run();

    assertThat(inn.nowhere()).doesNotContain("other");
    assertThat(inn.town.whys())
        .isNotEmpty()
        .allSatisfy(w -> assertThat(w.candidate().name()).isIn("hall", "one"));
  }

  @Test
  void hasNoPlaceOfItsOwnEither() {
    Ref site = new Ref(Site.KIND, "acme", "mine");
    inn.put(site, Town.SITE);
    inn.put(new Ref("Endpoint", "acme", "mine"), "{'driver':'process','site':'mine'}");
    Ref host = new Ref(Host.KIND, "acme", "mine");
    inn.put(host, "{'endpoint':'mine','site':'mine','host':'mine'}");
    inn.town.drive.change(
        new Change.Status(
            host,
            Town.json(Town.HOST),
            List.of(Condition.yes(Condition.READY, "Found", "", inn.town.drive.snapshot().now()))));

    inn.asking("{'requires':{'sites':['mine']}}").run();

    assertThat(inn.nowhere()).contains("site of web", "hall");
  }

  /** Else a guest's program could read the root key, and be whoever it likes. */
  @Test
  void isNotPutWhereProgramsHaveTheRightsOfHansaUnlessItIsTrusted() {
    inn.town.host("hall", "one", "{'facts':{'rights':'hansa'}}");
    inn.application(Inn.COMPONENT).run();
    assertThat(inn.nowhere()).contains("contract");
    assertThat(inn.refusal("contract").found()).contains("rights of Hansa itself");

    inn.contract("{'trusted':true}").run();
    assertThat(inn.places()).containsExactly(ON_HALL);

    inn.contract("{}").run();
    inn.nowhere();
  }

  @Test
  void hasNothingWithoutAContract() {
    inn.delete(Inn.CONTRACT).application(Inn.COMPONENT).run();

    assertThat(inn.nowhere()).contains("no contract names tenant acme");
  }

  @Test
  void hasNothingWithoutTheGrant() {
    inn.delete(Inn.GRANT).application(Inn.COMPONENT).run();

    assertThat(inn.nowhere()).contains("contract", "ask Site", "create one with the right ASK");
    assertThat(inn.refusal("contract").cure()).isNotEmpty();
  }

  @Test
  void aGrantOfSomethingElseOrToSomebodyElseIsNone() {
    inn.put(Inn.GRANT, "{'to':'acme','rights':[{'kinds':['Site'],'verbs':['READ']}]}");
    inn.application(Inn.COMPONENT).run();
    inn.nowhere();

    inn.put(Inn.GRANT, "{'to':'acme2','rights':[{'kinds':['Site'],'verbs':['ASK']}]}").run();
    inn.nowhere();

    inn.put(Inn.GRANT, "{'to':'bob@acme','rights':[{'kinds':['Site'],'verbs':['ASK']}]}").run();
    inn.nowhere();

    inn.put(Inn.GRANT, "{'to':'acme','rights':[{'kinds':['Site'],'verbs':['ASK']}]}").run();
    assertThat(inn.places()).containsExactly(ON_HALL);
  }

  @Test
  void whatRunsIsEndedWhenTheGrantIsDeleted() {
    inn.application(Inn.COMPONENT).run();
    assertThat(inn.places()).containsExactly(ON_HALL);

    inn.delete(Inn.GRANT).run();

    assertThat(inn.nowhere()).contains("no Grant of tenant system lets acme ask Site");
  }

  @Test
  void whatRunsIsEndedWhenTheContractIsDeletedAndGoesNowhereElse() {
    inn.application(Inn.COMPONENT).run();

    inn.delete(Inn.CONTRACT).run();

    assertThat(inn.nowhere()).contains("no contract names tenant acme");
  }

  @Test
  void whatRunsIsEndedWhenItsSiteIsSharedNoLonger() {
    inn.application(Inn.COMPONENT).run();

    inn.contract("{'sites':[{'site':'annex'}]}").run();

    assertThat(inn.places()).containsExactly("shop.web.0=other");
  }

  @Test
  void whatRunsIsEndedWhenTheContractIsOver() {
    inn.contract("{'until':'2026-01-01T01:00:00Z'}").application(Inn.COMPONENT).run();
    assertThat(inn.places()).containsExactly(ON_HALL);
    assertThat(inn.town.drive.steps())
        .anySatisfy(s -> assertThat(s.again()).contains(Duration.ofHours(1)));

    inn.pass(Duration.ofMinutes(59));
    assertThat(inn.places()).containsExactly(ON_HALL);
    inn.pass(Duration.ofMinutes(1));

    assertThat(inn.nowhere()).contains("it is over since 2026-01-01T01:00:00Z");
  }

  @Test
  void aDrainingContractTakesNothingNewAndKeepsWhatRuns() {
    inn.application(Inn.COMPONENT).run();

    inn.contract("{'draining':true}");
    inn.application(web("{'replicas':2,'requires':{'cpu':0.5}}")).run();

    assertThat(inn.places()).containsExactly(ON_HALL);
    assertThat(inn.refusal("contract").found()).isEqualTo("contract shared takes nothing new");
    assertThat(inn.town.placed("shop").state()).isEqualTo(Condition.State.FALSE);
  }

  @Test
  void aDrainingContractLetsNothingGrow() {
    inn.application(Inn.COMPONENT).run();

    inn.contract("{'draining':true}").asking("{'requires':{'cpu':2}}").run();

    assertThat(inn.town.reservation("shop.web.0").orElseThrow().amounts().get("cpu"))
        .isEqualByComparingTo("1");
  }

  @Test
  void isHeldToTheAmountOverAllHostsOfTheSite() {
    inn.town.host("hall", "two", "{}");
    inn.asking("{'replicas':2}").run();
    assertThat(inn.places()).hasSize(2);

    inn.asking("{'replicas':3}").run();

    assertThat(inn.places()).hasSize(2);
    assertThat(inn.refusal("contract").found()).isEqualTo("0 cores left of the contract's 2 cores");
  }

  @Test
  void isToldOfItsContractWhereThatGivesLessThanTheHost() {
    inn.asking("{'requires':{'cpu':99}}").run();

    assertThat(inn.nowhere())
        .contains("found '2 cores left of the contract's 2 cores'). Ask for less. Ask who")
        .doesNotContain("host one");
  }

  @Test
  void isHeldToTheAmountWithTheTenantsBelow() {
    inn.put(Tenant.ref("acme.dev"), "{}");
    inn.put(
        new Ref("Reservation", "acme.dev", "r"),
        "{'pool':'Host/system/one','amounts':{'cpu':1.5},'keys':[]}");
    inn.application(Inn.COMPONENT).run();

    assertThat(inn.places()).isEmpty();
    assertThat(inn.refusal("contract").found()).startsWith("0.5 cores left");
  }

  @Test
  void isHeldToTheAmountOverAllItsApplications() {
    inn.asking("{'requires':{'cpu':1.5}}").run();
    assertThat(inn.places()).hasSize(1);
    inn.town.application("more", "{}", web("{}")).run();

    assertThat(inn.town.places("more.web")).isEmpty();
    assertThat(inn.town.placed("more").message()).contains("contract", "0.5 cores left");
  }

  @Test
  void whatGrowsInItsPlaceIsHeldToTheAmountToo() {
    inn.application(web("{}"), web("{'name':'b'}")).run();
    assertThat(inn.town.reservations()).isEqualTo(2);

    inn.application(web("{'requires':{'cpu':1.5}}"), web("{'name':'b'}")).run();

    assertThat(inn.town.reservation("shop.web.0").orElseThrow().amounts().get("cpu"))
        .isEqualByComparingTo("1");
    assertThat(inn.town.placed("shop").message()).contains("contract");
  }

  @Test
  void aShareThatIsLoweredKeepsWhatStandsAndTakesNoMore() {
    inn.asking("{'replicas':2}").run();

    inn.contract("{'sites':[{'site':'hall','cpu':1,'memory':'4Gi'}]}").run();
    assertThat(inn.places()).hasSize(2);

    inn.asking("{'replicas':3}").run();
    assertThat(inn.town.reservations()).isEqualTo(2);
  }

  @Test
  void whatIsBoundedMustBeAskedFor() {
    inn.application("{'name':'web','runtime':'process','requires':{'cpu':1}}").run();
    assertThat(inn.nowhere()).contains("a bound on memory");

    inn.application("{'name':'web','runtime':'process'}").run();
    assertThat(inn.nowhere()).contains("a bound on cpu");
  }

  @Test
  void storageAndAcceleratorsAreNotShared() {
    inn.asking("{'requires':{'storage':'1Gi'}}").run();
    assertThat(inn.nowhere()).contains("contracts share cpu and memory");

    inn.asking("{'requires':{'storage':null,'accelerators':{'h':1}}}").run();
    assertThat(inn.refusal("contract").found()).contains("contracts share cpu and memory");
  }

  @Test
  void whatIsBoundedByNothingIsBoundedByTheHost() {
    inn.contract("{'sites':[{'site':'hall'}]}").asking("{'requires':{'cpu':4}}").run();
    assertThat(inn.places()).hasSize(1);

    inn.asking("{'replicas':2,'requires':{'cpu':4}}").run();
    assertThat(inn.places()).hasSize(1);
  }

  @Test
  void hasNoPortBesideTheContractsNotByItsNumberEither() {
    inn.asking("{'ports':[{'name':'http','number':20049}]}").run();
    assertThat(inn.nowhere()).contains("port of web", "20050 to 20059", "20049");

    inn.asking("{'ports':[{'name':'http','number':22}]}").run();
    inn.nowhere();

    inn.asking("{'ports':[{'name':'http','number':20059}]}").run();
    assertThat(inn.town.reservation("shop.web.0").orElseThrow().keys())
        .containsExactly("tcp/20059");
  }

  @Test
  void whatHoldsAPortThatIsNotTheContractsAnyMoreIsEnded() {
    inn.asking("{'ports':[{'name':'http'}]}").run();

    inn.contract("{'ports':{'first':20070,'last':20079}}").run();

    assertThat(inn.town.reservation("shop.web.0").orElseThrow().keys())
        .containsExactly("tcp/20070");
  }

  @Test
  void othersKeepOutOfTheContractsPorts() {
    inn.put(Tenant.ref("acme"), "{}");
    inn.contract("{'ports':{'first':20000,'last':20009}}");
    inn.asking("{'requires':{'sites':['hall']},'ports':[{'name':'http'}]}").run();

    assertThat(inn.town.reservation("shop.web.0").orElseThrow().keys())
        .containsExactly("tcp/20010");

    inn.asking("{'requires':{'sites':['hall']},'ports':[{'name':'http','number':20005}]}").run();
    assertThat(inn.refusal("port").found()).isEqualTo("20010 to 20099");
  }

  @Test
  void aContractForATenantThatIsNotBelowIsNoneAndBindsNobody() {
    inn.put(new Ref(Contract.KIND, "evil", "trap"), trap());
    inn.delete(Inn.CONTRACT).application(Inn.COMPONENT).run();

    assertThat(inn.nowhere()).contains("no contract names tenant acme");
  }

  private static String trap() {
    return "{'guest':'acme','sites':[{'site':'hall'}],'ports':{'first':20000,'last':20099}}";
  }

  @Test
  void aContractForWhoIsNoGuestPutsNobodyOut() {
    inn.put(Tenant.ref("acme"), "{}").application(Inn.COMPONENT).run();

    assertThat(inn.places()).hasSize(1);
    assertThat(inn.refusals()).noneMatch(r -> r.startsWith("contract"));
  }

  @Test
  void whatIsTakenAnewReliesOnTheContractTheGrantAndWhatTheGuestHas() {
    inn.application(Inn.COMPONENT).run();

    assertThat(inn.town.relied())
        .extracting(r -> r.ref() + " " + r.says())
        .contains(
            Inn.CONTRACT + " /generation = '1'",
            Tenant.ref("acme") + " reserved:cpu <= '0'",
            Tenant.ref("acme") + " reserved:memory <= '0'")
        .anyMatch(says -> says.startsWith(Inn.GRANT + " /revision = "));
    assertThat(inn.town.relied().stream().filter(r -> r.what().startsWith("reserved:")))
        .extracting(r -> r.broken(inn.town.drive.snapshot()).isPresent())
        .containsOnly(true);
    assertThat(Relied.reserved(inn.town.drive.snapshot(), "acme", "cpu")).isEqualByComparingTo("1");
  }

  @Test
  void choosesAmongHostsThatAreAskedFor() {
    inn.town.host("hall", "two", "{}");
    inn.asking("{'requires':{'hosts':['two','none']}}").run();
    assertThat(inn.places()).containsExactly("shop.web.0=two");

    inn.asking("{'requires':{'hosts':['none']}}").run();
    assertThat(inn.refusal("host").wanted()).isEqualTo("none");
  }
}
