package org.hansa.sustainability.scheduler.shift;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A job that is planned anew at each hour, by what is forecast then, and runs in the hours that are
 * chosen when they come. As each plan keeps the deadline and no hour is passed without one, it ends
 * in time however wrong the forecasts are.
 */
public final class Rolling {

  private Rolling() {}

  /**
   * @param asOf what is forecast at the beginning of an hour
   * @return when it ran; empty if its window is too short from the beginning
   */
  public static Optional<Schedule> run(
      Work job, Weights weights, Function<Instant, List<Supply>> asOf) {
    List<Slot> ran = new ArrayList<>();
    Standing standing = Standing.NOT_BEGUN;
    Duration rest = job.duration();
    Instant now = job.earliest();
    while (ran.size() < job.hours()) {
      Work left = job.left(rest, now);
      Optional<Schedule> plan =
          new Planner(weights, asOf.apply(now), Load.none()).plan(left, standing);
      if (plan.isEmpty()) {
        return Optional.empty();
      }
      boolean runs = plan.get().begin().equals(now);
      if (runs && !job.interruptible()) {
        return plan.map(p -> new Schedule(job, p.slots()));
      }
      if (runs) {
        Slot slot = plan.get().slots().get(0);
        ran.add(slot);
        standing = new Standing(Optional.of(slot.site()), true);
        rest = job.duration().multipliedBy(job.hours() - ran.size()).dividedBy(job.hours());
      } else {
        standing = new Standing(standing.site(), false);
      }
      now = now.plus(Series.HOUR);
    }
    return Optional.of(new Schedule(job, ran));
  }
}
