package org.hansa.itests.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.hansa.core.api.Json;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two applications exchange their places, as the plan of accepting that says, on simulated sites.
 */
class OptimizationIT {

  private static final String PATH = "/optimizations/demo/all";
  private static final String POOL = "/spec/pool";

  @TempDir static Path folder;

  private static Distribution hansa;

  @BeforeAll
  static void start() throws IOException {
    hansa = Distribution.withAdministrator(folder, Example.copy(folder));
    hansa.start();
  }

  @AfterAll
  static void end() throws IOException {
    hansa.end();
  }

  private static void put(String path, String spec) throws IOException {
    hansa.rest().put(path, Json.read("{\"spec\":" + spec.replace('\'', '"') + "}")).ok();
  }

  private static JsonNode get(String path) throws IOException {
    return hansa.rest().get(path).ok().body();
  }

  /** Each has one machine with eight cores. */
  private static void site(String name, String like, String hour) throws IOException {
    put(
        "/sites/demo/" + name,
        "{'provider':'own','jurisdiction':'DE','price':{'currency':'EUR','cpuHour':%s,'memoryGibHour':0}}"
            .formatted(hour));
    put(
        "/endpoints/demo/" + name,
        "{'driver':'simulator','site':'%s','options':{'site':'%s'}}".formatted(name, like));
    await()
        .atMost(Distribution.SOON)
        .until(() -> !hosts(name).isEmpty() && hosts(name).get(0).at("/status").has("allocatable"));
  }

  private static List<JsonNode> hosts(String site) throws IOException {
    List<JsonNode> hosts = new ArrayList<>();
    for (JsonNode host : get("/hosts").path("items")) {
      if (host.at("/spec/site").asText().equals(site)) {
        hosts.add(host);
      }
    }
    return hosts;
  }

  private static void application(String name, BigDecimal cpu, String sites, String objective)
      throws IOException {
    put(
        "/applications/demo/" + name,
        ("{'components':[{'name':'web','runtime':'process','command':['run'],"
                + "'requires':{'cpu':%s,'simulated':true,'sites':[%s]}}],'policies':{%s}}")
            .formatted(cpu, sites, objective));
    await()
        .atMost(Distribution.SOON)
        .until(() -> condition("/applications/demo/" + name).path("state").asText().equals("TRUE"));
  }

  private static JsonNode condition(String path) throws IOException {
    for (JsonNode condition : get(path).path("conditions")) {
      if (condition.path("type").asText().equals("Ready")) {
        return condition;
      }
    }
    return Json.read("{}");
  }

  private static Map<String, String> pools() throws IOException {
    Map<String, String> pools = new TreeMap<>();
    for (JsonNode reservation : get("/reservations").path("items")) {
      pools.put(reservation.path("name").asText(), reservation.at(POOL).asText());
    }
    return pools;
  }

  @Test
  void whatIsAcceptedIsDoneAsItsPlanSays() throws IOException {
    site("cheap", "rostock", "0.01");
    site("dear", "palermo", "0.03");
    BigDecimal cores = hosts("cheap").get(0).at("/status/allocatable/cpu").decimalValue();
    BigDecimal part = cores.divide(BigDecimal.valueOf(8), 3, RoundingMode.DOWN);
    String moves = "'objective':{'weights':{},'moves':{'cost':0.01,'withinHours':24}}";
    application("filler", part, "'cheap'", "");
    application("small", part.multiply(BigDecimal.valueOf(3)), "'cheap','dear'", moves);
    application("big", part.multiply(BigDecimal.valueOf(5)), "'cheap','dear'", moves);
    Map<String, String> before = pools();

    put(PATH, "{}");
    await()
        .atMost(Distribution.SOON)
        .until(() -> condition(PATH).path("reason").asText().equals("Proposed"));
    JsonNode proposal = get(PATH).at("/status/proposal");
    assertThat(proposal.path("moves")).hasSize(2);
    assertThat(pools()).as("nobody accepted it").isEqualTo(before);

    JsonNode accept =
        Rest.changes(
            List.of(
                Json.read(
                    """
                    {"kind":"Optimization","tenant":"demo","name":"all","spec":{"accept":"%s"}}"""
                        .formatted(proposal.path("id").asText()))),
            List.of());
    JsonNode plan = hansa.rest().send("POST", "/plan", accept).ok().body();
    assertThat(pools()).as("a plan touches nothing").isEqualTo(before);
    hansa.rest().send("POST", "/apply", accept).ok();
    await()
        .atMost(Distribution.SOON)
        .until(() -> condition(PATH).path("reason").asText().equals("Moved"));

    assertThat(get(PATH).at("/status/done").asInt()).isEqualTo(2);
    Map<String, String> after = pools();
    Map<String, String> planned = new TreeMap<>(before);
    for (JsonNode line : plan.path("changes")) {
      String ref = line.path("ref").asText();
      for (JsonNode field : line.path("fields")) {
        if (ref.startsWith("Reservation/demo/") && field.path("pointer").asText().equals(POOL)) {
          planned.put(ref.substring("Reservation/demo/".length()), field.path("after").asText());
        }
      }
    }
    assertThat(planned).isEqualTo(after).isNotEqualTo(before);
    assertThat(after.get("small.web.0")).isEqualTo(before.get("big.web.0"));
    assertThat(after.get("big.web.0")).isEqualTo(before.get("small.web.0"));
    assertThat(after.get("filler.web.0")).isEqualTo(before.get("filler.web.0"));
  }
}
