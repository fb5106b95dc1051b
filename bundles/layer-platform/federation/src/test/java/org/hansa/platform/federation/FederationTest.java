package org.hansa.platform.federation;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.hansa.core.api.Condition;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Draft;
import org.hansa.core.api.Endpoint;
import org.hansa.core.api.Grant;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Reservation;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Tenant;
import org.hansa.core.api.control.Change;
import org.hansa.core.testing.Drive;
import org.hansa.core.testing.Outside;
import org.hansa.platform.api.Contract;
import org.hansa.platform.api.Host;
import org.hansa.platform.api.Offer;
import org.hansa.platform.api.Site;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a guest reads of a contract, and that it reads nothing else. */
class FederationTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Ref CONTRACT = new Ref(Contract.KIND, "system", "shared");
  private static final Ref GRANT = new Ref(Grant.KIND, "system", "to-partner");
  private static final Ref OFFER = new Ref(Offer.KIND, "partner", "shared");
  private static final Ref ONE = new Ref(Host.KIND, "system", "one");
  private static final String MAY =
      "{'to':'partner','rights':[{'kinds':['Site'],'verbs':['ASK']}]}";

  private final Federation federation = new Federation();
  private final Drive drive = new Drive(START, new Outside(), List.of(federation));

  @BeforeEach
  void aContract() {
    put(Tenant.ref("partner"), "{'guest':true}");
    for (String site : List.of("hall", "annex")) {
      put(
          new Ref(Site.KIND, "system", site),
          "{'provider':'us','jurisdiction':'DE','certifications':['ISO 27001'],"
              + "'price':{'currency':'EUR','cpuHour':0.02,'memoryGibHour':0.002}}");
    }
    host("one", "hall");
    host("other", "annex");
    put(GRANT, MAY);
    contract("{}");
    drive.run();
  }

  private static Doc doc(String text) {
    return Doc.parse(text.replace('\'', '"'));
  }

  private void put(Ref ref, String spec) {
    drive.change(Change.Put.of(Draft.of(ref, doc(spec))));
  }

  private void contract(String patch) {
    Doc spec =
        doc(
            "{'guest':'partner','sites':[{'site':'hall','cpu':3}],"
                + "'ports':{'first':20050,'last':20059},'terms':'as agreed',"
                + "'trusted':true}");
    drive.change(Change.Put.of(Draft.of(CONTRACT, spec.patch(doc(patch).tree()))));
  }

  private void host(String name, String site) {
    Ref endpoint = new Ref(Endpoint.KIND, "system", name);
    put(endpoint, "{'driver':'process','site':'" + site + "'}");
    drive.change(new Change.Status(endpoint, doc("{'facets':['workload']}"), List.of()));
    Ref host = new Ref(Host.KIND, "system", name);
    put(host, "{'endpoint':'" + name + "','site':'" + site + "','host':'" + name + "'}");
    drive.change(
        new Change.Status(
            host,
            doc(
                "{'allocatable':{'cpu':4,'memory':8,'storage':100},'facts':{'os':'linux',"
                    + "'kernel':'6','machine':'0123','rights':'hansa','serial':'7'},"
                    + "'runtimes':['process'],'address':'10.0.0.1','firstPort':20000,"
                    + "'lastPort':20055,'takenPorts':[20051,20001]}"),
            List.of(Condition.yes(Condition.READY, "Found", "", START))));
  }

  private void reserve(String tenant, String name, String amounts, String keys) {
    put(
        new Ref(Reservation.KIND, tenant, name),
        "{'pool':'Host/system/one','amounts':" + amounts + ",'keys':[" + keys + "]}");
  }

  private Offer.Status offered() {
    return drive.get(OFFER).status().as(Offer.Status.class);
  }

  private Offer.Machine machine() {
    return offered().sites().get(0).hosts().get(0);
  }

  private Condition ready(Ref ref) {
    return drive.get(ref).condition(Condition.READY).orElseThrow();
  }

  @Test
  void aGuestReadsAtHomeWhatIsOffered() {
    Resource offer = drive.get(OFFER);
    Offer.Spec spec = offer.spec().as(Offer.Spec.class);
    assertThat(offer.owner().orElseThrow().ref()).isEqualTo(CONTRACT);
    assertThat(spec.contract()).isEqualTo("Contract/system/shared");
    assertThat(spec.ports()).isEqualTo(new Contract.Range(20_050, 20_059));
    assertThat(spec.terms()).contains("as agreed");
    assertThat(offered().inForce()).isTrue();
    assertThat(offered().sites()).extracting(Offer.Place::name).containsExactly("hall");
    Offer.Place hall = offered().sites().get(0);
    assertThat(hall.provider()).isEqualTo("us");
    assertThat(hall.price().orElseThrow().cpuHour()).isEqualByComparingTo("0.02");
    assertThat(machine().name()).isEqualTo("one");
    assertThat(machine().answers()).isTrue();
    assertThat(machine().facts())
        .as("which machine it is, and how we run it, is not theirs to know")
        .isEqualTo(Map.of("os", "linux", "kernel", "6"));
    assertThat(ready(CONTRACT).state()).isEqualTo(Condition.State.TRUE);
    assertThat(drive.get(CONTRACT).status().as(Contract.Status.class).offer())
        .contains(OFFER.toString());
  }

  @Test
  void whatIsOfferedOfAHostIsItsShareOfWhatIsFree() {
    assertThat(machine().capacity())
        .isEqualTo(Map.of("cpu", BigDecimal.valueOf(3), "memory", BigDecimal.valueOf(8)));
    reserve("others", "r", "{'cpu':2,'memory':1}", "");
    drive.run();
    assertThat(machine().capacity().get("cpu")).isEqualByComparingTo("2");
    assertThat(machine().capacity().get("memory")).isEqualByComparingTo("7");
  }

  @Test
  void whatTheGuestHasIsNotTakenAway() {
    reserve("partner", "r", "{'cpu':2}", "");
    reserve("partner.dev", "r", "{'cpu':1}", "");
    drive.run();

    assertThat(machine().capacity().get("cpu")).isEqualByComparingTo("3");
  }

  @Test
  void whatTheGuestHasOnOneHostIsLeftNoMoreOnAnother() {
    host("two", "hall");
    reserve("partner", "r", "{'cpu':2}", "");
    drive.run();

    assertThat(offered().sites().get(0).hosts())
        .extracting(m -> m.name() + " " + m.capacity().get("cpu"))
        .containsExactly("one 3", "two 1");
  }

  @Test
  void portsAreThoseOfTheContractThatTheHostHas() {
    reserve("others", "r", "{}", "'tcp/20052'");
    reserve("partner", "r", "{}", "'tcp/20053'");
    drive.run();

    assertThat(List.of(machine().firstPort(), machine().lastPort()))
        .containsExactly(20_050, 20_055);
    assertThat(machine().takenPorts()).containsExactly(20_051, 20_052);
  }

  @Test
  void aHostWithoutPortsForTheGuestOrThatIsAwayDoesNotAnswer() {
    contract("{'ports':{'first':30000,'last':30009}}");
    drive.run();
    assertThat(machine().answers()).isFalse();
    assertThat(machine().takenPorts()).isEmpty();

    contract("{}");
    drive.run();
    assertThat(machine().answers()).isTrue();
    drive.change(
        new Change.Status(
            ONE,
            drive.get(ONE).status(),
            List.of(Condition.unknown(Condition.READY, "NoAnswer", "", START))));
    drive.run();
    assertThat(machine().answers()).isFalse();
  }

  @Test
  void withoutTheGrantNothingIsOfferedAndBothSidesReadWhy() {
    drive.delete(GRANT).run();

    assertThat(offered().inForce()).isFalse();
    assertThat(offered().sites()).isEmpty();
    assertThat(ready(OFFER).message()).isEqualTo(ready(CONTRACT).message()).contains("ask Site");
    assertThat(ready(CONTRACT).reason()).isEqualTo("NotInForce");

    put(GRANT, MAY);
    drive.run();
    assertThat(offered().inForce()).isTrue();
  }

  @Test
  void theOfferGoesWithTheContract() {
    drive.delete(CONTRACT).run();

    assertThat(drive.snapshot().get(OFFER)).isEmpty();
  }

  @Test
  void itIsOverAtItsTime() {
    contract("{'until':'2026-01-01T00:00:05Z'}");
    assertThat(federation.step(drive.snapshot(), drive.get(CONTRACT)).again())
        .contains(Duration.ofSeconds(5));
    drive.run();
    assertThat(offered().inForce()).isTrue();

    drive.pass(Duration.ofSeconds(5));
    assertThat(offered().inForce()).isFalse();
    assertThat(ready(OFFER).message()).contains("over since");
  }

  @Test
  void anOfferInAFormerGuestsTenantGoes() {
    put(Tenant.ref("other"), "{'guest':true}");
    contract("{'guest':'other'}");
    drive.run();

    assertThat(drive.snapshot().get(OFFER)).isEmpty();
    Ref next = new Ref(Offer.KIND, "other", "shared");
    assertThat(drive.get(next).status().as(Offer.Status.class).inForce()).isFalse();
  }

  @Test
  void nothingIsWrittenIntoATenantThatIsNotBelow() {
    put(Tenant.ref("acme"), "{}");
    Ref trap = new Ref(Contract.KIND, "acme", "trap");
    put(trap, "{'guest':'partner','sites':[],'ports':{'first':1,'last':2}}");
    drive.run();

    assertThat(drive.snapshot().list(Offer.KIND)).hasSize(1);
    assertThat(ready(trap).message()).contains("no tenant below acme");
  }

  @Test
  void whoIsNoGuestHasNoContractInForce() {
    put(Tenant.ref("partner"), "{}");
    drive.run();

    assertThat(offered().inForce()).isFalse();
    assertThat(ready(CONTRACT).message()).contains("guest: true");
  }

  @Test
  void aSiteThatIsNotThereIsNamed() {
    contract("{'sites':[{'site':'hall'},{'site':'tower'}]}");
    drive.run();

    assertThat(offered().sites()).extracting(Offer.Place::name).containsExactly("hall");
    assertThat(ready(CONTRACT).message()).contains("there is no site tower");
  }

  @Test
  void aContractThatDrainsSaysSoOfItsSites() {
    contract("{'draining':true}");
    drive.run();

    assertThat(offered().sites().get(0).draining()).isTrue();
  }

  @Test
  void twoContractsOfOneNameDoNotShareAnOffer() {
    put(Tenant.ref("acme"), "{}");
    put(Tenant.ref("acme.partner"), "{'guest':true}");
    put(new Ref(Grant.KIND, "system", "to-acme"), MAY.replace("partner", "acme.partner"));
    Ref first = new Ref(Contract.KIND, "acme", "x");
    put(first, twin());
    drive.run();
    Ref late = new Ref(Contract.KIND, "system", "x");
    put(late, twin());
    drive.run();

    Ref offer = new Ref(Offer.KIND, "acme.partner", "x");
    assertThat(drive.get(offer).owner().orElseThrow().ref()).isEqualTo(first);
    assertThat(ready(late).state()).isEqualTo(Condition.State.FALSE);
    assertThat(ready(late).reason()).isEqualTo("NameTaken");
    assertThat(ready(late).message()).contains("another contract's", "another name");
    Contract.Status status = drive.get(late).status().as(Contract.Status.class);
    assertThat(status.offer()).isEmpty();
    assertThat(status.inForce()).as("who places asks the contract").isTrue();

    drive.delete(first).run();
    drive.pass(Federation.EVERY);
    assertThat(drive.get(offer).owner().orElseThrow().ref()).isEqualTo(late);
    assertThat(ready(late).state()).isEqualTo(Condition.State.TRUE);
  }

  /** What it offered to its former guest goes all the same. */
  @Test
  void aContractThatComesToATakenNameHasNoOfferAnyMore() {
    put(Tenant.ref("acme"), "{}");
    put(Tenant.ref("acme.partner"), "{'guest':true}");
    put(new Ref(Contract.KIND, "acme", "shared"), twin());
    drive.run();
    contract("{'guest':'acme.partner'}");
    drive.run();

    assertThat(drive.snapshot().get(OFFER)).isEmpty();
    assertThat(ready(CONTRACT).state()).isEqualTo(Condition.State.FALSE);
    assertThat(drive.get(CONTRACT).status().as(Contract.Status.class).offer()).isEmpty();
  }

  private static String twin() {
    return "{'guest':'acme.partner','sites':[],'ports':{'first':1,'last':2}}";
  }
}
