package org.hansa.itests.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.hansa.core.api.Json;

/**
 * Drivers of sheds, their endpoints and what stands there, at one door.
 *
 * @param folder where bundles are made, and sheds are
 */
record Sheds(Distribution hansa, Path folder) {

  /** Installs it, or the version that replaces what is there. */
  void install(ShedBundle bundle) throws IOException {
    String path = "/extensions/system/" + bundle.name() + "/archive";
    hansa.rest().send("PUT", path, bundle.content(folder)).ok();
  }

  void awaitInstalled(ShedBundle bundle) {
    await()
        .atMost(Distribution.SOON)
        .untilAsserted(
            () -> {
              JsonNode seen = extension(bundle);
              assertThat(seen.at("/status/version").asText()).isEqualTo(bundle.version());
              assertThat(seen.at("/status/nodes/this/state").asText()).isEqualTo("ACTIVE");
            });
  }

  JsonNode extension(ShedBundle bundle) throws IOException {
    return hansa.rest().get("/extensions/system/" + bundle.name()).ok().body();
  }

  void remove(ShedBundle bundle) throws IOException {
    hansa.rest().delete("/extensions/system/" + bundle.name()).ok();
  }

  /** At a site that is called as its driver is. */
  void addEndpoint(String name, String driver) throws IOException {
    Map<String, Object> site = Map.of("provider", "own", "jurisdiction", "DE");
    hansa.rest().send("PUT", "/sites/system/" + driver, Json.tree(Map.of("spec", site))).ok();
    Map<String, Object> spec =
        Map.of(
            "driver", driver, "site", driver, "options", Map.of("folder", shed(name).toString()));
    hansa.rest().send("PUT", endpoint(name), Json.tree(Map.of("spec", spec))).ok();
  }

  Path shed(String endpoint) {
    return folder.resolve("sheds").resolve(endpoint);
  }

  private static String endpoint(String name) {
    return "/endpoints/system/" + name;
  }

  JsonNode ready(String endpoint) throws IOException {
    return condition(hansa.rest().get(endpoint(endpoint)).ok().body(), "Ready");
  }

  /** An empty object if it does not say so. */
  static JsonNode condition(JsonNode resource, String type) {
    for (JsonNode condition : resource.path("conditions")) {
      if (condition.path("type").asText().equals(type)) {
        return condition;
      }
    }
    return Json.tree(Map.of());
  }

  void awaitOpen(String endpoint, String version) {
    await()
        .atMost(Distribution.SOON)
        .untilAsserted(
            () -> {
              assertThat(ready(endpoint).path("message").asText()).contains(version + " is open");
              assertThat(ready(endpoint).path("state").asText()).isEqualTo("TRUE");
            });
  }

  void awaitClosed(String endpoint, String reason, String... words) {
    await()
        .atMost(Distribution.SOON)
        .untilAsserted(
            () -> {
              JsonNode ready = ready(endpoint);
              assertThat(ready.path("state").asText()).isEqualTo("FALSE");
              assertThat(ready.path("reason").asText()).isEqualTo(reason);
              assertThat(ready.path("message").asText()).contains(words);
            });
  }

  /** What is said of those drivers that come from a bundle. */
  List<JsonNode> drivers(ShedBundle bundle) throws IOException {
    List<JsonNode> found = new ArrayList<>();
    for (JsonNode each : hansa.rest().get("/drivers").ok().body().path("items")) {
      if (each.path("bundle").asText().startsWith(bundle.name() + " ")) {
        found.add(each);
      }
    }
    return found;
  }

  /**
   * One component of so many replicas, a core each, at a driver's hosts: nothing is real there, so
   * nothing else comes there.
   */
  void stand(String name, String driver, int replicas, String word) throws IOException {
    Map<String, Object> component =
        Map.of(
            "name",
            "c",
            "runtime",
            "process",
            "command",
            List.of("stand", word),
            "replicas",
            replicas,
            "requires",
            Map.of("cpu", 1, "sites", List.of(driver), "simulated", true));
    JsonNode application =
        Json.tree(
            Map.of(
                "kind",
                "Application",
                "tenant",
                "demo",
                "name",
                name,
                "spec",
                Map.of("components", List.of(component))));
    hansa.rest().send("POST", "/apply", Rest.changes(List.of(application), List.of())).ok();
  }

  List<JsonNode> instances(String application, int replicas) throws IOException {
    List<JsonNode> all = new ArrayList<>();
    for (int n : IntStream.range(0, replicas).toArray()) {
      all.add(hansa.rest().get("/instances/demo/" + application + ".c." + n).ok().body());
    }
    return all;
  }

  /** Until each stands as it was last told to. */
  void awaitStanding(String application, int replicas, String word) {
    await()
        .atMost(Distribution.SOON)
        .ignoreExceptions()
        .untilAsserted(
            () ->
                assertThat(instances(application, replicas))
                    .allSatisfy(
                        i -> {
                          assertThat(i.at("/spec/workload/command/1").asText()).isEqualTo(word);
                          assertThat(i.at("/observed/wdm.instance/outcome").asText())
                              .isEqualTo("SETTLED");
                        }));
  }
}
