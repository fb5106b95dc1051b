package org.hansa.platform.api;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hansa.core.api.About;

/**
 * What one replica of a component needs of the place where it runs. What is absent is not asked.
 */
public record Requirements(
    @About(value = "Cores", min = "0", max = "10000") Optional<BigDecimal> cpu,
    @About(value = "Memory, for instance 128Mi", pattern = Quantity.PATTERN)
        Optional<String> memory,
    @About(value = "Storage, for instance 2Gi", pattern = Quantity.PATTERN)
        Optional<String> storage,
    @About(value = "Accelerators by model, for instance nvidia-h200: 1", most = 10)
        Map<String, Integer> accelerators,
    @About("Codes of jurisdictions, any of which will do, for instance DE, FR")
        List<String> jurisdictions,
    @About("Certifications, all of which are needed") List<String> certifications,
    @About(
            value = "The class of data: the site must be cleared for it or higher",
            oneOf = {"public", "internal", "confidential", "secret"})
        Optional<String> privacy,
    @About("How near it must be to its users") Optional<Latency> latency,
    @About("The provider, if only one will do") Optional<String> provider,
    @About("Sites, any of which will do") List<String> sites,
    @About("True if it may run where nothing is real") Optional<Boolean> simulated,
    @About(value = "Hosts, any of which will do", most = 100) List<String> hosts,
    @About(
            value = "Components none of whose replicas may be at the same host, site and so on",
            most = 20)
        List<Other> apart,
    @About(
            value = "Components all of whose replicas must be at the same host, site and so on",
            most = 20)
        List<Other> together,
    @About("How many of its own replicas may be at the same host, site and so on")
        Optional<Spread> spread,
    @About(
            value =
                "The most milliseconds, round trip as its site has measured it, to areas of users,"
                    + " by name",
            min = "0",
            max = "100000",
            most = 20)
        Map<String, BigDecimal> areas) {

  public static final Requirements NONE =
      new Requirements(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Map.of(),
          List.of(),
          List.of(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          List.of());

  public Requirements(
      Optional<BigDecimal> cpu,
      Optional<String> memory,
      Optional<String> storage,
      Map<String, Integer> accelerators,
      List<String> jurisdictions,
      List<String> certifications,
      Optional<String> privacy,
      Optional<Latency> latency,
      Optional<String> provider,
      List<String> sites) {
    this(
        cpu,
        memory,
        storage,
        accelerators,
        jurisdictions,
        certifications,
        privacy,
        latency,
        provider,
        sites,
        Optional.empty());
  }

  /** As before hosts could be asked for. */
  public Requirements(
      Optional<BigDecimal> cpu,
      Optional<String> memory,
      Optional<String> storage,
      Map<String, Integer> accelerators,
      List<String> jurisdictions,
      List<String> certifications,
      Optional<String> privacy,
      Optional<Latency> latency,
      Optional<String> provider,
      List<String> sites,
      Optional<Boolean> simulated) {
    this(
        cpu,
        memory,
        storage,
        accelerators,
        jurisdictions,
        certifications,
        privacy,
        latency,
        provider,
        sites,
        simulated,
        List.of());
  }

  /** As before other components could be kept near or away. */
  public Requirements(
      Optional<BigDecimal> cpu,
      Optional<String> memory,
      Optional<String> storage,
      Map<String, Integer> accelerators,
      List<String> jurisdictions,
      List<String> certifications,
      Optional<String> privacy,
      Optional<Latency> latency,
      Optional<String> provider,
      List<String> sites,
      Optional<Boolean> simulated,
      List<String> hosts) {
    this(
        cpu,
        memory,
        storage,
        accelerators,
        jurisdictions,
        certifications,
        privacy,
        latency,
        provider,
        sites,
        simulated,
        hosts,
        List.of(),
        List.of(),
        Optional.empty());
  }

  /** As before areas of users could be named. */
  public Requirements(
      Optional<BigDecimal> cpu,
      Optional<String> memory,
      Optional<String> storage,
      Map<String, Integer> accelerators,
      List<String> jurisdictions,
      List<String> certifications,
      Optional<String> privacy,
      Optional<Latency> latency,
      Optional<String> provider,
      List<String> sites,
      Optional<Boolean> simulated,
      List<String> hosts,
      List<Other> apart,
      List<Other> together,
      Optional<Spread> spread) {
    this(
        cpu,
        memory,
        storage,
        accelerators,
        jurisdictions,
        certifications,
        privacy,
        latency,
        provider,
        sites,
        simulated,
        hosts,
        apart,
        together,
        spread,
        Map.of());
  }

  public Requirements {
    accelerators = accelerators == null ? Map.of() : Map.copyOf(accelerators);
    jurisdictions = jurisdictions == null ? List.of() : List.copyOf(jurisdictions);
    certifications = certifications == null ? List.of() : List.copyOf(certifications);
    sites = sites == null ? List.of() : List.copyOf(sites);
    hosts = hosts == null ? List.of() : List.copyOf(hosts);
    apart = apart == null ? List.of() : List.copyOf(apart);
    together = together == null ? List.of() : List.copyOf(together);
    spread = spread == null ? Optional.empty() : spread;
    areas = areas == null ? Map.of() : Map.copyOf(areas);
  }

  /** A component of the same application; its own name stands for its other replicas. */
  public record Other(
      @About(value = "The component", most = 63) String component,
      @About(
              value = "What is the same, or is not",
              oneOf = {"host", "site", "provider", "jurisdiction"})
          String by) {}

  /** At most so many replicas at one. */
  public record Spread(
      @About(
              value = "What they are spread over",
              oneOf = {"host", "site", "provider", "jurisdiction"})
          String by,
      @About(value = "The most at one", min = "1", max = "100") int most) {}

  /** Round trip between the site and where the users are, estimated from the distance. */
  public record Latency(
      @About("Where the users are") Location to,
      @About(value = "Milliseconds, round trip", min = "0") BigDecimal maxMillis) {}
}
