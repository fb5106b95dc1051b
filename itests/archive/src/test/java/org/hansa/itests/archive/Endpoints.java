package org.hansa.itests.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** What an installation says of its endpoints and of the drivers that serve them. */
record Endpoints(Distribution hansa) {

  private static Stream<JsonNode> items(JsonNode list) {
    return StreamSupport.stream(list.path("items").spliterator(), false);
  }

  /** Those of a driver. */
  List<JsonNode> of(String driver) throws IOException {
    return items(hansa.rest().get("/endpoints?limit=1000").ok().body())
        .filter(each -> each.at("/spec/driver").asText().equals(driver))
        .toList();
  }

  /** The versions of a driver that are there, oldest first. */
  List<String> versions(String driver) throws IOException {
    return items(hansa.rest().get("/drivers").ok().body())
        .filter(each -> each.path("id").asText().equals(driver))
        .map(each -> each.path("version").asText())
        .toList();
  }

  /** All endpoints of a driver are served by this version and ready; some there are. */
  void awaitVersion(String driver, String version) {
    await()
        .atMost(Distribution.SOON)
        .pollInterval(Duration.ofMillis(50))
        .untilAsserted(
            () ->
                assertThat(of(driver))
                    .isNotEmpty()
                    .allSatisfy(each -> assertServed(each, version)));
  }

  /** This endpoint is served by this version, and ready. */
  void awaitServed(String path, String version) {
    await()
        .atMost(Distribution.SOON)
        .untilAsserted(() -> assertServed(hansa.rest().get(path).ok().body(), version));
  }

  /** The uids of what the endpoints of a driver last listed of this sort, all of them. */
  List<String> listed(String driver, String who) throws IOException {
    List<String> uids = new ArrayList<>();
    for (JsonNode endpoint : of(driver)) {
      JsonNode seen = endpoint.path("observed").path(who);
      seen.at("/state/objects").forEach(each -> uids.add(each.path("uid").asText()));
    }
    return uids;
  }

  private static void assertServed(JsonNode endpoint, String version) {
    assertThat(endpoint.at("/status/version").asText()).isEqualTo(version);
    assertThat(ready(endpoint)).isEqualTo("TRUE");
  }

  String ready(String path) throws IOException {
    return ready(hansa.rest().get(path).ok().body());
  }

  /** The state of its condition. */
  static String ready(JsonNode resource) {
    for (JsonNode condition : resource.path("conditions")) {
      if (condition.path("type").asText().equals("Ready")) {
        return condition.path("state").asText();
      }
    }
    return "";
  }
}
