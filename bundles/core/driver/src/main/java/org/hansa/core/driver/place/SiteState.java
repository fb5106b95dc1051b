package org.hansa.core.driver.place;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.hansa.core.driver.Named;

/**
 * A place behind an endpoint. What is absent is not known, and never taken for nothing.
 *
 * @param name stable, lower case; hosts name it
 * @param provider who runs it
 * @param jurisdiction under whose law it stands: a country code of ISO 3166
 * @param latitude degrees north, WGS 84; there with the longitude or not at all
 * @param longitude degrees east
 * @param certifications what it is certified for
 * @param privacy the highest class of data it is cleared for: {@code public}, {@code internal},
 *     {@code confidential} or {@code secret}
 * @param price what it asks
 * @param energy where its energy comes from
 * @param draining true if it takes nothing new; what runs there goes on
 * @param simulated true if nothing real stands there
 * @param availability the share of the time that it is up, 0 to 1
 */
public record SiteState(
    String name,
    String provider,
    String jurisdiction,
    Optional<BigDecimal> latitude,
    Optional<BigDecimal> longitude,
    List<String> certifications,
    Optional<String> privacy,
    Optional<Price> price,
    Optional<Energy> energy,
    boolean draining,
    boolean simulated,
    Optional<BigDecimal> availability)
    implements Named {

  public SiteState {
    availability = availability == null ? Optional.empty() : availability;
    latitude = latitude == null ? Optional.empty() : latitude;
    longitude = longitude == null ? Optional.empty() : longitude;
    certifications = certifications == null ? List.of() : List.copyOf(certifications);
    privacy = privacy == null ? Optional.empty() : privacy;
    price = price == null ? Optional.empty() : price;
    energy = energy == null ? Optional.empty() : energy;
  }

  /** As before it could say how much it is up. */
  public SiteState(
      String name,
      String provider,
      String jurisdiction,
      Optional<BigDecimal> latitude,
      Optional<BigDecimal> longitude,
      List<String> certifications,
      Optional<String> privacy,
      Optional<Price> price,
      Optional<Energy> energy,
      boolean draining,
      boolean simulated) {
    this(
        name,
        provider,
        jurisdiction,
        latitude,
        longitude,
        certifications,
        privacy,
        price,
        energy,
        draining,
        simulated,
        Optional.empty());
  }

  /**
   * Money by the hour for what is reserved.
   *
   * @param currency ISO 4217
   * @param cpuHour for a core
   * @param memoryGibHour for a gibibyte of memory
   * @param storageGibHour for a gibibyte of storage
   * @param egressGib for a gibibyte that leaves the place, whenever it does
   */
  public record Price(
      String currency,
      BigDecimal cpuHour,
      BigDecimal memoryGibHour,
      Optional<BigDecimal> storageGibHour,
      Optional<BigDecimal> egressGib) {

    public Price {
      storageGibHour = storageGibHour == null ? Optional.empty() : storageGibHour;
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
   * @param pue power usage effectiveness, 1 at least
   * @param wattsPerCore that a busy core draws
   */
  public record Energy(BigDecimal gramsPerKwh, BigDecimal pue, BigDecimal wattsPerCore) {}
}
