package org.hansa.platform.multicloud;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
 * @param waived ids of constraints that it is not held to, while it is asked what stands in the way
 */
record Need(
    String name,
    Resource workload,
    Component component,
    Requirements requires,
    Map<String, BigDecimal> amounts,
    Optional<Standing> standing,
    Set<String> waived) {

  static final String CPU = "cpu";
  static final String MEMORY = "memory";
  static final String STORAGE = "storage";
  static final String ACCELERATOR = "accelerator";
  static final String PORTS = "ports";
  static final String PORT = "port";

  /**
   * The place that a replica holds.
   *
   * @param amounts that it holds there, by unit
   */
  record Standing(
      Ref host, Map<String, Integer> ports, Map<String, BigDecimal> amounts, String why) {}

  static Need of(String name, Resource workload, Component component, Optional<Standing> at) {
    Requirements requires = component.requires().orElse(Requirements.NONE);
    return new Need(name, workload, component, requires, amounts(requires), at, Set.of());
  }

  /** The same, not held to these; amounts among them are not asked for at all. */
  Need waiving(Set<String> ids) {
    Map<String, BigDecimal> less = new TreeMap<>(amounts);
    less.keySet().removeAll(ids);
    if (ids.contains(ACCELERATOR)) {
      less.keySet().removeAll(requires.accelerators().keySet());
    }
    return new Need(name, workload, component, requires, Map.copyOf(less), standing, ids);
  }

  /** True if both are of one application. */
  boolean isBeside(Need other) {
    return workload.owner().equals(other.workload().owner());
  }

  /** True if it asks for an accelerator, of which nobody knows the price. */
  boolean isAccelerated() {
    return !waived.contains(ACCELERATOR)
        && requires.accelerators().values().stream().anyMatch(n -> n > 0);
  }

  List<String> ports() {
    Map<String, Integer> numbers = numbers();
    return component.ports().stream()
        .map(Component.Port::name)
        .filter(name -> !waived.contains(PORTS) || numbers.containsKey(name))
        .toList();
  }

  /** Numbers that are asked for, by name. */
  Map<String, Integer> numbers() {
    Map<String, Integer> numbers = new TreeMap<>();
    if (waived.contains(PORT)) {
      return numbers;
    }
    component.ports().forEach(p -> p.number().ifPresent(n -> numbers.put(p.name(), n)));
    return numbers;
  }

  /** The ports that it has on a host now. */
  Map<String, Integer> held(Ref host) {
    return standing.filter(s -> s.host().equals(host)).map(Standing::ports).orElse(Map.of());
  }

  /**
   * Those of them that it keeps there: that are as asked, and not asked for by another name of its
   * own.
   */
  Map<String, Integer> kept(Ref host) {
    Map<String, Integer> numbers = numbers();
    Map<String, Integer> kept = new TreeMap<>();
    held(host)
        .forEach(
            (name, number) -> {
              boolean free = !numbers.containsKey(name) && !numbers.containsValue(number);
              if (free || number.equals(numbers.get(name))) {
                kept.put(name, number);
              }
            });
    return kept;
  }

  /** True if it would begin anew elsewhere. */
  boolean isOnce() {
    return component.once().orElse(false);
  }

  boolean stands(Ref host) {
    return standing.filter(s -> s.host().equals(host)).isPresent();
  }

  /** True if it stands on this host, and wants no more of it than it holds. */
  boolean holds(Ref host) {
    return standing
        .filter(s -> s.host().equals(host))
        .filter(
            s ->
                amounts.entrySet().stream()
                    .allMatch(
                        a ->
                            a.getValue()
                                    .compareTo(
                                        s.amounts().getOrDefault(a.getKey(), BigDecimal.ZERO))
                                <= 0))
        .isPresent();
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
