package org.hansa.core.api;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Part of a pool that is taken. A pool is any resource whose status says {@code allocatable}
 * (amounts by unit). The gate refuses, in the transaction, what would exceed it or take a key
 * twice.
 */
public final class Reservation {

  public static final String KIND = "Reservation";

  private Reservation() {}

  /**
   * @param pool the resource reserved from, as Kind/tenant/name
   * @param amounts by unit: {@code cpu} in cores, {@code memory}, {@code storage} in bytes
   * @param keys taken whole, for instance {@code tcp/20001}
   * @param cost what it costs while it stands
   */
  public record Spec(
      @About("The pool, as Kind/tenant/name") String pool,
      @About("Amounts by unit") Map<String, BigDecimal> amounts,
      @About("What is taken whole") List<String> keys,
      @About("What it costs") Optional<Cost> cost) {

    public Spec {
      amounts = amounts == null ? Map.of() : Map.copyOf(amounts);
      keys = keys == null ? List.of() : List.copyOf(keys);
    }
  }

  /**
   * Money and carbon by the hour; what is not known is absent, not zero.
   *
   * @param currency ISO 4217
   * @param perHour in the currency
   * @param gramsPerHour of CO2 equivalent
   * @param watts drawn while it is used
   * @param egressPerHour what of {@code perHour} is for what leaves the site
   */
  public record Cost(
      @About(value = "ISO 4217", pattern = "[A-Z]{3}") Optional<String> currency,
      @About(value = "Money by the hour", min = "0") Optional<BigDecimal> perHour,
      @About(value = "gCO2e by the hour", min = "0") Optional<BigDecimal> gramsPerHour,
      @About(value = "Watts that it draws", min = "0") Optional<BigDecimal> watts,
      @About(value = "What of the money is for what leaves the site", min = "0")
          Optional<BigDecimal> egressPerHour) {

    /** As before it said what of it is for what leaves the site. */
    public Cost(
        Optional<String> currency,
        Optional<BigDecimal> perHour,
        Optional<BigDecimal> gramsPerHour,
        Optional<BigDecimal> watts) {
      this(currency, perHour, gramsPerHour, watts, Optional.empty());
    }

    /** As before it said what it draws. */
    public Cost(
        Optional<String> currency,
        Optional<BigDecimal> perHour,
        Optional<BigDecimal> gramsPerHour) {
      this(currency, perHour, gramsPerHour, Optional.empty(), Optional.empty());
    }

    public Cost {
      watts = watts == null ? Optional.empty() : watts;
      egressPerHour = egressPerHour == null ? Optional.empty() : egressPerHour;
    }
  }

  /** Nothing is observed of a reservation: it is a fact of this installation. */
  public record Status() {}

  /** The part of a pool's status that counts. */
  public record Pool(@About("Amounts by unit") Map<String, BigDecimal> allocatable) {

    public Pool {
      allocatable = allocatable == null ? Map.of() : Map.copyOf(allocatable);
    }
  }
}
