package org.hansa.platform.api;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.hansa.core.api.About;
import org.hansa.core.driver.workload.HostState;

/** A machine behind an endpoint, and a pool that workloads reserve from. Found, not made. */
public final class Host {

  public static final String KIND = "Host";

  private static final Pattern LOOPBACK =
      Pattern.compile("127\\..*|\\[?::1]?|localhost", Pattern.CASE_INSENSITIVE);

  private Host() {}

  /** Where it was found. */
  public record Spec(
      @About("The endpoint, of the same tenant") String endpoint,
      @About("The site, of the same tenant") String site,
      @About("Its name at the endpoint") String host) {}

  /**
   * What was found, as the driver said it; {@code allocatable} is what reservations are held to.
   */
  public record Status(
      @About("Amounts by unit that may be reserved") Map<String, BigDecimal> allocatable,
      @About("Facts by name") Map<String, String> facts,
      @About("What it can run") List<String> runtimes,
      @About("By which its workloads reach each other") String address,
      @About("First port given to workloads") int firstPort,
      @About("Last port given to workloads") int lastPort,
      @About("Ports taken by something else") List<Integer> takenPorts,
      @About("By which its workloads are reached from other machines") Optional<String> outside) {

    public Status {
      allocatable = allocatable == null ? Map.of() : Map.copyOf(allocatable);
      facts = facts == null ? Map.of() : Map.copyOf(facts);
      runtimes = runtimes == null ? List.of() : List.copyOf(runtimes);
      takenPorts = takenPorts == null ? List.of() : List.copyOf(takenPorts);
      outside = outside == null ? Optional.empty() : outside;
    }

    /** As before there was an address for other machines. */
    public Status(
        Map<String, BigDecimal> allocatable,
        Map<String, String> facts,
        List<String> runtimes,
        String address,
        int firstPort,
        int lastPort,
        List<Integer> takenPorts) {
      this(
          allocatable, facts, runtimes, address, firstPort, lastPort, takenPorts, Optional.empty());
    }

    /** True if its workloads have the rights of Hansa's own process. */
    public boolean isHansas() {
      return HostState.HANSA.equals(facts.get(HostState.RIGHTS));
    }

    /** By which its workloads are reached from another host; empty if they are not. */
    public Optional<String> elsewhere() {
      return outside.or(() -> Optional.of(address).filter(a -> !LOOPBACK.matcher(a).matches()));
    }
  }
}
