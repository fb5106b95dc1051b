package org.hansa.application.designer;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hansa.core.api.Nearest;

/**
 * What nobody has spoken of: it is told as not understood, with what is known of its key. Of a part
 * that was not touched at all only its head is told, unless the table opens it.
 */
final class Leftovers {

  private static final Map<String, Known> TABLE = table();
  private static final String OURS = "x-hansa";
  private static final Set<String> NAMED =
      Set.of("services", "networks", "volumes", "secrets", "configs", "models");

  /** Below these, each part is told by itself. */
  private static final Set<String> OPEN =
      Set.of(
          "",
          "services",
          "services.*",
          "services.*.volumes",
          "services.*.env_file",
          "services.*.healthcheck",
          "services.*.depends_on",
          "services.*.depends_on.*",
          "services.*.deploy",
          "services.*.deploy.resources",
          "services.*.deploy.resources.limits",
          "services.*.deploy.resources.reservations",
          "services.*.x-hansa",
          "x-hansa");

  private record Known(String why, String cure) {}

  private final Report report;

  Leftovers(Report report) {
    this.report = report;
  }

  void tell(Place place, String pattern) {
    if (report.isCovered(place.path())) {
      return;
    }
    if (place.value().isEmpty() || !(OPEN.contains(pattern) || isTouched(place))) {
      untaken(place, pattern);
      return;
    }
    for (Map.Entry<String, Place> child : children(place).entrySet()) {
      tell(child.getValue(), below(pattern, place, child.getKey()));
    }
  }

  private boolean isTouched(Place place) {
    return report.isCovered(place.path())
        || children(place).values().stream().anyMatch(this::isTouched);
  }

  private static Map<String, Place> children(Place place) {
    if (place.value().isObject()) {
      return place.entries();
    }
    Map<String, Place> items = new HashMap<>();
    place.items().forEach(item -> items.put(item.path(), item));
    return items;
  }

  private static String below(String pattern, Place parent, String key) {
    boolean any =
        parent.value().isArray()
            || NAMED.contains(pattern)
            || pattern.equals("services.*.depends_on");
    String word = any ? "*" : key;
    return pattern.isEmpty() ? word : pattern + "." + word;
  }

  private static void untaken(Place place, String pattern) {
    Known known = known(pattern);
    place.untaken(known.why(), known.cure());
  }

  private static Known known(String pattern) {
    for (String at = pattern; !at.isEmpty(); at = above(at)) {
      String key = at.substring(at.lastIndexOf('.') + 1);
      Known known = TABLE.get(at);
      // What is open has its known parts in the table: another part is unknown, whatever it is in.
      if (known != null && (at.equals(pattern) || !OPEN.contains(at) || key.equals(OURS))) {
        return known;
      }
      if (key.startsWith("x-")) {
        return new Known(
            "it is an extension for another program",
            "Nothing is lost if that program is not used; x-hansa says what Hansa is to know.");
      }
    }
    String key = pattern.substring(pattern.lastIndexOf('.') + 1);
    String beside = above(pattern);
    List<String> keys = new ArrayList<>();
    for (String other : TABLE.keySet()) {
      if (above(other).equals(beside)) {
        keys.add(other.substring(other.lastIndexOf('.') + 1));
      }
    }
    return new Known(
        "it is no key that the Compose Specification has here",
        Nearest.to(key, keys).map(k -> "Maybe '" + k + "' was meant.").orElse("Remove it."));
  }

  private static String above(String pattern) {
    int dot = pattern.lastIndexOf('.');
    return dot < 0 ? "" : pattern.substring(0, dot);
  }

  /** Lines of pattern, why and cure, with '|' between. */
  private static Map<String, Known> table() {
    Map<String, Known> table = new HashMap<>();
    text()
        .lines()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .map(line -> line.split("\\|", -1))
        .forEach(part -> table.put(part[0].strip(), new Known(part[1].strip(), part[2].strip())));
    return Map.copyOf(table);
  }

  private static String text() {
    try (InputStream in = Leftovers.class.getResourceAsStream("compose-keys.txt")) {
      if (in == null) {
        throw new IllegalStateException("the bundle lacks compose-keys.txt");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
