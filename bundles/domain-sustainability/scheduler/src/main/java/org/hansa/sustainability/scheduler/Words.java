package org.hansa.sustainability.scheduler;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hansa.sustainability.api.Job;
import org.hansa.sustainability.scheduler.shift.Series;

/** What is said of hours and savings to people. */
final class Words {

  private Words() {}

  static String time(Instant moment) {
    return moment.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /** {@code 2 hours from ... at south; 120 gCO2e, saves 30 % of carbon against running at once}. */
  static String plan(List<Job.Slot> slots, Job.Estimate estimate) {
    String hours = slots.size() == 1 ? "1 hour" : slots.size() + " hours";
    return hours
        + (isRow(slots) ? " from " : " apart, the first from ")
        + time(slots.get(0).at())
        + " at "
        + slots.get(0).site()
        + "; "
        + saves(estimate);
  }

  private static boolean isRow(List<Job.Slot> slots) {
    for (int i = 1; i < slots.size(); i++) {
      boolean next = slots.get(i).at().equals(slots.get(i - 1).at().plus(Series.HOUR));
      if (!next || !slots.get(i).site().equals(slots.get(0).site())) {
        return false;
      }
    }
    return true;
  }

  private static String saves(Job.Estimate estimate) {
    return told(estimate, "saves ", "what that saves is not known");
  }

  /** {@code saved 30 % of carbon against running at once}. */
  static String saved(Job.Estimate estimate) {
    return told(estimate, "saved ", "saved what was not measured");
  }

  private static String told(Job.Estimate estimate, String verb, String otherwise) {
    if (estimate.gramsSaved().isEmpty() && estimate.costSaved().isEmpty()) {
      return otherwise;
    }
    List<String> parts = new ArrayList<>();
    part(estimate.carbonPercent(), estimate.gramsSaved(), "gCO2e").ifPresent(parts::add);
    part(estimate.costPercent(), estimate.costSaved(), estimate.currency().orElse("of money"))
        .ifPresent(parts::add);
    return verb
        + (parts.isEmpty() ? "nothing" : String.join(" and ", parts))
        + " against running at once";
  }

  private static Optional<String> part(
      Optional<BigDecimal> percent, Optional<BigDecimal> amount, String unit) {
    return amount
        .filter(a -> a.signum() != 0)
        .map(
            a ->
                a.stripTrailingZeros().toPlainString()
                    + " "
                    + unit
                    + percent
                        .map(p -> " (" + p.setScale(2, RoundingMode.HALF_EVEN) + " %)")
                        .orElse(""));
  }
}
