package org.hansa.core.partner;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What the {@link StandIn} has: what was laid there, and besides a few hosts, servers, images,
 * points, meters and hours. Of these it shows what becomes of them: a server that a claim names is
 * claimed, a point has what paths have left. Thread-safe.
 */
final class World {

  private static final int PAGE = 2;

  private final Map<String, ObjectNode> objects = new TreeMap<>();
  private final InstantSource clock;
  private final Instant began;

  World(InstantSource clock) {
    this.clock = clock;
    this.began = clock.instant();
    objects.putAll(Seed.at(began));
  }

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  /**
   * Why it cannot be laid there, as a status; 200 if it was.
   *
   * @param key {@code COLLECTION/ID}
   */
  synchronized int put(String key, ObjectNode object) {
    boolean taken =
        key.startsWith("claims/")
            && others(key).anyMatch(c -> c.path("server").equals(object.path("server")));
    if (taken) {
      return 409;
    }
    if (key.startsWith("paths/") && !fits(key, object)) {
      return 507;
    }
    JsonNode before = objects.getOrDefault(key, object());
    object.put("id", key.substring(key.indexOf('/') + 1));
    object.put("since", before.path("since").asText("" + clock.instant()));
    objects.put(key, object);
    return 200;
  }

  /** All of its collection but itself. */
  private Stream<ObjectNode> others(String key) {
    String collection = key.substring(0, key.indexOf('/') + 1);
    return objects.entrySet().stream()
        .filter(e -> e.getKey().startsWith(collection) && !e.getKey().equals(key))
        .map(Map.Entry::getValue);
  }

  private boolean fits(String key, ObjectNode path) {
    return Stream.of("from", "to")
        .map(end -> path.path(end).asText())
        .allMatch(point -> free(point, key) >= path.path("bandwidth").asLong());
  }

  private long free(String point, String but) {
    long taken =
        others(but)
            .filter(p -> Stream.of("from", "to").anyMatch(e -> p.path(e).asText().equals(point)))
            .mapToLong(p -> p.path("bandwidth").asLong())
            .sum();
    return objects.getOrDefault("points/" + point, object()).path("capacity").asLong() - taken;
  }

  synchronized boolean remove(String key) {
    return objects.remove(key) != null;
  }

  synchronized Optional<ObjectNode> get(String key) {
    return Optional.ofNullable(objects.get(key)).map(object -> shown(key, object));
  }

  private ObjectNode shown(String key, ObjectNode object) {
    ObjectNode shown = object.deepCopy();
    String name = object.path("name").asText();
    if (key.startsWith("servers/")) {
      shown.put("claimed", others("claims/").anyMatch(c -> c.path("server").asText().equals(name)));
    } else if (key.startsWith("points/")) {
      shown.put("free", free(name, "paths/"));
    } else if (key.startsWith("meters/")) {
      Duration since = Duration.between(began, clock.instant());
      BigDecimal joules =
          object.path("watts").decimalValue().multiply(BigDecimal.valueOf(since.toMillis(), 3));
      shown.put("joules", joules).put("at", "" + clock.instant());
    }
    return shown;
  }

  /** What is told of an object beside itself, {@code lines} for instance; empty without either. */
  synchronized Optional<ObjectNode> told(String key, String what) {
    return get(key).flatMap(object -> Told.of(object, what, clock.instant()));
  }

  /** A page of a collection. */
  synchronized ObjectNode page(String collection, Map<String, String> asked) {
    String after = asked.getOrDefault("after", "");
    ObjectNode page = object();
    ArrayNode items = page.putArray("items");
    String last = "";
    for (Map.Entry<String, ObjectNode> each : objects.entrySet()) {
      String key = each.getKey();
      boolean here = key.startsWith(collection + "/") && key.compareTo(after) > 0;
      if (here && matches(each.getValue(), asked)) {
        if (items.size() == PAGE) {
          return page.put("next", next(collection, asked, last));
        }
        items.add(shown(key, each.getValue()));
        last = key;
      }
    }
    return page;
  }

  private static boolean matches(ObjectNode object, Map<String, String> asked) {
    String owner = object.path("owner").asText();
    String from = object.path("from").asText();
    return owner.equals(asked.getOrDefault("owner", owner))
        && from.compareTo(asked.getOrDefault("from", from)) >= 0
        && (!asked.containsKey("to") || from.compareTo(asked.get("to")) < 0);
  }

  private static String next(String collection, Map<String, String> asked, String last) {
    StringBuilder next = new StringBuilder("/" + collection + "?after=" + last);
    asked.forEach(
        (name, value) -> next.append(name.equals("after") ? "" : "&" + name + "=" + value));
    return next.toString();
  }
}
