package org.hansa.itests.archive;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.hansa.core.api.Json;

/**
 * Many applications of one small component each, of the tenant demo, spread over sites where
 * nothing is real.
 *
 * @param sites any of these
 */
record Fleet(Distribution hansa, List<String> sites) {

  private static final String PREFIX = "small-";

  /** How many applications share a choice of sites. */
  private static final int SPREAD = 10;

  /** An application of one component that does nothing, and goes on with it. */
  static JsonNode idle(int replicas, List<String> sites) {
    Map<String, Object> requires =
        Map.of("cpu", 0.02, "memory", "8Mi", "simulated", true, "sites", sites);
    Map<String, Object> component =
        Map.of(
            "name",
            "idle",
            "runtime",
            "process",
            "command",
            List.of("sleep", "1000000"),
            "replicas",
            replicas,
            "requires",
            requires);
    return Json.tree(Map.of("spec", Map.of("components", List.of(component))));
  }

  /** So many are wanted, and brought to be ready. */
  void deploy(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      String name = PREFIX + "%03d".formatted(i);
      hansa.rest().put("/applications/demo/" + name, idle(1, choice(i))).ok();
    }
    await().atMost(Distribution.SOON).until(() -> ready() == count);
  }

  private List<String> choice(int i) {
    return IntStream.range(0, sites.size())
        .filter(s -> s % SPREAD == i % SPREAD)
        .mapToObj(sites::get)
        .toList();
  }

  /** How many are ready. */
  int ready() throws IOException {
    return (int) own("applications").filter(each -> Endpoints.ready(each).equals("TRUE")).count();
  }

  private Stream<JsonNode> own(String plural) throws IOException {
    JsonNode all = hansa.rest().get("/" + plural + "?limit=1000").ok().body().path("items");
    return StreamSupport.stream(all.spliterator(), false)
        .filter(each -> each.path("name").asText().startsWith(PREFIX));
  }

  /** By the uid of each instance, what would be another if it were started again or elsewhere. */
  Map<String, String> standing() throws IOException {
    Map<String, String> standing = new TreeMap<>();
    own("instances")
        .forEach(
            each ->
                standing.put(
                    each.path("uid").asText(),
                    Stream.of(
                            "/name",
                            "/spec/endpoint",
                            "/status/phase",
                            "/status/id",
                            "/status/started",
                            "/status/restarts")
                        .map(at -> each.at(at).asText())
                        .toList()
                        .toString()));
    return standing;
  }

  /** By uid, all that the simulator was told to do for these: what it noted, in its order. */
  Map<String, List<String>> noted(Set<String> uids) throws IOException {
    Map<String, List<String>> noted = new TreeMap<>();
    try (Stream<Path> files = Files.walk(hansa.state().resolve("drivers/simulator"))) {
      for (Path journal : files.filter(f -> f.toString().endsWith(".journal")).toList()) {
        for (String line : Files.readAllLines(journal)) {
          String[] words = line.split(" ");
          if (words[3].equals("workload") && uids.contains(words[4])) {
            noted.computeIfAbsent(words[4], u -> new ArrayList<>()).add(line);
          }
        }
      }
    }
    return noted;
  }

  /** How many sites run some of them. */
  long places() throws IOException {
    return own("instances").map(each -> each.at("/spec/site").asText()).distinct().count();
  }

  /** The name of one instance. */
  String instance() throws IOException {
    return own("instances").map(each -> each.path("name").asText()).findFirst().orElseThrow();
  }
}
