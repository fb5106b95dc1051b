package org.hansa.sustainability.scheduler.shift;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** When and where a job runs, in order of time. */
public record Schedule(Work job, List<Slot> slots) {

  private static final BigDecimal KILO = BigDecimal.valueOf(1000);

  public Schedule {
    slots = List.copyOf(slots);
  }

  /** As it would run if nobody planned: from its usual hour on, where it usually does. */
  public static Schedule atOnce(Work job) {
    List<Slot> slots = new ArrayList<>();
    for (int i = 0; i < job.hours(); i++) {
      Instant hour = job.usual().plus(Series.HOUR.multipliedBy(i));
      slots.add(new Slot(hour, job.sites().get(0), job.wattHours()));
    }
    return new Schedule(job, slots);
  }

  public Instant begin() {
    return slots.get(0).hour();
  }

  /** The end of its last hour. */
  public Instant end() {
    return slots.get(slots.size() - 1).hour().plus(Series.HOUR);
  }

  /**
   * What it causes and costs, by a forecast before and by what was measured after.
   *
   * @param load what others have of the surplus
   */
  public Footprint footprint(List<Supply> supplies, Load load) {
    Footprint sum = Footprint.NONE;
    for (Slot slot : slots) {
      Optional<Supply> supply =
          supplies.stream().filter(s -> s.site().equals(slot.site())).findFirst();
      BigDecimal used = load.used(slot.site(), slot.hour());
      Footprint rate =
          supply
              .map(s -> s.perKwh(slot.hour(), job.watts(), used))
              .orElse(new Footprint(Optional.empty(), Optional.empty()));
      sum = sum.plus(rate.times(slot.wattHours().divide(KILO)));
    }
    return sum;
  }

  /** Against running at once, by the same series. */
  public Saving saving(List<Supply> supplies, Load load) {
    return new Saving(footprint(supplies, load), atOnce(job).footprint(supplies, load));
  }
}
