package org.hansa.drivers.hansa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hansa.core.driver.DriverException.Reason;
import org.hansa.core.driver.Session;
import org.hansa.core.driver.place.SiteFacet;
import org.hansa.core.driver.place.SiteState;
import org.hansa.core.driver.workload.HostFacet;
import org.hansa.core.driver.workload.HostState;
import org.hansa.core.driver.workload.WorkloadFacet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is offered, and what is said where nothing is, or not to us. */
class RightsTest extends Bench {

  private Provider provider;
  private Session session;

  @BeforeEach
  void open() {
    provider = provider();
    session = session(provider.door.port());
  }

  private Session as(String user, String password) {
    return session(provider.options(), Map.of("user", user, "password", password));
  }

  @Test
  void sitesAndHostsAreAsTheyAreOffered() {
    SiteState site = facet(session, SiteFacet.class).all(soon()).get(0);

    assertThat(site.name()).isEqualTo("hall");
    assertThat(site.provider()).isEqualTo("lubeca");
    assertThat(site.jurisdiction()).isEqualTo("DE");
    assertThat(site.latitude().orElseThrow()).isEqualByComparingTo("53.87");
    assertThat(site.certifications()).containsExactly("ISO 27001");
    assertThat(site.privacy()).contains("internal");
    assertThat(site.availability().orElseThrow()).isEqualByComparingTo("0.99");
    assertThat(site.price().orElseThrow().cpuHour()).isEqualByComparingTo("0.02");
    assertThat(site.energy().orElseThrow().gramsPerKwh()).isEqualByComparingTo("300");
    assertThat(site.draining()).isFalse();
    assertThat(site.simulated()).isFalse();
    assertThat(facet(session, SiteFacet.class).all(soon())).hasSize(1);
    List<HostState> hosts = facet(session, HostFacet.class).all(soon());
    assertThat(hosts)
        .extracting(HostState::name)
        .containsExactlyInAnyOrder("hall-rack.big", "hall-rack.small");
    HostState host =
        hosts.stream().filter(one -> one.name().endsWith("big")).findFirst().orElseThrow();
    assertThat(host.site()).contains("hall");
    assertThat(host.capacity().get("cpu")).isEqualByComparingTo("4");
    assertThat(host.firstPort()).isEqualTo(21_000);
    assertThat(host.lastPort()).isEqualTo(21_099);
    assertThat(host.outside()).contains("192.0.2.7");
  }

  @Test
  void aContractThatIsNotInForceSaysWhyAndWhatToDo() {
    provider.whole.delete(Provider.GRANT);
    provider.awaitOffered(offer -> !offer.inForce());

    for (String words :
        new String[] {
          "the contract 'shared' is not in force, the partner says: ",
          "Grant",
          "; have the partner put it in force again"
        }) {
      fails(Reason.UNAUTHORIZED, words, () -> facet(session, SiteFacet.class).all(soon()));
      fails(Reason.UNAUTHORIZED, words, () -> facet(session, HostFacet.class).all(soon()));
    }
  }

  @Test
  void aContractThatIsDrainingHasSitesThatAre() {
    provider.contract(",\"draining\":true");
    provider.awaitOffered(offer -> offer.sites().stream().allMatch(site -> site.draining()));

    assertThat(facet(session, SiteFacet.class).all(soon()))
        .singleElement()
        .satisfies(site -> assertThat(site.draining()).isTrue());
  }

  @Test
  void whatRunsUnderAContractThatEndsIsSaidToBeOver() {
    WorkloadFacet workloads = facet(session, WorkloadFacet.class);
    String uid = uid();
    assertThat(running(workloads, uid, spec("serve")).ready()).isTrue();

    provider.whole.delete(Provider.GRANT);

    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(provider.racks.running()).isEmpty());
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () ->
                fails(
                    Reason.UNAUTHORIZED,
                    "the contract 'shared' is not in force",
                    () -> workloads.observe(uid, soon())));
    gone(workloads, uid);
  }

  @Test
  void aContractThatIsGoneSaysWhatToDo() {
    provider.whole.delete(Provider.CONTRACT);
    provider.awaitNoOffer();

    fails(
        Reason.NOT_FOUND,
        "offers nothing to tenant guest by a contract 'shared'",
        () -> facet(session, SiteFacet.class).all(soon()));
  }

  @Test
  void aWrongPasswordIsUnauthorizedHoweverOftenItIsTried() {
    WorkloadFacet workloads = facet(as(Provider.USER, "not the password"), WorkloadFacet.class);

    for (int i = 0; i < 12; i++) {
      fails(
          Reason.UNAUTHORIZED,
          "see that the endpoint's secret is of the account",
          () -> workloads.observe(uid(), soon()));
    }
  }

  @Test
  void anAccountWithTooFewRightsSaysWhichAreMissing() {
    WorkloadFacet workloads = facet(as("bob@guest", "another secret"), WorkloadFacet.class);

    fails(
        Reason.UNAUTHORIZED, "may not write", () -> workloads.apply(uid(), spec("serve"), soon()));
    assertThat(provider.whole.store.snapshot().list("Application")).isEmpty();
  }

  @Test
  void aPartnerElsewhereIsAskedByTlsAlone() {
    HansaOptions elsewhere =
        new HansaOptions(
            URI.create("http://192.0.2.1"), "guest", "shared", Optional.empty(), Optional.empty());

    fails(Reason.INVALID, "in the clear", () -> session(elsewhere, Provider.credentials()));
  }

  @Test
  void aUidThatIsNoneOfOursNamesNothing() {
    WorkloadFacet workloads = facet(session, WorkloadFacet.class);

    for (String uid : new String[] {"../../system/x", "A", "", "a/b", "x".repeat(200)}) {
      fails(Reason.INVALID, "the uid", () -> workloads.observe(uid, soon()));
    }
  }
}
