package org.hansa.platform.multicloud;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.hansa.platform.api.Ports;

/** What is left of one offer while a placement is tried: what the try itself gives out counts. */
final class Room {

  private final Offer offer;
  private final Map<String, BigDecimal> taken = new HashMap<>();
  private final Ports ports;

  private final Optional<Share> share;

  /**
   * @param share of its site, which the site's other rooms take from too
   */
  Room(Offer offer, Optional<Share> share) {
    this.offer = offer;
    this.share = share;
    this.ports = new Ports(offer.status(), offer.claims(), offer.ports());
  }

  /** What a guest may have of the site; empty for who is none. */
  Optional<Share> share() {
    return share;
  }

  Ports ports() {
    return ports;
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
    share.ifPresent(s -> s.take(need));
    Map<String, Integer> fixed = new HashMap<>(need.numbers());
    fixed.putAll(kept);
    // Before any is chosen, so that none of these is.
    fixed.values().forEach(ports::take);
    Map<String, Integer> numbers = new LinkedHashMap<>();
    for (String name : need.ports()) {
      numbers.put(name, fixed.containsKey(name) ? fixed.get(name) : Integer.valueOf(ports.next()));
    }
    return numbers;
  }
}
