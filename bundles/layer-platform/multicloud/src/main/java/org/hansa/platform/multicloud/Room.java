package org.hansa.platform.multicloud;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.hansa.platform.api.Host;
import org.hansa.platform.api.Ports;

/** What is left of one offer while a placement is tried: what the try itself gives out counts. */
final class Room {

  private static final Pattern PORT = Pattern.compile("[0-9]{1,5}");

  private final Offer offer;
  private final Map<String, BigDecimal> taken = new HashMap<>();
  private final Ports ports;
  private int portsLeft;

  Room(Offer offer) {
    this.offer = offer;
    Host.Status host = offer.status();
    this.ports = new Ports(host, offer.claims());
    this.portsLeft = Math.max(0, host.lastPort() - host.firstPort() + 1 - taken(host));
  }

  private int taken(Host.Status host) {
    Set<String> keys = new HashSet<>();
    for (int port : host.takenPorts()) {
      if (port >= host.firstPort() && port <= host.lastPort()) {
        keys.add(Ports.key(port));
      }
    }
    Collection<String> claimed = offer.claims().keys();
    claimed.stream().filter(key -> inRange(key, host)).forEach(keys::add);
    return keys.size();
  }

  private static boolean inRange(String key, Host.Status host) {
    String number = key.substring(key.indexOf('/') + 1);
    if (!PORT.matcher(number).matches()) {
      return false;
    }
    int port = Integer.parseInt(number);
    return port >= host.firstPort() && port <= host.lastPort();
  }

  Offer offer() {
    return offer;
  }

  BigDecimal free(String unit) {
    return offer.free(unit).subtract(taken.getOrDefault(unit, BigDecimal.ZERO));
  }

  int portsLeft() {
    return portsLeft;
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
        portsLeft--;
      }
    }
    return numbers;
  }
}
