package org.hansa.itests.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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
    if (driver.equals("ssh-host")) {
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
              return found.size() == 3;
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

    for (String endpoint : endpoints.values()) {
      hansa.rest().send("POST", verification(endpoint), Json.tree(Map.of())).ok();
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
