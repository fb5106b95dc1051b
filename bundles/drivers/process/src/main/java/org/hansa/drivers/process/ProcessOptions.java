package org.hansa.drivers.process;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import org.hansa.core.driver.workload.WorkloadSpec;

/**
 * The options of an endpoint.
 *
 * @param firstPort the first port that workloads and forwards may be given; 20000 if not said
 * @param lastPort the last; 29999 if not said
 * @param reserveCpu cores that the machine keeps for itself; 0 if not said
 * @param reserveMemoryMi mebibytes that the machine keeps for itself; 512 if not said
 * @param path the PATH of workloads
 * @param environment variables that every workload gets, unless its spec says otherwise
 * @param user whom workloads run as; the one that runs Hansa if not said
 * @param address by which workloads of this machine are reached from others; not at all if not said
 */
public record ProcessOptions(
    Optional<Integer> firstPort,
    Optional<Integer> lastPort,
    Optional<BigDecimal> reserveCpu,
    Optional<Long> reserveMemoryMi,
    Optional<String> path,
    Optional<Map<String, String>> environment,
    Optional<String> user,
    Optional<String> address) {

  static final ProcessOptions DEFAULT =
      new ProcessOptions(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  private static final int FIRST = 20_000;
  private static final int LAST = 29_999;
  private static final long RESERVE_MI = 512;
  private static final String PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

  int first() {
    return firstPort.orElse(FIRST);
  }

  int last() {
    return lastPort.orElse(LAST);
  }

  BigDecimal cpuReserve() {
    return reserveCpu.orElse(BigDecimal.ZERO);
  }

  long memoryReserveMi() {
    return reserveMemoryMi.orElse(RESERVE_MI);
  }

  String searchPath() {
    return path.orElse(PATH);
  }

  Map<String, String> base() {
    return environment.orElse(Map.of());
  }

  /** Refuses what can never be used. */
  ProcessOptions checked() {
    if (first() < 1 || last() > 65_535 || first() > last()) {
      throw Fault.invalid(
          "the ports "
              + first()
              + " to "
              + last()
              + " are no range between 1 and 65535; set firstPort and lastPort");
    }
    if (cpuReserve().signum() < 0 || memoryReserveMi() < 0) {
      throw Fault.invalid("reserveCpu and reserveMemoryMi must not be negative");
    }
    if (address.filter(a -> !a.matches("[A-Za-z0-9][-A-Za-z0-9.:]{0,252}")).isPresent()) {
      throw Fault.invalid("the address '" + address.get() + "' is no address of a machine");
    }
    base().forEach(WorkloadSpec::checkVariable);
    return this;
  }
}
