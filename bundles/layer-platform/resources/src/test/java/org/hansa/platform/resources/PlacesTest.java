package org.hansa.platform.resources;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hansa.core.api.Condition;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Draft;
import org.hansa.core.api.Endpoint;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Reservation;
import org.hansa.core.api.control.Change;
import org.hansa.core.driver.place.SiteState;
import org.hansa.core.driver.workload.HostState;
import org.hansa.core.testing.Drive;
import org.hansa.core.testing.Outside;
import org.hansa.platform.api.Host;
import org.hansa.platform.api.Location;
import org.hansa.platform.api.Site;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PlacesTest {

  private static final Ref ENDPOINT = new Ref(Endpoint.KIND, "system", "far");
  private static final Ref OWN = new Ref(Site.KIND, "system", "here");
  private static final Ref HALL = new Ref(Site.KIND, "system", "far.hall");
  private static final Ref ONE = new Ref(Host.KIND, "system", "far.one");
  private static final Duration MINUTE = Duration.ofSeconds(60);

  private final Outside outside = new Outside();
  private final Drive drive =
      new Drive(
          Instant.parse("2026-01-01T00:00:00Z"),
          outside,
          List.of(new Places(), new Hosts(), new Sites()));

  @BeforeEach
  void anEndpointWithAPlace() {
    put(OWN, "{'provider':'own','jurisdiction':'DE'}");
    put(ENDPOINT, "{'driver':'hansa','site':'here'}");
    drive.change(
        new Change.Status(
            ENDPOINT,
            doc("{'version':'1','facets':['site','host','workload'],'simulated':false}"),
            List.of()));
    outside.sites(ENDPOINT, site("hall", false)).hosts(ENDPOINT, host("one", "hall"));
    drive.run();
  }

  private static Doc doc(String text) {
    return Doc.parse(text.replace('\'', '"'));
  }

  private void put(Ref ref, String spec) {
    drive.change(Change.Put.of(Draft.of(ref, doc(spec))));
  }

  private static SiteState site(String name, boolean draining) {
    return new SiteState(
        name,
        "partner",
        "FR",
        Optional.of(new BigDecimal("48.8")),
        Optional.of(new BigDecimal("2.3")),
        List.of("ISO 27001"),
        Optional.of("internal"),
        Optional.of(
            new SiteState.Price(
                "EUR",
                new BigDecimal("0.03"),
                new BigDecimal("0.004"),
                Optional.empty(),
                Optional.of(new BigDecimal("0.05")))),
        Optional.of(new SiteState.Energy(BigDecimal.TEN, BigDecimal.ONE, BigDecimal.TEN)),
        draining,
        true,
        Optional.of(new BigDecimal("0.99")));
  }

  private static HostState host(String name, String site) {
    return new HostState(
        name,
        Map.of("cpu", BigDecimal.valueOf(4)),
        Map.of(),
        List.of("process"),
        "10.0.0.1",
        21_000,
        21_009,
        List.of(),
        Optional.empty(),
        Optional.of(site).filter(s -> !s.isEmpty()));
  }

  private Site.Spec hall() {
    return drive.get(HALL).spec().as(Site.Spec.class);
  }

  private Optional<String> trouble(String condition) {
    return drive
        .get(ENDPOINT)
        .condition(condition)
        .filter(c -> c.state() == Condition.State.FALSE)
        .map(Condition::message);
  }

  @Test
  void aPlaceBecomesASiteAsTheEndpointSaysIt() {
    assertThat(drive.get(HALL).owner().orElseThrow().ref()).isEqualTo(ENDPOINT);
    assertThat(hall().provider()).isEqualTo("partner");
    assertThat(hall().jurisdiction()).isEqualTo("FR");
    assertThat(hall().location())
        .contains(new Location(new BigDecimal("48.8"), new BigDecimal("2.3")));
    assertThat(hall().certifications()).containsExactly("ISO 27001");
    assertThat(hall().privacy()).contains("internal");
    assertThat(hall().price().orElseThrow().cpuHour()).isEqualByComparingTo("0.03");
    assertThat(hall().price().orElseThrow().egressGib()).contains(new BigDecimal("0.05"));
    assertThat(hall().energy().orElseThrow().gramsPerKwh()).isEqualByComparingTo("10");
    assertThat(hall().cordoned()).isEmpty();
    assertThat(hall().availability()).contains(new BigDecimal("0.99"));
    assertThat(drive.get(HALL).status().as(Site.Status.class))
        .isEqualTo(
            new Site.Status(
                1, Map.of("cpu", BigDecimal.valueOf(4)), true, Map.of("cpu", BigDecimal.ZERO)));
  }

  @Test
  void whatWasMeasuredFromItStaysWhateverTheEndpointSays() {
    Site.Spec said = hall();
    drive.change(
        Change.Put.of(
            new Draft(
                HALL,
                Map.of(),
                drive.get(HALL).owner().map(o -> o.ref()),
                java.util.Set.of(),
                drive
                    .get(HALL)
                    .spec()
                    .patch(doc("{'links':{'home':{'millis':4}},'areas':{'ruhr':7}}").tree()))));
    outside.sites(ENDPOINT, site("hall", true));
    drive.pass(MINUTE);

    assertThat(said.links()).isEmpty();
    assertThat(hall().cordoned()).contains(true);
    assertThat(hall().links().get("home").millis()).contains(new BigDecimal("4"));
    assertThat(hall().areas()).containsEntry("ruhr", new BigDecimal("7"));
  }

  @Test
  void aHostStandsAtItsPlaceOrAtTheEndpointsOwn() {
    outside.hosts(ENDPOINT, host("one", "hall"), host("two", ""));
    drive.pass(MINUTE);

    assertThat(drive.get(ONE).spec().as(Host.Spec.class))
        .isEqualTo(new Host.Spec("far", "far.hall", "one"));
    assertThat(drive.get(new Ref(Host.KIND, "system", "far.two")).spec().as(Host.Spec.class).site())
        .isEqualTo("here");
  }

  @Test
  void aPlaceThatDrainsIsCordoned() {
    outside.sites(ENDPOINT, site("hall", true));
    drive.pass(MINUTE);

    assertThat(hall().cordoned()).contains(true);
  }

  @Test
  void aPlaceThatIsListedNoMoreGoesIfNothingIsReservedThere() {
    outside.sites(ENDPOINT);
    outside.hosts(ENDPOINT);
    drive.pass(MINUTE);

    assertThat(drive.snapshot().get(HALL)).isEmpty();
  }

  @Test
  void aPlaceThatIsListedNoMoreStaysCordonedWhileSomethingIsReservedThere() {
    Ref held = new Ref(Reservation.KIND, "acme", "r");
    put(held, "{'pool':'" + ONE + "','amounts':{'cpu':1},'keys':[]}");
    outside.sites(ENDPOINT);
    outside.hosts(ENDPOINT);
    drive.pass(MINUTE);

    assertThat(hall().cordoned()).contains(true);
    assertThat(hall().jurisdiction()).isEqualTo("FR");
    assertThat(hall().availability()).contains(new BigDecimal("0.99"));

    drive.delete(held).pass(MINUTE).pass(MINUTE);
    assertThat(drive.snapshot().get(HALL)).isEmpty();
  }

  @Test
  void anEndpointThatDoesNotAnswerHasItsPlacesAllTheSame() {
    outside.away(ENDPOINT, true);
    drive.pass(MINUTE);

    assertThat(hall().cordoned()).isEmpty();
  }

  @Test
  void aSiteThatIsSomebodysIsNeitherChangedNorGivenHosts() {
    Ref mine = new Ref(Site.KIND, "system", "far.vault");
    put(mine, "{'provider':'own','jurisdiction':'DE','privacy':'secret'}");
    outside.sites(ENDPOINT, site("hall", false), site("vault", false));
    outside.hosts(ENDPOINT, host("one", "hall"), host("spy", "vault"));
    drive.pass(MINUTE);

    assertThat(drive.get(mine).spec().as(Site.Spec.class).privacy()).contains("secret");
    assertThat(drive.get(mine).owner()).isEmpty();
    assertThat(drive.snapshot().get(new Ref(Host.KIND, "system", "far.spy"))).isEmpty();
    assertThat(trouble("Places").orElseThrow()).contains("Site/system/far.vault");
    assertThat(trouble("HostNames").orElseThrow()).contains("spy", "vault");
  }

  @Test
  void whatNoSiteCanSayIsNotTakenAndTheOthersAre() {
    SiteState good = site("hall", false);
    SiteState lawless =
        new SiteState(
            "wild",
            "partner",
            "nowhere",
            good.latitude(),
            good.longitude(),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            false,
            false);
    SiteState paying =
        new SiteState(
            "gift",
            "partner",
            "FR",
            Optional.empty(),
            Optional.empty(),
            List.of(),
            Optional.empty(),
            Optional.of(
                new SiteState.Price(
                    "EUR", BigDecimal.ONE.negate(), BigDecimal.ONE, Optional.empty())),
            Optional.empty(),
            false,
            false);
    SiteState always =
        new SiteState(
            "ever",
            "partner",
            "FR",
            Optional.empty(),
            Optional.empty(),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            false,
            false,
            Optional.of(BigDecimal.TEN));
    outside.sites(ENDPOINT, good, lawless, paying, always, site("Bad Name", false));
    drive.pass(MINUTE);

    assertThat(drive.snapshot().list(Site.KIND).map(s -> s.ref().name()))
        .containsExactly("far.hall", "here");
    assertThat(trouble("Places").orElseThrow())
        .contains("nowhere", "negative", "between 0 and 1", "Bad Name");

    outside.sites(ENDPOINT, good);
    drive.pass(MINUTE);
    assertThat(trouble("Places")).isEmpty();
  }

  @Test
  void itsSitesGoWithTheEndpoint() {
    drive.delete(ENDPOINT).run();

    assertThat(drive.snapshot().get(HALL)).isEmpty();
    assertThat(drive.snapshot().get(OWN)).isPresent();
  }
}
