package org.hansa.core.partner;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What the stand-in tells of an object beside itself. */
final class Told {

  private Told() {}

  /** Empty if nothing is told by this word. */
  static Optional<ObjectNode> of(ObjectNode object, String what, Instant now) {
    String since = object.path("since").asText();
    return switch (what) {
      case "lines" -> {
        ObjectNode lines = World.object();
        lines.putArray("lines").add("it began at " + since);
        yield Optional.of(lines);
      }
      case "access" ->
          Optional.of(World.object().put("kubeconfig", "of " + object.path("id").asText()));
      case "usage" -> {
        Duration age = Duration.between(Instant.parse(since), now);
        yield Optional.of(
            World.object()
                .put("run", since)
                .put("since", since)
                .put("at", "" + now)
                .put("cpuSeconds", BigDecimal.valueOf(age.toMillis(), 3)));
      }
      default -> Optional.empty();
    };
  }
}
