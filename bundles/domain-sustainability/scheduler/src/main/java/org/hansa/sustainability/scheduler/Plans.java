package org.hansa.sustainability.scheduler;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.hansa.sustainability.api.Job;
import org.hansa.sustainability.scheduler.shift.Planner;
import org.hansa.sustainability.scheduler.shift.Schedule;
import org.hansa.sustainability.scheduler.shift.Series;
import org.hansa.sustainability.scheduler.shift.Slot;
import org.hansa.sustainability.scheduler.shift.Standing;
import org.hansa.sustainability.scheduler.shift.Work;

/** Plans of one job, by what is known of the energy of its sites and what other jobs have of it. */
final class Plans {

  private final Wanted wanted;
  private final Sums sums;

  Plans(Wanted wanted, Sums sums) {
    this.wanted = wanted;
    this.sums = sums;
  }

  /**
   * Of so many hours that are left: from that minute on, from the next full hour on, or by hours
   * the last of which ends as late as it may, whichever is better; empty if they do not fit before
   * the deadline.
   */
  Optional<List<Job.Slot>> choose(int hours, Instant from, Standing standing) {
    Optional<Schedule> best = plan(hours, from, standing);
    for (Instant later : List.of(nextFull(from), lastGrid(hours, from))) {
      if (later.isAfter(from)) {
        Optional<Schedule> former = best;
        best = plan(hours, later, standing).filter(p -> beats(p, former)).or(() -> former);
      }
    }
    return best.map(p -> p.slots().stream().map(Plans::shown).toList());
  }

  private static Instant nextFull(Instant from) {
    Instant full = from.truncatedTo(ChronoUnit.HOURS);
    return full.equals(from) ? full : full.plus(Series.HOUR);
  }

  /** The first moment from which whole hours lead to the latest at which it may begin. */
  private Instant lastGrid(int hours, Instant from) {
    Instant latest = Wanted.minute(wanted.left(hours, from).latestStart());
    long more = Duration.between(from, latest).toMinutes() % Series.HOUR.toMinutes();
    return more <= 0 ? from : from.plus(Duration.ofMinutes(more));
  }

  private Optional<Schedule> plan(int hours, Instant from, Standing standing) {
    return new Planner(wanted.weights(), sums.energy().supplies(), sums.load())
        .plan(wanted.left(hours, from), standing);
  }

  /** What is not known is no reason to wait. */
  private boolean beats(Schedule later, Optional<Schedule> here) {
    return here.isPresent() && score(later) < score(here.get());
  }

  private double score(Schedule plan) {
    return wanted
        .weights()
        .score(plan.footprint(sums.energy().supplies(), sums.load()))
        .orElse(Double.POSITIVE_INFINITY);
  }

  /** In a row from then on, where it would run if nobody planned. */
  List<Job.Slot> inRow(int hours, Instant from) {
    Work work = wanted.left(hours, from).usually(from);
    return Schedule.atOnce(work).slots().stream().map(Plans::shown).toList();
  }

  /** What it comes to. */
  Job.Estimate estimate(List<Job.Slot> ran, List<Job.Slot> planned) {
    return sums.estimate(ran, planned);
  }

  private static Job.Slot shown(Slot slot) {
    return new Job.Slot(slot.hour(), slot.site(), Sums.shown(slot.wattHours()));
  }
}
