package org.hansa.itests.archive;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** All that stands, as the first administrator reads it: resources as written, by reference. */
record World(Map<String, JsonNode> resources) {

  private static final List<String> MADE =
      List.of("applications", "workloads", "connections", "reservations", "instances");
  private static final List<String> GIVEN = List.of("sites", "endpoints", "hosts", "alarms");

  /** True when all is well; every other condition is the name of a trouble. */
  private static final Set<String> WELL = Set.of("Ready", "Placed", "HostNames", "Places");

  static World of(Rest rest) throws IOException {
    Map<String, JsonNode> all = new TreeMap<>();
    for (String plural : Stream.concat(MADE.stream(), GIVEN.stream()).toList()) {
      for (JsonNode item : rest.get("/" + plural + "?limit=1000").ok().body().path("items")) {
        all.put(
            item.get("kind").textValue()
                + "/"
                + item.get("tenant").textValue()
                + "/"
                + item.get("name").textValue(),
            item);
      }
    }
    return new World(all);
  }

  /** What is not as it is described, or is being changed, and why it is thought so. */
  List<String> unready() {
    List<String> unready = new ArrayList<>();
    resources.forEach(
        (ref, resource) -> {
          JsonNode spoken = resource.at("/status/generation");
          if (spoken.isNumber() && spoken.asLong() != resource.get("generation").asLong()) {
            unready.add(ref + " speaks of generation " + spoken);
          }
          items(resource.path("conditions"))
              .filter(
                  c ->
                      WELL.contains(c.path("type").asText())
                          != c.path("state").asText().equals("TRUE"))
              .forEach(c -> unready.add(ref + " " + c));
          items(resource.path("observed"))
              // A look at what there is touches nothing, and comes again by itself.
              .filter(o -> !o.path("verb").asText().equals("LIST"))
              .filter(o -> !o.path("outcome").asText().equals("SETTLED"))
              .forEach(o -> unready.add(ref + " " + o));
          if (resource.has("deleting")) {
            unready.add(ref + " is being deleted");
          }
        });
    return unready;
  }

  /** What was made for applications: all of it must go with them. */
  List<String> made() {
    List<String> kinds =
        List.of("Application/", "Workload/", "Connection/", "Reservation/", "Instance/");
    return resources.keySet().stream()
        .filter(ref -> kinds.stream().anyMatch(ref::startsWith))
        .toList();
  }

  Set<String> without(World other) {
    Set<String> left = new TreeSet<>(resources.keySet());
    left.removeAll(other.resources.keySet());
    return left;
  }

  /** What stands in both and differs in what is wanted or observed. */
  Set<String> changedSince(World before) {
    return resources.keySet().stream()
        .filter(before.resources::containsKey)
        .filter(ref -> !differences(before.resources.get(ref), resources.get(ref)).isEmpty())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Pointers of what differs between two states of one resource, as near to it as can be. */
  static Set<String> differences(JsonNode before, JsonNode after) {
    Set<String> all = new TreeSet<>();
    for (String part : List.of("labels", "spec", "status")) {
      walk("/" + part, before.path(part), after.path(part), all);
    }
    return all;
  }

  private static void walk(String at, JsonNode left, JsonNode right, Set<String> all) {
    if (left.equals(right)) {
      return;
    }
    if (left.isObject() || right.isObject()) {
      Set<String> names = new TreeSet<>();
      left.fieldNames().forEachRemaining(names::add);
      right.fieldNames().forEachRemaining(names::add);
      names.forEach(n -> walk(at + "/" + n.replace("/", "~1"), left.path(n), right.path(n), all));
    } else if (left.isArray() && right.isArray()) {
      for (int i = 0; i < Math.max(left.size(), right.size()); i++) {
        walk(at + "/" + i, left.path(i), right.path(i), all);
      }
    } else {
      all.add(at);
    }
  }

  /** The uid of an instance, by component and replica. */
  String instance(String component, int replica) {
    return resources
        .get("Instance/demo/factory-line." + component + "." + replica)
        .get("uid")
        .textValue();
  }

  private static Stream<JsonNode> items(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false);
  }
}
