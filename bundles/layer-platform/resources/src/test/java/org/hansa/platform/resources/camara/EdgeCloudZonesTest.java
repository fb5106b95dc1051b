package org.hansa.platform.resources.camara;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.hansa.platform.resources.Front;
import org.hansa.platform.resources.Standard;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EdgeCloudZonesTest {

  private static final String OLGA = "olga";

  @TempDir static Path folder;
  private static Front shared;
  private Front front = shared;

  @BeforeAll
  static void open() {
    shared = new Front(folder.resolve("shared"), EdgeCloudZones::new);
  }

  @AfterAll
  static void close() {
    shared.close();
  }

  /** For a test that changes what is there. */
  private void alone(Path own) {
    front = new Front(own, EdgeCloudZones::new);
  }

  @AfterEach
  void leave() {
    if (front != shared) {
      front.close();
    }
  }

  private Front.Said ask(String account, String query) {
    return front.get(account, EdgeCloudZones.PATH, query);
  }

  private static List<String> names(Front.Said said) {
    assertThat(said.status()).as(said.toString()).isEqualTo(200);
    return said.body().path("edgeCloudZones").findValuesAsText("edgeCloudZoneName");
  }

  @Test
  void aSiteIsAZone() {
    Front.Said said = ask(OLGA, "countryCode=DE&edgeCloudRegion=north");

    JsonNode zone = said.body().at("/edgeCloudZones/0");
    assertThat(zone.path("edgeCloudZoneId").asText()).isEqualTo(front.uid("Site/system/here"));
    assertThat(zone.path("edgeCloudZoneName").asText()).isEqualTo("here");
    assertThat(zone.path("edgeCloudZoneStatus").asText()).isEqualTo("active");
    assertThat(zone.path("edgeCloudProvider").asText()).isEqualTo("own");
    assertThat(zone.path("edgeCloudRegion").asText()).isEqualTo("north");
    assertThat(zone.path("countryCode").asText()).isEqualTo("DE");
    assertThat(said.header("x-correlator")).isEqualTo(Front.SENDER);
    assertThat(said.header("Content-Type")).isEqualTo("application/json");
  }

  @Test
  void whatIsSimulatedSaysSo() {
    assertThat(names(ask(OLGA, "countryCode=FR"))).containsExactly("far (simulated)");
  }

  @ParameterizedTest
  @CsvSource({
    "'', closet|here|far (simulated)",
    "status=active, here",
    "status=unknown, closet|far (simulated)",
    "status=inactive, ''",
    "edgeCloudProvider=Afar and Co, far (simulated)",
    "countryCode=GB, ''",
    "countryCode=DE&status=unknown, closet",
  })
  void filtersAddUp(String query, String zones) {
    Front.Said said = ask(OLGA, query);
    assertThat(names(said))
        .containsExactlyElementsOf(zones.isEmpty() ? List.of() : List.of(zones.split("\\|")));
  }

  @Test
  void aCordonedSiteTakesNothingNew(@TempDir Path own) {
    alone(own);
    front.put("Site/system/here", "{'provider':'own','jurisdiction':'DE','cordoned':true}");

    assertThat(names(ask(OLGA, "status=inactive"))).containsExactly("here");
  }

  @Test
  void eachTenantSeesItsOwnAndWhatTheProviderOffers() {
    assertThat(names(ask("bob@demo", ""))).containsExactly("closet", "here", "far (simulated)");
    assertThat(names(ask("eve@other", ""))).containsExactly("here", "far (simulated)");
  }

  @Test
  void whoMayReadNoSiteIsRefused() {
    Front.Said said = ask("moll@demo", "");

    assertThat(said.status()).isEqualTo(403);
    assertThat(said.body().path("code").asText()).isEqualTo("PERMISSION_DENIED");
    assertThat(said.body().path("status").asInt()).isEqualTo(403);
    assertThat(said.header("x-correlator")).isEqualTo(Front.SENDER);
  }

  @Test
  void pagesLeadToEachOther() {
    Front.Said second = ask(OLGA, "page=2&perPage=1&countryCode=DE");

    assertThat(names(second)).containsExactly("here");
    assertThat(second.body().path("pagination"))
        .hasToString("{\"page\":2,\"perPage\":1,\"totalCount\":2,\"totalPages\":2}");
    assertThat(second.header("x-total-count")).isEqualTo("2");
    assertThat(second.header("x-total-pages")).isEqualTo("2");
    assertThat(second.header("link"))
        .contains(
            Front.BASE + EdgeCloudZones.PATH + "?page=1&perPage=1&countryCode=DE>; rel=\"first\"")
        .doesNotContain("next");
    Front.Said far = ask(OLGA, "page=2147483647&perPage=100");
    assertThat(names(far)).isEmpty();
    assertThat(far.body().at("/pagination/totalCount").asInt()).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "page=0",
        "page=-1",
        "page=2147483648",
        "page=99999999999999999999",
        "page=",
        "page=1.5",
        "perPage=101",
        "perPage=abc",
        "perPage=0",
        "countryCode=de",
        "countryCode=DEU",
        "status=ACTIVE",
        "status=",
        "colour=red",
        "edgecloudregion=north",
      })
  void whatDoesNotFitIsNamed(String query) {
    Front.Said said = ask(OLGA, query);

    assertThat(said.status()).isEqualTo(400);
    assertThat(said.body().path("code").asText()).isEqualTo("INVALID_ARGUMENT");
    assertThat(said.body().path("message").asText()).contains(query.split("=")[0]);
    assertThat(said.header("x-correlator")).isEqualTo(Front.SENDER);
  }

  @Test
  void aLongValueIsNotSaidInWhole() {
    Front.Said said = ask(OLGA, "edgeCloudProvider=" + "x".repeat(4000));

    assertThat(said.status()).isEqualTo(400);
    assertThat(said.body().path("message").asText()).hasSizeLessThanOrEqualTo(512);
  }

  @Test
  void aCorrelatorThatIsNoneIsRefusedAndNotGivenBack() {
    Map<String, String> forged = Map.of("x-correlator", "a b\r\nSet-Cookie: x");
    Front.Said said = front.send(OLGA, "GET", EdgeCloudZones.PATH, "", forged);

    assertThat(said.status()).isEqualTo(400);
    assertThat(said.headers()).doesNotContainKey("x-correlator");
    Front.Said none = front.send(OLGA, "GET", EdgeCloudZones.PATH, "", Map.of());
    assertThat(none.header("x-correlator")).isEqualTo("r1");
  }

  @Test
  void nothingIsChangedHereAndNothingElseServed() {
    Front.Said post = front.send(OLGA, "POST", EdgeCloudZones.PATH, "", Map.of());
    assertThat(post.status()).isEqualTo(405);
    assertThat(post.header("Allow")).isEqualTo("GET, HEAD");
    assertThat(post.body().path("code").asText()).isEqualTo("METHOD_NOT_ALLOWED");
    Front.Said below =
        front.get(OLGA, EdgeCloudZones.PATH + "/" + front.uid("Site/system/here"), "");
    assertThat(below.status()).isEqualTo(404);
    assertThat(below.body().path("code").asText()).isEqualTo("NOT_FOUND");
  }

  @Test
  void whileTheGateIsAwayItSaysSo() {
    EdgeCloudZones bare = new EdgeCloudZones();
    try (Front away = new Front(folder.resolve("away"), gate -> bare)) {
      Front.Said said = away.get(OLGA, EdgeCloudZones.PATH, "");
      assertThat(said.status()).isEqualTo(503);
      assertThat(said.body().path("code").asText()).isEqualTo("UNAVAILABLE");
    }
  }

  @Test
  void answersAndRefusalsAreAsTheStandardWritesThem() {
    Standard standard =
        Standard.at(
            "camara/camaraproject__EdgeApplicationManagement/main/code/API_definitions/"
                + "edge-application-management.yaml",
            "../common/CAMARA_common.yaml",
            "camara/camaraproject__Commonalities/r4.2/artifacts/common/CAMARA_common.yaml");

    assertThat(standard.wrong("EdgeCloudZoneList", ask(OLGA, "").body())).isEmpty();
    assertThat(standard.wrong("EdgeCloudZoneList", ask(OLGA, "countryCode=GB").body())).isEmpty();
    assertThat(standard.wrong("ErrorInfo", ask(OLGA, "page=0").body())).isEmpty();
    assertThat(standard.wrong("ErrorInfo", ask("moll@demo", "").body())).isEmpty();
    assertThat(standard.wrong("EdgeCloudZone", ask(OLGA, "").body())).isNotEmpty();
  }
}
