package org.hansa.sustainability.api;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hansa.core.api.About;

/**
 * The energy of a site by the hour: what is forecast, and what was measured. It has the site's name
 * and lies in the tenant that has the site; whoever feeds it writes the whole of it anew through
 * the gate.
 */
public final class EnergySeries {

  public static final String KIND = "EnergySeries";

  private EnergySeries() {}

  /** Written by whoever feeds it. */
  public record Spec(
      @About("Who says so, for instance the name of a service") String source,
      @About("When the forecast was issued") Instant issued,
      @About(value = "Of the prices, ISO 4217", pattern = "[A-Z]{3}") Optional<String> currency,
      @About(
              value = "Hours of fourteen days at most; one that is not here is not known",
              most = 336)
          List<Hour> hours,
      @About(
              "True if the errors of one issue say nothing of the next: then all that was issued of"
                  + " an hour is taken together")
          Optional<Boolean> independent) {

    public Spec {
      hours = hours == null ? List.of() : List.copyOf(hours);
      independent = independent == null ? Optional.empty() : independent;
    }
  }

  /** One hour. What is absent is not known, which is not zero. */
  public record Hour(
      @About("Its beginning, a full hour") Instant at,
      @About(value = "gCO2e by kWh", min = "0", max = "100000") Optional<BigDecimal> gramsPerKwh,
      @About(
              value = "Price of a kWh; less than zero if one is paid for taking it",
              min = "-10000",
              max = "10000")
          Optional<BigDecimal> pricePerKwh,
      @About(value = "Watts that would go unused", min = "0", max = "1000000000000")
          Optional<BigDecimal> surplusWatts,
      @About("True if this was measured, and is no forecast any more")
          Optional<Boolean> measured) {}

  /**
   * All that was issued of each hour, taken together: hours only where issues are independent.
   *
   * @param issued the newest that is in it
   */
  public record Status(
      @About("The newest issue that is in it") Optional<Instant> issued,
      @About("What is forecast by all issues together") List<Mean> hours) {

    public Status {
      hours = hours == null ? List.of() : List.copyOf(hours);
    }
  }

  /**
   * The means of an hour over so many issues.
   *
   * @param gramsBefore without the newest, which may be said once more and otherwise
   */
  public record Mean(
      @About("Its beginning") Instant at,
      @About("gCO2e by kWh") Optional<BigDecimal> gramsPerKwh,
      @About("Price of a kWh") Optional<BigDecimal> pricePerKwh,
      @About("How many issues are in it") int issues,
      @About("gCO2e by kWh by all but the newest") Optional<BigDecimal> gramsBefore,
      @About("Price of a kWh by all but the newest") Optional<BigDecimal> priceBefore) {

    public Mean {
      gramsBefore = gramsBefore == null ? Optional.empty() : gramsBefore;
      priceBefore = priceBefore == null ? Optional.empty() : priceBefore;
    }

    /** As it was without the newest issue; empty if there was none before. */
    public Optional<Mean> former() {
      return issues < 2
          ? Optional.empty()
          : Optional.of(
              new Mean(
                  at, gramsBefore, priceBefore, issues - 1, Optional.empty(), Optional.empty()));
    }
  }
}
