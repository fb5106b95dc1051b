package org.hansa.itests.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A site of one Hansa as a provider's in another: used, billed alike on both sides, cut off and
 * back, reached beyond by nobody, and withdrawn by either.
 */
class PartnerHansaIT {

  private static final Duration SOON = Distribution.SOON;
  private static final String APPLICATION = "/applications/demo/remote";
  private static final String INSTANCE = "/instances/demo/remote.web.0";

  /** What kinds there are, whoever has an account is told. */
  private static final Map<String, String> KINDS = Map.of("Kind", "r");

  @TempDir static Path folder;

  private static Partners partners;

  @BeforeAll
  static void start() throws Exception {
    partners = new Partners(folder);
    partners.start();
    partners.share();
    partners.use();
  }

  @AfterAll
  static void end() throws IOException {
    partners.close();
  }

  @Test
  void aPartnersSiteIsUsedAndWithdrawn() throws IOException {
    showsThePartnersSiteAsItIsOffered();
    plansWithThePartnersPrice();
    runsThereAndAnswers();
    aGuestReachesNothingElse();
    aGuestHasNoMoreThanItsContractSays();
    isUnknownWhilePartedAndTheSameWhenHealed();
    bothLedgersComeToTheSame();
    theProviderWithdrawsAndGivesBack();
    theConsumerWithdraws();
  }

  private static ObjectNode application() throws IOException {
    Path source = Path.of(System.getProperty("hansa.examples"), "factory-line", "Analyse.java");
    String digest = partners.near().blob(Files.readAllBytes(source));
    return (ObjectNode)
        Partners.json(
            ("{'kind':'Application','tenant':'demo','name':'remote','spec':{'components':["
                    + "{'name':'web','runtime':'process',"
                    + "'artifacts':[{'path':'Analyse.java','digest':'%s'}],"
                    + "'command':['java','-Xmx48m','-XX:+UseSerialGC','-XX:TieredStopAtLevel=1',"
                    + "'Analyse.java'],'env':{'ALARM_ABOVE':'4.5'},'ports':[{'name':'http'}],"
                    + "'ready':{'port':'http','path':'/health'},"
                    + "'requires':{'cpu':0.5,'memory':'256Mi','jurisdictions':['FR']}}]}}")
                .formatted(digest));
  }

  private static void showsThePartnersSiteAsItIsOffered() throws IOException {
    JsonNode site = partners.near().get("/sites/system/far.hall").ok().body();
    assertThat(site.at("/spec/provider").asText()).isEqualTo("far");
    assertThat(site.at("/spec/jurisdiction").asText()).isEqualTo("FR");
    assertThat(site.at("/spec/price/cpuHour").decimalValue()).isEqualByComparingTo("0.04");
    assertThat(site.at("/status/capacity/cpu").decimalValue()).isLessThanOrEqualTo(BigDecimal.ONE);
    assertThat(partners.near().get("/sites/system/far.annex").status()).isEqualTo(404);
  }

  private static void plansWithThePartnersPrice() throws IOException {
    JsonNode plan =
        partners
            .near()
            .send("POST", "/plan", Rest.changes(List.of(application()), List.of()))
            .ok()
            .body();
    assertThat(plan.findValue("cost").path("EUR").decimalValue()).isEqualByComparingTo("0.0225");
    assertThat(plan.toString()).contains("Host/system/far.");
  }

  private static void runsThereAndAnswers() throws IOException {
    partners.near().send("POST", "/apply", Rest.changes(List.of(application()), List.of())).ok();
    await()
        .atMost(SOON)
        .ignoreExceptions()
        .untilAsserted(
            () ->
                assertThat(Partners.says(partners.near(), INSTANCE, "Ready"))
                    .isEqualTo("runs and answers"));

    assertThat(answer()).contains("\"taken\"");
    assertThat(port()).isBetween(partners.first, partners.first + Partners.PORTS - 1);
    assertThat(partners.near().get(INSTANCE + "/logs").status()).isEqualTo(200);
    List<JsonNode> there = Partners.all(partners.far(), "instances", "guest");
    assertThat(there).hasSize(1);
    assertThat(there.get(0).at("/spec/site").asText()).isEqualTo("hall");
  }

  private static int port() throws IOException {
    return partners.near().get(INSTANCE).ok().body().at("/spec/workload/ports/http").asInt();
  }

  private static String answer() throws IOException {
    try (var in = URI.create("http://127.0.0.1:" + port() + "/summary").toURL().openStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** Every kind, in every tenant, by every operation. */
  private static void aGuestReachesNothingElse() throws IOException {
    RightsWalk walk = new RightsWalk(List.of("guest"), role -> partners.guest());
    JsonNode kinds = partners.far().get("/kinds").ok().body();
    for (String tenant : List.of("system", "demo")) {
      assertThat(may(walk, tenant, kinds)).as("in tenant " + tenant).isEqualTo(KINDS);
    }
    Map<String, String> home = new TreeMap<>(KINDS);
    home.putAll(Map.of("Application", "rwd", "Instance", "r", "Offer", "r", "Workload", "r"));
    assertThat(may(walk, "guest", kinds)).isEqualTo(home);
    Rest guest = partners.guest();
    for (String stream : List.of("/audit", "/events", "/ledger?subject=Instance/demo/x")) {
      assertThat(guest.get(stream).status()).as(stream).isEqualTo(403);
    }
    assertThat(guest.get("/sites/system/hall").status()).isEqualTo(403);
    assertThat(guest.get("/contracts/system/shared").status()).isEqualTo(403);
    assertThat(guest.get("/offers/guest/shared").ok().body().toString())
        .contains("hall")
        .doesNotContain("annex");
    JsonNode freed = Partners.json("{'spec':{'guest':false}}");
    assertThat(guest.send("PUT", "/tenants/system/guest", freed).status()).isEqualTo(403);
  }

  private static Map<String, String> may(RightsWalk walk, String tenant, JsonNode kinds)
      throws IOException {
    Map<String, String> may = new TreeMap<>();
    walk.in(tenant, kinds.path("items")).forEach((kind, cells) -> may.put(kind, cells.get(0)));
    may.values().removeIf(cell -> cell.equals("-"));
    return may;
  }

  private static void aGuestHasNoMoreThanItsContractSays() throws IOException {
    refused("{'requires':{'cpu':0.6,'memory':'64Mi'}}", "left of the contract's 1 cores");
    refused("{'requires':{'cpu':0.1,'memory':'900Mi'}}", "left of the contract's 1 GiB");
    refused("{'requires':{'memory':'64Mi'}}", "a bound on cpu");
    refused("{'requires':{'cpu':0.1,'memory':'64Mi','storage':'1Gi'}}", "share cpu and memory");
    refused(
        "{'requires':{'cpu':0.1,'memory':'64Mi','sites':['annex'],'simulated':true}}",
        "site of x (wanted 'annex'");
    refused(
        "{'requires':{'cpu':0.1,'memory':'64Mi'},'ports':[{'name':'a','number':%d}]}"
            .formatted(partners.first - 1),
        "port of x (wanted ");
    assertThat(Partners.all(partners.far(), "instances", "guest")).hasSize(1);
  }

  /** By the guest's own hand, past the driver. */
  private static void refused(String component, String words) throws IOException {
    Rest guest = partners.guest();
    ObjectNode part =
        (ObjectNode) Partners.json("{'name':'x','runtime':'process','command':['sleep','600']}");
    part.setAll((ObjectNode) Partners.json(component));
    Partners.put(guest, "/applications/guest/greedy", "{'components':[" + part + "]}");
    await()
        .atMost(SOON)
        .ignoreExceptions()
        .untilAsserted(
            () ->
                assertThat(Partners.says(guest, "/applications/guest/greedy", "Placed"))
                    .contains(words)
                    .doesNotContain("annex.")
                    .doesNotContain("Endpoint"));
    guest.delete("/applications/guest/greedy").ok();
    await().atMost(SOON).until(() -> guest.get("/applications/guest/greedy").status() == 404);
  }

  private static void isUnknownWhilePartedAndTheSameWhenHealed() throws IOException {
    JsonNode before = far();
    Instant parted = Instant.now();
    partners.part();
    await().atMost(SOON).until(() -> Partners.is(partners.near(), INSTANCE, "UNKNOWN"));
    await().atMost(SOON).until(() -> Partners.is(partners.near(), APPLICATION, "UNKNOWN"));

    JsonNode ready = Sheds.condition(partners.near().get(INSTANCE).ok().body(), "Ready");
    assertThat(Instant.parse(ready.get("since").textValue())).isAfter(parted);
    assertThat(answer()).as("it runs on").contains("\"taken\"");

    partners.heal();
    await().atMost(SOON).until(() -> Partners.is(partners.near(), INSTANCE, "TRUE"));
    assertThat(far().at("/status/id")).isEqualTo(before.at("/status/id"));
    assertThat(far().at("/uid")).isEqualTo(before.at("/uid"));
  }

  /** The only instance that the guest has. */
  private static JsonNode far() throws IOException {
    List<JsonNode> there = Partners.all(partners.far(), "instances", "guest");
    assertThat(there).hasSize(1);
    return there.get(0);
  }

  private static void bothLedgersComeToTheSame() {
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> {
              Map<String, BigDecimal> far = Partners.ledger(partners.far(), "guest");
              assertThat(far.get("cpu-seconds")).isPositive();
              assertThat(Partners.ledger(partners.near(), "demo")).isEqualTo(far);
            });
  }

  private static void theProviderWithdrawsAndGivesBack() throws IOException {
    partners.far().delete("/grants/system/guest").ok();
    await().atMost(SOON).until(() -> Partners.all(partners.far(), "instances", "guest").isEmpty());
    await()
        .atMost(SOON)
        .ignoreExceptions()
        .untilAsserted(
            () -> {
              assertThat(Partners.is(partners.near(), INSTANCE, "TRUE")).isFalse();
              List<JsonNode> hosts = Partners.all(partners.near(), "hosts", "system");
              assertThat(hosts).isNotEmpty();
              assertThat(hosts)
                  .allSatisfy(
                      host ->
                          assertThat(Sheds.condition(host, "Ready").path("message").asText())
                              .contains("not in force", "ask Site"));
            });
    assertThat(Partners.says(partners.far(), "/contracts/system/shared", "Ready"))
        .contains("no Grant of tenant system lets guest ask Site");

    partners.grant();
    await().atMost(SOON).until(() -> Partners.is(partners.near(), INSTANCE, "TRUE"));
    assertThat(answer()).contains("\"taken\"");
  }

  private static void theConsumerWithdraws() throws IOException {
    partners.near().delete(APPLICATION).ok();
    await().atMost(SOON).until(() -> partners.near().get(APPLICATION).status() == 404);
    assertThat(Partners.all(partners.far(), "applications", "guest")).isEmpty();
    assertThat(Partners.all(partners.far(), "reservations", "guest")).isEmpty();
    bothLedgersComeToTheSame();

    partners.near().delete("/endpoints/system/far").ok();
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> {
              assertThat(partners.near().get("/endpoints/system/far").status()).isEqualTo(404);
              assertThat(partners.near().get("/sites/system/far.hall").status()).isEqualTo(404);
              assertThat(Partners.all(partners.near(), "hosts", "system")).isEmpty();
            });
  }
}
