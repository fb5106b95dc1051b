package org.hansa.sustainability.scheduler.shift;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds the best hours and sites for one job: exactly, by the series that are given. The deadline
 * is never broken. Hours of which nothing is known are used only where those that are known do not
 * suffice; they then count as dear as the dearest.
 */
public final class Planner {

  private final Weights weights;
  private final List<Supply> supplies;
  private final Load load;

  /**
   * @param load what others have already; read again at each plan
   */
  public Planner(Weights weights, List<Supply> supplies, Load load) {
    this.weights = weights;
    this.supplies = List.copyOf(supplies);
    this.load = load;
  }

  /** Empty if it cannot be done in whole hours before its deadline, with its slack. */
  public Optional<Schedule> plan(Work job) {
    return plan(job, Standing.NOT_BEGUN);
  }

  /** Of what is left of a job, as {@link #plan(Work)}. */
  public Optional<Schedule> plan(Work job, Standing standing) {
    if (job.window() < job.hours()) {
      return Optional.empty();
    }
    Scores scores = Scores.of(job, weights, supplies, load);
    Effort effort = Effort.of(job, standing);
    return choose(job, scores.knownOnly(), effort)
        .or(() -> choose(job, scores.all(), effort))
        .map(chosen -> schedule(job, chosen, standing));
  }

  private static Optional<int[]> choose(Work job, double[][] scores, Effort effort) {
    return job.interruptible() ? Apart.choose(scores, effort) : Together.choose(scores, effort);
  }

  private static Schedule schedule(Work job, int[] chosen, Standing standing) {
    List<Slot> slots = new ArrayList<>();
    String before = standing.site().orElse(job.sites().get(0));
    boolean begun = standing.site().isPresent();
    boolean ran = standing.running();
    for (int t = 0; t < chosen.length; t++) {
      if (chosen[t] >= 0) {
        String site = job.sites().get(chosen[t]);
        Instant hour = job.earliest().plus(Series.HOUR.multipliedBy(t));
        BigDecimal takes = job.wattHours();
        takes = site.equals(before) ? takes : takes.add(job.moveWh());
        boolean goesOn = ran && site.equals(before);
        takes = begun && !goesOn ? takes.add(job.resumeWh()) : takes;
        slots.add(new Slot(hour, site, takes));
        before = site;
        begun = true;
      }
      ran = chosen[t] >= 0;
    }
    return new Schedule(job, slots);
  }
}
