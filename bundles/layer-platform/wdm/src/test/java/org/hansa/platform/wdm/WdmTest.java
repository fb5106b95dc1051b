package org.hansa.platform.wdm;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hansa.core.api.Condition;
import org.hansa.core.api.Draft;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Reservation;
import org.hansa.core.api.control.Change;
import org.hansa.core.driver.workload.WorkloadSpec;
import org.hansa.platform.api.Instance;
import org.hansa.platform.api.Site;
import org.hansa.platform.api.Workload;
import org.junit.jupiter.api.Test;

class WdmTest {

  @Test
  void runsWhatTheComponentSaysWhereItHasAPlace() {
    Yard yard = new Yard();
    yard.web(
        1,
        "{'env':{'A':'1'},'graceSeconds':7,'ready':{'port':'http','path':'/health'},"
            + "'artifacts':[{'path':'web.sh','digest':'sha256:"
            + "0".repeat(64)
            + "','executable':true}]}");
    yard.run();

    assertThat(yard.runs(0).endpoint()).isEqualTo("Endpoint/system/local");
    assertThat(yard.runs(0).site()).isEqualTo("local");
    WorkloadSpec workload = yard.runs(0).workload();
    assertThat(workload.command()).containsExactly("web");
    assertThat(workload.env()).isEqualTo(Map.of("A", "1"));
    assertThat(workload.ports()).isEqualTo(Map.of("http", 20_000));
    assertThat(workload.grace()).contains(Duration.ofSeconds(7));
    assertThat(workload.ready()).contains(new WorkloadSpec.Probe("http", Optional.of("/health")));
    assertThat(workload.artifacts())
        .containsExactly(new WorkloadSpec.Artifact("web.sh", "sha256:" + "0".repeat(64), true));
    assertThat(yard.ready().state()).isEqualTo(Condition.State.TRUE);
    assertThat(yard.count()).contains(1);
  }

  @Test
  void runsTheImageOfAContainer() {
    Yard yard = new Yard();
    yard.web(1, "{'runtime':'container','image':'docker.io/library/redis:7','command':[]}").run();

    assertThat(yard.runs(0).workload().runtime()).isEqualTo("container");
    assertThat(yard.runs(0).workload().image()).contains("docker.io/library/redis:7");
    assertThat(yard.runs(0).workload().checked().command()).isEmpty();
  }

  @Test
  void limitsWhatRunsToWhatIsAskedAndReserved() {
    Yard yard = new Yard().web(1, "{'requires':{'cpu':0.5,'memory':'128Mi'}}");
    Map<String, BigDecimal> amounts =
        Map.of("cpu", new BigDecimal("0.5"), "memory", BigDecimal.valueOf(128L << 20));
    yard.slots(List.of(yard.place(0, amounts)));
    yard.run();

    assertThat(yard.runs(0).workload().cpu()).contains(new BigDecimal("0.5"));
    assertThat(yard.runs(0).workload().memory()).contains(128L << 20);
  }

  @Test
  void doesNotRunMoreThanIsReserved() {
    Yard yard = new Yard().web(1, "{'requires':{'memory':'64Gi'}}").run();

    assertThat(yard.instances()).isZero();
    assertThat(yard.ready().reason()).isEqualTo("WaitingForPlace");
  }

  @Test
  void goesOnAsItWasUntilAChangedComponentHasItsPlace() {
    Yard yard = new Yard().web(1, "{}").run();

    yard.web(1, "{'command':['new'],'ports':[{'name':'http'},{'name':'admin'}]}").run();

    assertThat(yard.runs(0).workload().command()).containsExactly("web");
    assertThat(yard.ready().reason()).isEqualTo("WaitingForPlace");
    assertThat(yard.ready().message()).startsWith("1 of 1 replicas are ready");
  }

  @Test
  void waitsForAReservationAndForAPlace() {
    Yard yard = new Yard().web(1, "{}");
    yard.drive.delete(new Ref(Reservation.KIND, "acme", "shop.web.0"));
    yard.run();

    assertThat(yard.instances()).isZero();
    assertThat(yard.ready().message()).isEqualTo("0 of 1 replicas are ready; waits for 1 places");
  }

  @Test
  void waitsForTheAddressesOfAllLinksAndNamesTheMissing() {
    Yard yard = new Yard();
    yard.connection("shop.web.db.sql", Optional.of("http://10.0.0.1:20050"));
    yard.connection("shop.web.cache.kv", Optional.empty());
    yard.web(
            1,
            "{'links':[{'to':'db','port':'sql','env':'DB'},{'to':'cache','port':'kv','env':'KV'}]}")
        .run();

    assertThat(yard.instances()).isZero();
    assertThat(yard.ready().reason()).isEqualTo("WaitingForLinks");
    assertThat(yard.ready().message()).endsWith("waits for the address of cache/kv");

    yard.connection("shop.web.cache.kv", Optional.of("http://10.0.0.1:20051")).run();
    assertThat(yard.runs(0).workload().env())
        .isEqualTo(Map.of("DB", "http://10.0.0.1:20050", "KV", "http://10.0.0.1:20051"));
    assertThat(yard.ready().state()).isEqualTo(Condition.State.TRUE);
  }

  @Test
  void asksNothingOfLinksWhenNothingIsToRun() {
    Yard yard = new Yard().web(0, "{'links':[{'to':'db','port':'sql','env':'DB'}]}").run();

    assertThat(yard.ready().state()).isEqualTo(Condition.State.TRUE);
  }

  @Test
  void changesOneReplicaAfterTheOther() {
    Yard yard = new Yard().web(3, "{}").run();
    yard.web(3, "{'command':['new']}");
    Wdm wdm = new Wdm();
    Instances instances = new Instances();

    yard.drive.step(wdm, Yard.WORKLOAD);
    yard.drive.step(wdm, Yard.WORKLOAD);
    assertThat(changed(yard)).containsExactly(0);
    assertThat(yard.ready().state()).isEqualTo(Condition.State.FALSE);

    yard.drive.step(instances, yard.instance(0).ref());
    yard.drive.step(instances, yard.instance(0).ref());
    yard.drive.step(wdm, Yard.WORKLOAD);
    assertThat(changed(yard)).containsExactly(0, 1);

    yard.run();
    assertThat(changed(yard)).containsExactly(0, 1, 2);
    assertThat(yard.ready().state()).isEqualTo(Condition.State.TRUE);
  }

  private static List<Integer> changed(Yard yard) {
    return List.of(0, 1, 2).stream()
        .filter(n -> yard.runs(n).workload().command().equals(List.of("new")))
        .toList();
  }

  @Test
  void stopsAtTheFirstReplicaThatDoesNotComeUp() {
    Yard yard = new Yard().web(3, "{}").run();
    yard.web(3, "{'command':['bad']}");
    yard.drive.step(new Wdm(), Yard.WORKLOAD);
    yard.outside.away(Yard.ENDPOINT, true);
    yard.run();

    assertThat(yard.runs(0).workload().command()).containsExactly("bad");
    assertThat(yard.runs(1).workload().command()).containsExactly("web");
    assertThat(yard.runs(2).workload().command()).containsExactly("web");
  }

  @Test
  void keepsTheSlotsThatThePlacementWrote() {
    Yard yard = new Yard().web(2, "{}").run();

    assertThat(yard.drive.get(Yard.WORKLOAD).status().as(Workload.Status.class).slots())
        .extracting(Workload.Slot::name)
        .containsExactly("shop.web.0", "shop.web.1");
  }

  @Test
  void passesNewLabelsOnWithoutARestart() {
    Yard yard = new Yard().web(1, "{}").run();
    Ref reservation = new Ref(Reservation.KIND, "acme", "shop.web.0");
    yard.drive.change(
        Change.Put.of(
            new Draft(
                reservation,
                Map.of("team", "red"),
                Optional.of(Yard.WORKLOAD),
                Set.of(),
                yard.drive.get(reservation).spec())));
    yard.run();

    assertThat(yard.instance(0).labels()).isEqualTo(Map.of("team", "red"));
    assertThat(yard.status(0).id()).contains("pid-1");
  }

  @Test
  void saysOfWhichGenerationItSpeaks() {
    Yard yard = new Yard().web(1, "{}").web(1, "{'command':['new']}").run();

    assertThat(yard.drive.get(Yard.WORKLOAD).status().as(Workload.Status.class).generation())
        .contains(2L);
  }

  /** It may have many, and the place was chosen here. */
  @Test
  void saysWhichHostWhereTheEndpointHasPlacesOfItsOwn() {
    Yard yard = new Yard().web(1, "{}").run();
    assertThat(yard.workload(0).host()).isEmpty();

    yard = new Yard();
    yard.place("local.hall");
    yard.web(1, "{}").run();
    assertThat(yard.workload(0).host()).contains("one");

    // What runs goes on as it is when the place is no longer listed.
    yard.drive.delete(new Ref(Site.KIND, "system", "local.hall")).run();
    assertThat(yard.workload(0).host()).contains("one");
  }

  @Test
  void aPortOfAnotherNumberThanTheComponentSaysIsWaitedFor() {
    Yard yard = new Yard().web(1, "{'ports':[{'name':'http','number':20099}]}").run();

    assertThat(yard.drive.snapshot().list(Instance.KIND)).isEmpty();
    assertThat(yard.drive.get(Yard.WORKLOAD).condition(Condition.READY).orElseThrow().reason())
        .isEqualTo("WaitingForPlace");
  }
}
