package org.hansa.sustainability.scheduler;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Resource;
import org.hansa.sustainability.api.Job;
import org.hansa.sustainability.scheduler.shift.Weights;
import org.hansa.sustainability.scheduler.shift.Work;

/** A job as its owner describes it, in the terms of the arithmetic. */
record Wanted(Job.Spec spec, Work work, Weights weights) {

  private static final Duration LONGEST = Duration.ofDays(7);
  private static final Duration SLACK = Duration.ofMinutes(5);

  /** Nobody forecasts further, so nothing is gained by looking there. */
  private static final Duration HORIZON = Duration.ofDays(14);

  /**
   * @throws Problem INVALID if it makes no sense
   */
  static Wanted of(Resource job) {
    Job.Spec spec = job.spec().as(Job.Spec.class);
    Instant earliest = minute(spec.earliest().orElse(job.created()));
    Duration slack = spec.slack().orElse(SLACK);
    if (spec.sites().isEmpty()) {
      throw Problem.invalid("sites", "[]", "at least one", "Name the sites where it may run.");
    }
    if (spec.application().components().isEmpty()) {
      throw Problem.invalid(
          "application", "{}", "something that runs", "Describe a component of it.");
    }
    if (spec.duration().compareTo(Duration.ofMinutes(1)) < 0
        || spec.duration().compareTo(LONGEST) > 0) {
      throw Problem.invalid(
          "duration", spec.duration(), "between PT1M and P7D", "Divide what takes longer.");
    }
    if (slack.isNegative()) {
      throw Problem.invalid("slack", slack, "PT0S or more", "Leave it out for five minutes.");
    }
    if (!spec.deadline().isAfter(earliest)) {
      throw Problem.invalid(
          "deadline", spec.deadline(), "after " + earliest, "Say a later one, or begin earlier.");
    }
    Work work =
        new Work(
            job.ref().toString(),
            spec.duration(),
            earliest,
            spec.deadline(),
            slack,
            minute(spec.usual().orElse(earliest)),
            spec.interruptible().orElse(false),
            spec.watts(),
            spec.sites(),
            spec.resumeWattHours().orElse(BigDecimal.ZERO),
            spec.moveWattHours().orElse(BigDecimal.ZERO));
    return new Wanted(spec, work, weights(spec));
  }

  private static Weights weights(Job.Spec spec) {
    if (spec.weights().isEmpty()) {
      return Weights.CARBON;
    }
    Job.Weights said = spec.weights().get();
    if (said.carbon().signum() + said.cost().signum() == 0) {
      throw Problem.invalid(
          "weights", "0, 0", "a choice", "Let carbon or cost count, or leave them out.");
    }
    return new Weights(said.carbon(), said.cost());
  }

  /** A step comes a little after it was due. */
  static Instant minute(Instant moment) {
    return moment.truncatedTo(ChronoUnit.MINUTES);
  }

  /**
   * So many hours of it, from then on, as far as can be looked ahead.
   *
   * @param hours that are left
   */
  Work left(int hours, Instant from) {
    Duration rest = work.duration().multipliedBy(hours).dividedBy(work.hours());
    Work left = work.left(rest, from);
    Instant horizon = from.plus(HORIZON);
    return left.deadline().isAfter(horizon) ? left.until(horizon) : left;
  }
}
