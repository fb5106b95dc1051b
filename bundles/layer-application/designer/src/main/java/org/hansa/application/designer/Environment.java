package org.hansa.application.designer;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The environment of one service, as a mapping or as a list. */
final class Environment {

  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,127}");
  private static final String RESERVED = "HANSA_";

  private final Map<String, String> given;

  /** Where each variable stands, for what is found out of it later. */
  private final Map<String, Place> places = new LinkedHashMap<>();

  private final Map<String, String> values = new LinkedHashMap<>();

  /**
   * @param given for variables that stand there without a value
   */
  Environment(Place environment, Map<String, String> given) {
    this.given = given;
    if (!environment.says()) {
      return;
    }
    if (environment.value().isObject()) {
      environment
          .entries()
          .forEach(
              (name, place) -> {
                if (place.value().isContainerNode()) {
                  throw place.wrong("the value of a variable", "Write one value.");
                }
                put(place, name, place.text());
              });
    } else if (environment.value().isArray()) {
      environment.items().forEach(this::item);
    } else {
      throw environment.wrong("a mapping or a list of variables", "Write NAME: value.");
    }
    if (environment.value().isEmpty()) {
      environment.used();
    }
  }

  private void item(Place place) {
    String text =
        place.text().orElseThrow(() -> place.wrong("NAME=value", "Write it as NAME=value."));
    int sign = text.indexOf('=');
    String name = sign < 0 ? text : text.substring(0, sign);
    put(place, name, sign < 0 ? Optional.empty() : Optional.of(text.substring(sign + 1)));
  }

  private void put(Place place, String name, Optional<String> value) {
    Optional<String> known = value.or(() -> Optional.ofNullable(given.get(name)));
    if (!NAME.matcher(name).matches() || name.startsWith(RESERVED)) {
      place.untaken(
          "a variable is called by letters, digits and '_', and not " + RESERVED + "...",
          "Give it another name, or as an argument of the command.");
    } else if (known.isEmpty()) {
      place.untaken(
          "it has no value here, and none was given", "Give it with --env " + name + "=....");
    } else {
      values.put(name, known.get());
      places.put(name, place);
      place.used();
    }
  }

  Map<String, String> values() {
    return Map.copyOf(values);
  }

  Map<String, Place> places() {
    return places;
  }
}
