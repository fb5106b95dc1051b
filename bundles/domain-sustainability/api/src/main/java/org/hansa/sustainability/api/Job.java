package org.hansa.sustainability.api;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hansa.core.api.About;
import org.hansa.orchestration.api.Application;

/**
 * Work that need not run at once. When its hour has come it owns an application of its name, whose
 * components run once; until then it reserves nothing.
 */
public final class Job {

  public static final String KIND = "Job";

  private Job() {}

  /** What its owner wants. */
  public record Spec(
      @About("What runs; it has ended when all its components have ended with exit code 0")
          Application.Spec application,
      @About("How long it runs, for instance PT8H; at most seven days") Duration duration,
      @About("When it must have ended") Instant deadline,
      @About("It does not begin before; when it was made if not said") Optional<Instant> earliest,
      @About("When it would begin if nobody planned, to tell the saving; as earliest if not said")
          Optional<Instant> usual,
      @About("How much longer it may take and still ends in time; PT5M if not said")
          Optional<Duration> slack,
      @About(
              "True if it may run in hours apart: it is ended, and begun again, so it must go on from what it has kept")
          Optional<Boolean> interruptible,
      @About(value = "Watts that it draws", min = "0.001", max = "1000000000") BigDecimal watts,
      @About(
              value = "Sites where it may run; the first is where it would if nobody planned",
              most = 10)
          List<String> sites,
      @About(
              value = "Watt-hours that each resumption takes; 0 if not said",
              min = "0",
              max = "1000000000")
          Optional<BigDecimal> resumeWattHours,
      @About(
              value = "Watt-hours that a move to another site takes; 0 if not said",
              min = "0",
              max = "1000000000")
          Optional<BigDecimal> moveWattHours,
      @About("What counts; carbon alone if not said") Optional<Weights> weights) {

    public Spec {
      sites = sites == null ? List.of() : List.copyOf(sites);
    }
  }

  /** How much a kilogram of CO2e counts against a unit of the currency. */
  public record Weights(
      @About(value = "Of a kilogram of CO2e", min = "0", max = "1000000") BigDecimal carbon,
      @About(value = "Of a unit of the currency", min = "0", max = "1000000") BigDecimal cost) {}

  /** WAITING for its hour, RUNNING, PAUSED between two of its hours, ENDED. */
  public enum Phase {
    WAITING,
    RUNNING,
    PAUSED,
    ENDED
  }

  /**
   * Where it stands.
   *
   * @param ran hours that were begun, in order
   * @param planned hours that are to come, as they are chosen now
   * @param expected of both, by what was forecast when the plan was last made
   * @param realised of the hours in which it ran by what was measured, when that is known of all
   * @param hours in which something of it ran, also beyond what it said, and what was lost
   * @param figures of its hours and of those in which it would have run at once, as they were last
   *     known: a series does not keep what has passed
   */
  public record Status(
      @About("Where it stands") Phase phase,
      @About("Hours in which it has run") List<Slot> ran,
      @About("Hours in which it is to run") List<Slot> planned,
      @About("When it first began") Optional<Instant> began,
      @About("When it was seen to have ended") Optional<Instant> ended,
      @About("By the forecast") Optional<Estimate> expected,
      @About("By what was measured") Optional<Estimate> realised,
      @About("Hours in which something of it ran") List<Slot> hours,
      @About("What is known of its hours, and of those at once") List<Figure> figures) {

    public static final Status NEW =
        new Status(
            Phase.WAITING,
            List.of(),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    public Status {
      phase = phase == null ? Phase.WAITING : phase;
      ran = ran == null ? List.of() : List.copyOf(ran);
      planned = planned == null ? List.of() : List.copyOf(planned);
      hours = hours == null ? List.of() : List.copyOf(hours);
      figures = figures == null ? List.of() : List.copyOf(figures);
    }

    /** Of whose hours nothing is kept. */
    public Status(
        Phase phase,
        List<Slot> ran,
        List<Slot> planned,
        Optional<Instant> began,
        Optional<Instant> ended,
        Optional<Estimate> expected,
        Optional<Estimate> realised) {
      this(phase, ran, planned, began, ended, expected, realised, List.of(), List.of());
    }

    public Status keeping(List<Slot> hours, List<Figure> figures) {
      return new Status(phase, ran, planned, began, ended, expected, realised, hours, figures);
    }
  }

  /** An hour from {@code at} on. */
  public record Slot(
      @About("When it begins") Instant at,
      @About("Where") String site,
      @About("What it takes, in Wh") BigDecimal wattHours) {}

  /** What one more kWh causes and costs in an hour from {@code at} on. */
  public record Figure(
      @About("When it begins") Instant at,
      @About("Where") String site,
      @About("gCO2e by kWh") Optional<BigDecimal> gramsPerKwh,
      @About("Price of a kWh") Optional<BigDecimal> pricePerKwh,
      @About("Of the price, ISO 4217") Optional<String> currency,
      @About("True if this was measured") boolean measured) {}

  /** What it comes to, and what running at once would have. What is not known is absent. */
  public record Estimate(
      @About("gCO2e") Optional<BigDecimal> grams,
      @About("gCO2e less than at once") Optional<BigDecimal> gramsSaved,
      @About("Per cent of carbon less than at once") Optional<BigDecimal> carbonPercent,
      @About("Money") Optional<BigDecimal> cost,
      @About("Money less than at once") Optional<BigDecimal> costSaved,
      @About("Per cent of cost less than at once") Optional<BigDecimal> costPercent,
      @About("Of the money, ISO 4217") Optional<String> currency) {}
}
