package org.hansa.platform.api;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hansa.core.api.About;

/** A place of a provider where things can run. Its endpoints and hosts name it. */
public final class Site {

  public static final String KIND = "Site";

  private Site() {}

  public record Spec(
      @About("Who runs it") String provider,
      @About(value = "Under whose law it stands, a country code of ISO 3166", pattern = "[A-Z]{2}")
          String jurisdiction,
      @About("Where it is") Optional<Location> location,
      @About("What it is certified for") List<String> certifications,
      @About(
              value = "The highest class of data it is cleared for",
              oneOf = {"public", "internal", "confidential", "secret"})
          Optional<String> privacy,
      @About("What it asks") Optional<Price> price,
      @About("Where its energy comes from") Optional<Energy> energy,
      @About("True if nothing new may be placed here") Optional<Boolean> cordoned,
      @About(
              value = "The share of the time that it is up, for instance 0.999",
              min = "0",
              max = "1")
          Optional<BigDecimal> availability,
      @About(value = "What lies between it and other sites, by the name of the other", most = 200)
          Map<String, Link> links,
      @About(
              value = "Milliseconds, round trip as measured, to areas of users, by name",
              min = "0",
              max = "100000",
              most = 200)
          Map<String, BigDecimal> areas) {

    public Spec {
      certifications = certifications == null ? List.of() : List.copyOf(certifications);
      availability = availability == null ? Optional.empty() : availability;
      links = links == null ? Map.of() : Map.copyOf(links);
      areas = areas == null ? Map.of() : Map.copyOf(areas);
    }

    /** As before it could say what lies between it and others. */
    public Spec(
        String provider,
        String jurisdiction,
        Optional<Location> location,
        List<String> certifications,
        Optional<String> privacy,
        Optional<Price> price,
        Optional<Energy> energy,
        Optional<Boolean> cordoned,
        Optional<BigDecimal> availability) {
      this(
          provider,
          jurisdiction,
          location,
          certifications,
          privacy,
          price,
          energy,
          cordoned,
          availability,
          Map.of(),
          Map.of());
    }

    /** As before it could say how much it is up. */
    public Spec(
        String provider,
        String jurisdiction,
        Optional<Location> location,
        List<String> certifications,
        Optional<String> privacy,
        Optional<Price> price,
        Optional<Energy> energy,
        Optional<Boolean> cordoned) {
      this(
          provider,
          jurisdiction,
          location,
          certifications,
          privacy,
          price,
          energy,
          cordoned,
          Optional.empty());
    }
  }

  /**
   * What lies between a site and another one of its tenant. What one of the two says of round trip
   * and bandwidth holds for both; where both say it, the worse counts.
   *
   * @param egressGib in the currency of the price of the site that says it
   */
  public record Link(
      @About(value = "Milliseconds, round trip as measured", min = "0", max = "100000")
          Optional<BigDecimal> millis,
      @About(value = "Megabits a second, each way", min = "0", max = "1000000000")
          Optional<BigDecimal> mbps,
      @About(
              value = "For a gibibyte that goes there; without, what the site asks for any",
              min = "0",
              max = "1000000")
          Optional<BigDecimal> egressGib) {

    public Link {
      millis = millis == null ? Optional.empty() : millis;
      mbps = mbps == null ? Optional.empty() : mbps;
      egressGib = egressGib == null ? Optional.empty() : egressGib;
    }
  }

  /** Money by the hour for what is reserved. */
  public record Price(
      @About(value = "ISO 4217", pattern = "[A-Z]{3}") String currency,
      @About(value = "For a core", min = "0") BigDecimal cpuHour,
      @About(value = "For a gibibyte of memory", min = "0") BigDecimal memoryGibHour,
      @About(value = "For a gibibyte of storage", min = "0") Optional<BigDecimal> storageGibHour,
      @About(
              value = "For a gibibyte that leaves the site, whenever it does",
              min = "0",
              max = "1000000")
          Optional<BigDecimal> egressGib) {

    public Price {
      egressGib = egressGib == null ? Optional.empty() : egressGib;
    }

    /** As before it could say what it asks for what leaves it. */
    public Price(
        String currency,
        BigDecimal cpuHour,
        BigDecimal memoryGibHour,
        Optional<BigDecimal> storageGibHour) {
      this(currency, cpuHour, memoryGibHour, storageGibHour, Optional.empty());
    }
  }

  /**
   * For estimates of carbon: watts by core times PUE times intensity.
   *
   * @param gramsPerKwh gCO2e
   */
  public record Energy(
      @About(value = "gCO2e by kWh", min = "0") BigDecimal gramsPerKwh,
      @About(value = "Power usage effectiveness", min = "1") BigDecimal pue,
      @About(value = "Watts that a busy core draws", min = "0") BigDecimal wattsPerCore) {}

  /**
   * What stands there, summed up by the resource repository.
   *
   * @param capacity by unit, over all hosts
   * @param simulated true if nothing real stands behind it
   * @param reserved by unit, over all hosts, as of the last minute
   */
  public record Status(
      @About("Number of hosts") int hosts,
      @About("Amounts by unit over all hosts") Map<String, BigDecimal> capacity,
      @About("True if nothing real stands behind it") boolean simulated,
      @About("What of it is reserved, by unit, as of the last minute")
          Map<String, BigDecimal> reserved) {

    public Status {
      capacity = capacity == null ? Map.of() : Map.copyOf(capacity);
      reserved = reserved == null ? Map.of() : Map.copyOf(reserved);
    }

    /** As before it was said what is reserved. */
    public Status(int hosts, Map<String, BigDecimal> capacity, boolean simulated) {
      this(hosts, capacity, simulated, Map.of());
    }
  }
}
