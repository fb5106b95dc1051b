package org.hansa.platform.multicloud;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hansa.platform.api.Ports;

/** What is left of one offer while a placement is tried: what the try itself gives out counts. */
final class Room {

  private final Offer offer;
  private final Map<String, BigDecimal> taken = new HashMap<>();
  private final Ports ports;

  Room(Offer offer) {
    this.offer = offer;
    this.ports = new Ports(offer.status(), offer.claims());
  }

  Offer offer() {
    return offer;
  }

  BigDecimal free(String unit) {
    return offer.free(unit).subtract(taken.getOrDefault(unit, BigDecimal.ZERO));
  }

  int portsLeft() {
    return ports.left();
  }

  /** The share of the scarcest unit that is used already, 0 to 1. */
  BigDecimal used() {
    BigDecimal most = BigDecimal.ZERO;
    for (Map.Entry<String, BigDecimal> unit : offer.status().allocatable().entrySet()) {
      if (unit.getValue().signum() > 0) {
        BigDecimal used =
            unit.getValue()
                .subtract(free(unit.getKey()))
                .divide(unit.getValue(), 6, RoundingMode.HALF_UP);
        most = most.max(used);
      }
    }
    return most;
  }

  /**
   * Takes what the need asks.
   *
   * @param kept numbers that it has here already
   * @return its port numbers by name, in order of the component's ports
   */
  Map<String, Integer> take(Need need, Map<String, Integer> kept) {
    need.amounts().forEach((unit, n) -> taken.merge(unit, n, BigDecimal::add));
    List<String> names = need.ports();
    Map<String, Integer> numbers = new LinkedHashMap<>();
    for (String name : names) {
      if (kept.containsKey(name)) {
        numbers.put(name, kept.get(name));
      } else {
        numbers.put(name, ports.next());
      }
    }
    return numbers;
  }
}
