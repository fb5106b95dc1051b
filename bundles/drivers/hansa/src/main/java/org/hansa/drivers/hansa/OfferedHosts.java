package org.hansa.drivers.hansa;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.hansa.core.driver.Deadline;
import org.hansa.core.driver.workload.HostFacet;
import org.hansa.core.driver.workload.HostState;
import org.hansa.drivers.hansa.Offering.Machine;

/**
 * The hosts of these sites that answer to the partner, with what we may have of each. That one is a
 * machine which we have ourselves is not heard: of two that are one, one is emptied.
 */
record OfferedHosts(Offering offering) implements HostFacet {

  private static final String MACHINE = "machine";
  private static final int MOST_UNITS = 50;
  private static final int MOST_FACTS = 100;
  private static final int MOST_RUNTIMES = 20;
  private static final int LAST_PORT = 65_535;

  @Override
  public List<HostState> all(Deadline deadline) {
    boolean isHere = offering.partner().isHere();
    return Offering.places(offering.now(deadline)).stream()
        .flatMap(
            place ->
                place.machines().stream()
                    .filter(machine -> machine.answers().orElse(false))
                    .map(machine -> state(place.name(), machine, isHere)))
        .toList();
  }

  static HostState state(String site, Machine machine, boolean isHere) {
    String name = machine.name();
    int first = machine.firstPort();
    int last = machine.lastPort();
    Bounds.require(
        first >= 1 && last <= LAST_PORT && first <= last,
        "ports " + first + " to " + last + " of host " + name);
    TreeMap<String, BigDecimal> capacity =
        new TreeMap<>(Bounds.amounts("units", machine.capacity(), MOST_UNITS));
    for (String unit : List.of("cpu", "memory")) {
      capacity.putIfAbsent(unit, BigDecimal.ZERO);
    }
    return new HostState(
        name,
        capacity,
        facts(machine),
        Bounds.list("runtimes", machine.runtimes(), MOST_RUNTIMES).stream()
            .map(each -> Bounds.word("a runtime", each))
            .toList(),
        address(machine.address(), isHere).orElse(Addresses.LOOPBACK),
        first,
        last,
        Bounds.list("taken ports", machine.takenPorts(), LAST_PORT).stream()
            .filter(port -> port >= first && port <= last)
            .distinct()
            .sorted()
            .toList(),
        machine.outside().flatMap(address -> address(address, isHere)),
        Optional.of(site));
  }

  private static Map<String, String> facts(Machine machine) {
    Map<String, String> facts = new TreeMap<>(Bounds.texts("facts", machine.facts(), MOST_FACTS));
    facts.remove(MACHINE);
    return facts;
  }

  /** A partner elsewhere cannot have it that what is meant for it goes to this machine itself. */
  private static Optional<String> address(String said, boolean isHere) {
    String plain = Bounds.address("an address", said);
    return isHere || Addresses.isElsewhere(plain) ? Optional.of(plain) : Optional.empty();
  }
}
