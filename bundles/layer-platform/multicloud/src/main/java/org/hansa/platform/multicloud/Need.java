package org.hansa.platform.multicloud;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.platform.api.Component;
import org.hansa.platform.api.Quantity;
import org.hansa.platform.api.Requirements;

/**
 * One replica that is to have a place.
 *
 * @param name of its slot and Reservation
 * @param amounts by unit, none of them zero
 * @param standing where it is now
 */
record Need(
    String name,
    Resource workload,
    Component component,
    Requirements requires,
    Map<String, BigDecimal> amounts,
    Optional<Standing> standing) {

  static final String CPU = "cpu";
  static final String MEMORY = "memory";
  static final String STORAGE = "storage";

  /** The place that a replica holds. */
  record Standing(Ref host, Map<String, Integer> ports, String why) {}

  static Need of(String name, Resource workload, Component component, Optional<Standing> at) {
    Requirements requires = component.requires().orElse(Requirements.NONE);
    return new Need(name, workload, component, requires, amounts(requires), at);
  }

  List<String> ports() {
    return component.ports().stream().map(Component.Port::name).toList();
  }

  BigDecimal amount(String unit) {
    return amounts.getOrDefault(unit, BigDecimal.ZERO);
  }

  private static Map<String, BigDecimal> amounts(Requirements requires) {
    Map<String, BigDecimal> amounts = new TreeMap<>();
    requires.cpu().ifPresent(n -> amounts.put(CPU, n));
    requires.memory().ifPresent(n -> amounts.put(MEMORY, Quantity.bytes(n)));
    requires.storage().ifPresent(n -> amounts.put(STORAGE, Quantity.bytes(n)));
    amounts.values().removeIf(n -> n.signum() <= 0);
    // A model may be called like another unit: it then adds to what is asked, and never lessens it.
    requires.accelerators().entrySet().stream()
        .filter(model -> model.getValue() > 0)
        .forEach(
            model ->
                amounts.merge(
                    model.getKey(), BigDecimal.valueOf(model.getValue()), BigDecimal::add));
    return Map.copyOf(amounts);
  }
}
