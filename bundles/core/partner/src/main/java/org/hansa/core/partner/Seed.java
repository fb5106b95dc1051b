package org.hansa.core.partner;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;

/** What the stand-in has from the beginning: {@code world.json}, and the hours around now. */
final class Seed {

  private static final int HOURS = 24;
  private static final ObjectMapper JSON = new ObjectMapper();

  private Seed() {}

  /** By {@code COLLECTION/NAME}. */
  static Map<String, ObjectNode> at(Instant now) {
    Map<String, ObjectNode> all = new TreeMap<>();
    for (Map.Entry<String, JsonNode> of : world().properties()) {
      for (JsonNode each : of.getValue()) {
        all.put(of.getKey() + "/" + each.path("name").asText(), (ObjectNode) each);
      }
    }
    Instant hour = now.truncatedTo(ChronoUnit.HOURS);
    for (int n = -HOURS; n <= HOURS; n++) {
      Instant from = hour.plus(Duration.ofHours(n));
      ObjectNode figures = World.object().put("from", "" + from).put("carbon", 200 + 5 * n);
      all.put("hours/" + from.getEpochSecond(), figures.put("forecast", n >= 0));
    }
    return all;
  }

  private static JsonNode world() {
    try {
      return JSON.readTree(Text.read("world.json"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
