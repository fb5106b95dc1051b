package org.hansa.application.designer;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Labels of services, which here are those of the whole application. */
final class Labels {

  private static final int MOST = 64;
  private static final int LONGEST = 253;

  private final Map<String, String> labels = new TreeMap<>();

  void of(Place list) {
    if (!list.says()) {
      return;
    }
    if (list.value().isObject()) {
      list.entries().forEach((name, place) -> put(place, name, place.text().orElse("")));
      return;
    }
    for (Place item : list.items()) {
      String text = item.text().orElse("");
      int sign = text.indexOf('=');
      put(
          item,
          sign < 0 ? text : text.substring(0, sign),
          sign < 0 ? "" : text.substring(sign + 1));
    }
  }

  private void put(Place place, String name, String value) {
    if (name.isEmpty()
        || name.length() > LONGEST
        || value.length() > LONGEST
        || place.value().isContainerNode()) {
      place.untaken("a label has a name and a value of at most " + LONGEST, "Shorten it.");
    } else if (Optional.ofNullable(labels.get(name)).filter(v -> !v.equals(value)).isPresent()) {
      place.untaken(
          "labels are the application's, and it has '" + labels.get(name) + "' here",
          "Give the services labels of different names.");
    } else if (labels.size() >= MOST && !labels.containsKey(name)) {
      place.untaken("there are " + MOST + " labels already", "Leave out what nobody reads.");
    } else {
      labels.put(name, value);
      place.inPart(
          "it is a label of the whole application, and of no container",
          "See that nothing waits for it on the container.");
    }
  }

  Map<String, String> all() {
    return Map.copyOf(labels);
  }
}
