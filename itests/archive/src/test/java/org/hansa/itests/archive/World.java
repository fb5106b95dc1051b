package org.hansa.itests.archive;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** All that stands, as the first administrator reads it: resources as written, by reference. */
record World(SortedMap<String, JsonNode> resources) {

  private static final List<String> MADE =
      List.of("applications", "workloads", "connections", "reservations", "instances");
  private static final List<String> GIVEN = List.of("sites", "endpoints", "hosts", "alarms");

  static World of(Rest rest) throws IOException {
    SortedMap<String, JsonNode> all = new TreeMap<>();
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

  /** What is not as it is described, or is being changed. */
  List<String> unready() {
    List<String> unready = new ArrayList<>();
    resources.forEach(
        (ref, resource) -> {
          boolean late =
              resource.at("/status/generation").isNumber()
                  && resource.at("/status/generation").asLong()
                      != resource.get("generation").asLong();
          boolean bad =
              items(resource.path("conditions"))
                  .anyMatch(c -> !c.path("state").asText().equals("TRUE"));
          boolean moving =
              items(resource.path("observed"))
                  .anyMatch(o -> !o.path("outcome").asText().equals("SETTLED"));
          if (late || bad || moving || resource.has("deleting")) {
            unready.add(ref);
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

  SortedSet<String> without(World other) {
    SortedSet<String> left = new TreeSet<>(resources.keySet());
    left.removeAll(other.resources.keySet());
    return left;
  }

  /** What stands in both and differs in what is wanted or observed. */
  SortedSet<String> changedSince(World before) {
    return resources.keySet().stream()
        .filter(before.resources::containsKey)
        .filter(ref -> !differences(before.resources.get(ref), resources.get(ref)).isEmpty())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Pointers of what differs between two states of one resource. */
  static SortedSet<String> differences(JsonNode before, JsonNode after) {
    SortedSet<String> all = new TreeSet<>();
    for (String part : List.of("labels", "spec", "status")) {
      walk("/" + part, before.path(part), after.path(part), all);
    }
    return all;
  }

  private static void walk(String at, JsonNode left, JsonNode right, SortedSet<String> all) {
    if (left.equals(right)) {
      return;
    }
    if (left.isObject() || right.isObject()) {
      SortedSet<String> names = new TreeSet<>();
      left.fieldNames().forEachRemaining(names::add);
      right.fieldNames().forEachRemaining(names::add);
      names.forEach(n -> walk(at + "/" + n.replace("/", "~1"), left.path(n), right.path(n), all));
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
