package org.hansa.itests.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.hansa.core.api.Json;
import org.hansa.core.testing.ssh.Sshd;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every driver that the archive registers keeps the contract, in the archive. */
class KitIT {

  private static final int PORTS = 50;

  /** Here that it is sound in the archive too: all rules are tried on it beside its own tests. */
  private static final List<String> OF_ITSELF =
      List.of(
          "driver-id",
          "manifest-imports",
          "abilities-known",
          "apply-creates",
          "apply-changes",
          "list-equals-observe",
          "logs-after",
          "meter-reads",
          "remove-gone",
          "remove-and-make");

  @TempDir static Path folder;

  private static Distribution hansa;
  private static Sshd sshd;

  @BeforeAll
  static void start() throws IOException {
    Path examples = Example.copy(folder);
    hansa = Distribution.withAdministrator(folder, examples);
    sshd = new Sshd(Files.createDirectory(folder.resolve("far")), "ecdsa-sha2-nistp256");
    hansa.start();
    new Example(hansa, examples).addSite();
    endpoint("europe", "simulator", Map.of("site", "luebeck"));
    Rest rest = hansa.rest();
    rest.send("PUT", "/secrets/system/far", Json.tree(Map.of("spec", Map.of()))).ok();
    rest.send("PUT", "/secrets/system/far/values", Json.tree(sshd.credentials())).ok();
    int first = Ports.free(PORTS);
    endpoint(
        "far",
        "ssh-host",
        Map.of(
            "host",
            "127.0.0.1",
            "port",
            sshd.port(),
            "user",
            Sshd.USER,
            "knownHosts",
            sshd.knownHosts(sshd.port()),
            "folder",
            folder.resolve("far").toString(),
            "firstPort",
            first,
            "lastPort",
            first + PORTS - 1));
    itself();
  }

  /** As its own partner: what it shares with a guest it uses by the guest's account. */
  private static void itself() throws IOException {
    Rest rest = hansa.rest();
    rest.send("PUT", "/tenants/system/guest", said(Map.of("guest", true))).ok();
    List<Map<String, List<String>>> rights =
        List.of(
            right(List.of("Application"), "READ", "WRITE", "DELETE"),
            right(List.of("Instance", "Offer", "Ledger"), "READ"),
            right(List.of("Instance"), "ASK"));
    rest.send("PUT", "/roles/system/partner", said(Map.of("rights", rights))).ok();
    Map<String, Object> grant =
        Map.of("to", "guest", "rights", List.of(right(List.of("Site"), "ASK")));
    rest.send("PUT", "/grants/system/guest", said(grant)).ok();
    Map<String, Object> contract =
        Map.of(
            "guest",
            "guest",
            "sites",
            List.of(Map.of("site", "local")),
            "ports",
            Map.of("first", 1, "last", 65_535),
            "trusted",
            true);
    rest.send("PUT", "/contracts/system/shared", said(contract)).ok();
    rest.send("PUT", "/accounts/guest/ann", said(Map.of("roles", List.of("partner")))).ok();
    JsonNode password = Json.tree(Map.of("password", "what-only-ann-knows"));
    rest.send("PUT", "/accounts/guest/ann/values", password).ok();
    rest.send("PUT", "/secrets/system/itself", said(Map.of())).ok();
    Map<String, String> values = Map.of("user", "ann@guest", "password", "what-only-ann-knows");
    rest.send("PUT", "/secrets/system/itself/values", Json.tree(values)).ok();
    String url = "http://127.0.0.1:" + hansa.http();
    endpoint("itself", "hansa", Map.of("url", url, "tenant", "guest", "contract", "shared"));
  }

  private static JsonNode said(Map<String, ?> spec) {
    return Json.tree(Map.of("spec", spec));
  }

  private static Map<String, List<String>> right(List<String> kinds, String... verbs) {
    return Map.of("kinds", kinds, "verbs", List.of(verbs));
  }

  /** The same as an Operation, followed to its end by whoever watches. */
  @Test
  void isVerifiedAsAnOperationToo() throws IOException {
    Rest rest = hansa.rest();
    JsonNode rules = Json.tree(Map.of("rules", List.of("driver-id", "apply-idempotent")));
    String path = "/endpoints/system/europe/operations/verify?key=monday";
    JsonNode begun = rest.send("POST", path, rules).ok().body();
    assertThat(begun.at("/status/by").asText()).isEqualTo("user:admin");
    await()
        .atMost(Duration.ofMinutes(2))
        .until(
            () ->
                rest.get("/operations/system/monday").ok().body().at("/status/ended").isTextual());
    JsonNode ended = rest.get("/operations/system/monday").ok().body();
    assertThat(ended.at("/status/phase").asText()).isEqualTo("DONE");
    assertThat(ended.at("/status/percent").asInt()).isEqualTo(100);
    assertThat(ended.at("/status/result/sound").asBoolean()).isTrue();
    assertThat(ended.at("/status/result/report/verdicts")).hasSize(2);
    assertThat(rest.send("POST", path, rules).ok().body().at("/uid")).isEqualTo(begun.at("/uid"));
    assertThat(rest.send("POST", path, Json.tree(Map.of())).status()).isEqualTo(409);
  }

  @AfterAll
  static void end() throws IOException {
    hansa.end();
    sshd.close();
  }

  private static void endpoint(String name, String driver, Map<String, Object> options)
      throws IOException {
    Map<String, Object> spec = new TreeMap<>(Map.of("driver", driver, "site", "local"));
    spec.put("options", options);
    if (!driver.equals("simulator")) {
      spec.put("secret", name);
    }
    hansa.rest().send("PUT", "/endpoints/system/" + name, Json.tree(Map.of("spec", spec))).ok();
  }

  /** The endpoints by their driver, each of them open. */
  private static Map<String, String> endpoints() {
    Map<String, String> found = new TreeMap<>();
    await()
        .atMost(Distribution.SOON)
        .until(
            () -> {
              found.clear();
              for (JsonNode each : hansa.rest().get("/endpoints").ok().body().path("items")) {
                if (!each.at("/status/facets").isEmpty()) {
                  found.put(each.at("/spec/driver").asText(), each.path("name").asText());
                }
              }
              return found.size() == 4;
            });
    return found;
  }

  private static Set<String> registered() throws IOException {
    Set<String> ids = new TreeSet<>();
    hansa
        .rest()
        .get("/drivers")
        .ok()
        .body()
        .path("items")
        .forEach(each -> ids.add(each.path("id").asText()));
    return ids;
  }

  @Test
  void everyDriverThatIsRegisteredBreaksNoRule() throws IOException {
    Map<String, String> endpoints = endpoints();
    assertThat(endpoints.keySet()).isEqualTo(registered());

    // What it asks of itself, the others do: so they are tried first, and without it.
    String itself = endpoints.remove("hansa");
    breaksNoRule(endpoints, Map.of());
    breaksNoRule(Map.of("hansa", itself), Map.of("rules", OF_ITSELF));
  }

  private static void breaksNoRule(Map<String, String> endpoints, Map<String, ?> what)
      throws IOException {
    for (String endpoint : endpoints.values()) {
      hansa.rest().send("POST", verification(endpoint), Json.tree(what)).ok();
    }

    for (Map.Entry<String, String> each : endpoints.entrySet()) {
      JsonNode found = outcome(each.getValue());
      assertThat(found.at("/outcome/sound").asBoolean()).as(found.toPrettyString()).isTrue();
      assertThat(found.at("/outcome/table").toString()).contains(each.getKey(), ": 0 broken");
    }
  }

  private static JsonNode outcome(String endpoint) {
    return await()
        .atMost(Duration.ofMinutes(10))
        .pollInterval(Duration.ofSeconds(1))
        .until(
            () -> hansa.rest().get(verification(endpoint)).ok().body(),
            body -> body.hasNonNull("outcome") || body.hasNonNull("trouble"));
  }

  private static String verification(String endpoint) {
    return "/endpoints/system/" + endpoint + "/verification";
  }
}
