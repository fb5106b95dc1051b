package org.hansa.core.driver.workload;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hansa.core.driver.Named;

/**
 * A machine.
 *
 * @param name stable, lower case
 * @param capacity by unit: {@code cpu} in cores, {@code memory} and {@code storage} in bytes: what
 *     may be reserved, after what the machine needs for itself
 * @param facts what may be asked for: {@code arch}, {@code os}, {@code kernel}, {@code java},
 *     {@code model}; and {@code machine}, where the driver can tell: the same for whatever stands
 *     on one machine, so that its capacity is not offered twice; and {@code rights}, which is
 *     {@code hansa} where workloads have the rights of Hansa's own process
 * @param runtimes what it can run: {@code process}, {@code container}
 * @param address by which its workloads are reached from itself
 * @param firstPort the first port that workloads may be given
 * @param lastPort the last
 * @param takenPorts ports in that range that something else listens on
 * @param outside by which its workloads are reached from other machines; without, by the address,
 *     or not at all if that is of the loopback
 * @param site at which of the endpoint's places it stands, by the name that {@link
 *     org.hansa.core.driver.place.SiteState} has; without, at the endpoint's own
 */
public record HostState(
    String name,
    Map<String, BigDecimal> capacity,
    Map<String, String> facts,
    List<String> runtimes,
    String address,
    int firstPort,
    int lastPort,
    List<Integer> takenPorts,
    Optional<String> outside,
    Optional<String> site)
    implements Named {

  /** The fact that says what rights workloads have. */
  public static final String RIGHTS = "rights";

  /** Those of Hansa's own process: no stranger's program is put there. */
  public static final String HANSA = "hansa";

  public HostState {
    capacity = capacity == null ? Map.of() : Map.copyOf(capacity);
    facts = facts == null ? Map.of() : Map.copyOf(facts);
    runtimes = runtimes == null ? List.of() : List.copyOf(runtimes);
    takenPorts = takenPorts == null ? List.of() : List.copyOf(takenPorts);
    outside = outside == null ? Optional.empty() : outside;
    site = site == null ? Optional.empty() : site;
  }

  /** One at the endpoint's own site. */
  public HostState(
      String name,
      Map<String, BigDecimal> capacity,
      Map<String, String> facts,
      List<String> runtimes,
      String address,
      int firstPort,
      int lastPort,
      List<Integer> takenPorts,
      Optional<String> outside) {
    this(
        name,
        capacity,
        facts,
        runtimes,
        address,
        firstPort,
        lastPort,
        takenPorts,
        outside,
        Optional.empty());
  }

  /** One without an address for other machines. */
  public HostState(
      String name,
      Map<String, BigDecimal> capacity,
      Map<String, String> facts,
      List<String> runtimes,
      String address,
      int firstPort,
      int lastPort,
      List<Integer> takenPorts) {
    this(
        name,
        capacity,
        facts,
        runtimes,
        address,
        firstPort,
        lastPort,
        takenPorts,
        Optional.empty());
  }
}
