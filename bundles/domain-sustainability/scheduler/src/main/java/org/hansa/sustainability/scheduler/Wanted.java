package org.hansa.sustainability.scheduler;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Resource;
import org.hansa.platform.api.Component;
import org.hansa.platform.api.Requirements;
import org.hansa.sustainability.api.Job;
import org.hansa.sustainability.scheduler.shift.Weights;
import org.hansa.sustainability.scheduler.shift.Work;

/** A job as its owner describes it, in the terms of the arithmetic. */
record Wanted(Job.Spec spec, Work work, Weights weights) {

  private static final Duration LONGEST = Duration.ofDays(7);
  private static final Duration SLACK = Duration.ofMinutes(5);

  /** Nobody forecasts further, so nothing is gained by looking there. */
  private static final Duration HORIZON = Duration.ofDays(14);

  private static final Duration NEAR = Duration.ofDays(3 * 365);

  /**
   * @throws Problem INVALID if it makes no sense
   */
  static Wanted of(Resource job) {
    Job.Spec spec = job.spec().as(Job.Spec.class);
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
    if (slack.isNegative() || slack.compareTo(HORIZON) > 0) {
      throw Problem.invalid(
          "slack", slack, "between PT0S and P14D", "Leave it out for five minutes.");
    }
    near(job, "deadline", spec.deadline());
    spec.earliest().ifPresent(moment -> near(job, "earliest", moment));
    spec.usual().ifPresent(moment -> near(job, "usual", moment));
    Instant earliest = minute(spec.earliest().orElse(job.created()));
    if (!spec.deadline().isAfter(earliest)) {
      throw Problem.invalid(
          "deadline", spec.deadline(), "after " + earliest, "Say a later one, or begin earlier.");
    }
    List<String> sites = sites(spec);
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
            sites,
            spec.resumeWattHours().orElse(BigDecimal.ZERO),
            spec.moveWattHours().orElse(BigDecimal.ZERO));
    return new Wanted(at(sites, spec), work, weights(spec));
  }

  /** Those of the job's where each of its components may run: what these say themselves counts. */
  private static List<String> sites(Job.Spec spec) {
    List<String> sites = new ArrayList<>(spec.sites());
    for (Component component : spec.application().components()) {
      List<String> own = component.requires().orElse(Requirements.NONE).sites();
      if (!own.isEmpty()) {
        sites.retainAll(own);
      }
    }
    if (sites.isEmpty()) {
      throw Problem.invalid(
          "sites",
          spec.sites(),
          "some that all components allow in their own requires.sites",
          "Name one of those, or leave them out of the components.");
    }
    return sites;
  }

  private static Job.Spec at(List<String> sites, Job.Spec spec) {
    return new Job.Spec(
        spec.application(),
        spec.duration(),
        spec.deadline(),
        spec.earliest(),
        spec.usual(),
        spec.slack(),
        spec.interruptible(),
        spec.watts(),
        sites,
        spec.resumeWattHours(),
        spec.moveWattHours(),
        spec.weights());
  }

  /** Moments so far off that nothing can be reckoned from them are a slip of whoever wrote them. */
  private static void near(Resource job, String name, Instant moment) {
    Instant first = job.created().minus(NEAR);
    Instant last = job.created().plus(NEAR);
    if (moment.isBefore(first) || moment.isAfter(last)) {
      throw Problem.invalid(
          name,
          moment,
          "between " + minute(first) + " and " + minute(last) + ", three years around its making",
          "Say a moment nearer to the job's making.");
    }
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
