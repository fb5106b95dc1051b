package org.hansa.sustainability.scheduler.shift;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Watts that jobs have of the sites, hour by hour, and how many there are. Not for threads. */
public final class Load {

  private record Cell(String site, Instant hour) {}

  private final Map<String, BigDecimal> capacity;
  private final Map<Cell, BigDecimal> used = new HashMap<>();

  /**
   * @param capacity watts by site that jobs may draw at once; a site that is not in it has no bound
   */
  public Load(Map<String, BigDecimal> capacity) {
    this.capacity = Map.copyOf(capacity);
  }

  /** Of one job alone. */
  public static Load none() {
    return new Load(Map.of());
  }

  public BigDecimal used(String site, Instant hour) {
    return used.getOrDefault(new Cell(site, hour), BigDecimal.ZERO);
  }

  public boolean fits(String site, Instant hour, BigDecimal watts) {
    BigDecimal most = capacity.get(site);
    return most == null || used(site, hour).add(watts).compareTo(most) <= 0;
  }

  public void add(Schedule schedule) {
    book(schedule, schedule.job().watts());
  }

  public void remove(Schedule schedule) {
    book(schedule, schedule.job().watts().negate());
  }

  private void book(Schedule schedule, BigDecimal watts) {
    schedule.slots().forEach(s -> used.merge(new Cell(s.site(), s.hour()), watts, BigDecimal::add));
  }
}
