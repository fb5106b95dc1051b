package org.hansa.itests.archive;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.hansa.core.api.Json;

/**
 * The example that comes with Hansa, in the tenant demo, on a range of ports of its own: feed sends
 * readings to analyse, page shows people what analyse knows.
 */
record Example(Distribution hansa, Path folder) {

  static final String REF = "Application/demo/factory-line";
  static final String PATH = "/applications/demo/factory-line";
  private static final int PORTS = 50;

  /** A copy of the examples whose endpoint has ports that nobody else uses. */
  static Path copy(Path folder) throws IOException {
    Path examples = Path.of(System.getProperty("hansa.examples"));
    Path copy = folder.resolve("examples");
    try (Stream<Path> all = Files.walk(examples)) {
      for (Path file : all.toList()) {
        Files.copy(file, copy.resolve(examples.relativize(file)));
      }
    }
    int first = Ports.free(PORTS);
    String options =
        "\n  options: {firstPort: " + first + ", lastPort: " + (first + PORTS - 1) + "}\n";
    Path site = copy.resolve("site.yaml");
    Files.writeString(site, Files.readString(site).stripTrailing() + options);
    return copy;
  }

  /** This machine as a site, with what talks to it. */
  void addSite() throws IOException {
    Rest rest = hansa.rest();
    rest.send("POST", "/apply", Rest.changes(documents("site.yaml"), List.of())).ok();
    await()
        .atMost(Distribution.SOON)
        .until(() -> !rest.get("/hosts").ok().body().path("items").isEmpty());
    // Each looks once at what is there: only then does the world stand still.
    await()
        .atMost(Distribution.SOON)
        .until(
            () -> {
              JsonNode seen = rest.get("/endpoints/system/local").ok().body().path("observed");
              return List.of("resources", "workloads.forwards", "workloads.orphans").stream()
                  .allMatch(who -> seen.path(who).path("outcome").asText().equals("SETTLED"));
            });
  }

  /** The application as its file says, the files it names uploaded. */
  ObjectNode document() throws IOException {
    return document("factory-line");
  }

  ObjectNode document(String name) throws IOException {
    ObjectNode document = (ObjectNode) documents(name + "/application.yaml").get(0);
    document.put("tenant", "demo");
    for (JsonNode component : document.at("/spec/components")) {
      for (JsonNode artifact : component.path("artifacts")) {
        Path file = folder.resolve(name).resolve(artifact.get("file").textValue());
        ((ObjectNode) artifact).put("digest", hansa.rest().blob(Files.readAllBytes(file)));
        ((ObjectNode) artifact).remove("file");
      }
    }
    return document;
  }

  /** What stands in one of the files. */
  List<JsonNode> documents(String file) throws IOException {
    YAMLMapper yaml = new YAMLMapper();
    try (MappingIterator<JsonNode> all =
        yaml.readerFor(JsonNode.class).readValues(folder.resolve(file).toFile())) {
      return all.readAll();
    }
  }

  static ObjectNode component(JsonNode application, String name) {
    for (JsonNode component : application.at("/spec/components")) {
      if (component.path("name").asText().equals(name)) {
        return (ObjectNode) component;
      }
    }
    throw new IllegalArgumentException(name);
  }

  /** Another bound of the alarm: a change of analyse, and of nothing else. */
  static ObjectNode alarmAbove(ObjectNode application, String bound) {
    ObjectNode changed = application.deepCopy();
    ((ObjectNode) component(changed, "analyse").get("env")).put("ALARM_ABOVE", bound);
    return changed;
  }

  static ObjectNode pages(ObjectNode application, int replicas) {
    ObjectNode changed = application.deepCopy();
    component(changed, "page").put("replicas", replicas);
    return changed;
  }

  Rest.Answer apply(JsonNode application) throws IOException {
    return hansa.rest().send("POST", "/apply", Rest.changes(List.of(application), List.of()));
  }

  Rest.Answer delete() throws IOException {
    return hansa.rest().send("POST", "/apply", Rest.changes(List.of(), List.of(REF)));
  }

  /** Until everything is as described, and stays so. */
  void awaitRest() {
    await()
        .atMost(Distribution.SOON)
        .during(700, TimeUnit.MILLISECONDS)
        .ignoreExceptions()
        .until(() -> World.of(hansa.rest()).unready(), List::isEmpty);
  }

  void awaitGone() {
    await().atMost(Distribution.SOON).until(() -> hansa.rest().get(PATH).status() == 404);
  }

  /** What page says, asked at its stable address over a connection of its own. */
  JsonNode state() throws IOException {
    String address =
        hansa.rest().get(PATH).ok().body().at("/status/addresses/page~1http").textValue();
    HttpURLConnection connection =
        (HttpURLConnection) URI.create(address + "/api/state").toURL().openConnection();
    connection.setConnectTimeout(30_000);
    connection.setReadTimeout(30_000);
    connection.setRequestProperty("Connection", "close");
    try (InputStream in = connection.getInputStream()) {
      return Json.read(in);
    } finally {
      connection.disconnect();
    }
  }
}
