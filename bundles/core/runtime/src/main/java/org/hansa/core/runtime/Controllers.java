package org.hansa.core.runtime;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.hansa.core.api.control.Controller;

/** The controllers that are installed now. A later one of the same name takes its place. */
final class Controllers {

  private final Map<String, Controller> byName = new ConcurrentHashMap<>();

  void add(Controller controller) {
    byName.put(controller.name(), controller);
  }

  void remove(Controller controller) {
    byName.remove(controller.name(), controller);
  }

  Optional<Controller> get(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  List<Controller> all() {
    return byName.values().stream()
        .sorted(java.util.Comparator.comparing(Controller::name))
        .toList();
  }

  List<Controller> of(String kind) {
    return byName.values().stream()
        .filter(c -> c.kind().equals(kind))
        .sorted(java.util.Comparator.comparing(Controller::name))
        .toList();
  }
}
