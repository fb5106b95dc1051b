package org.hansa.sustainability.scheduler.shift;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

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

  /** The most at any moment of an hour that may begin at any minute; never less than is drawn. */
  public BigDecimal used(String site, Instant hour) {
    return cells(site, hour)
        .map(cell -> used.getOrDefault(cell, BigDecimal.ZERO))
        .reduce(BigDecimal.ZERO, BigDecimal::max);
  }

  public boolean fits(String site, Instant hour, BigDecimal watts) {
    BigDecimal most = capacity.get(site);
    return most == null || used(site, hour).add(watts).compareTo(most) <= 0;
  }

  public void add(Schedule schedule) {
    add(schedule.slots(), schedule.job().watts());
  }

  public void remove(Schedule schedule) {
    add(schedule.slots(), schedule.job().watts().negate());
  }

  /** What one job draws in all these hours. */
  public void add(List<Slot> slots, BigDecimal watts) {
    slots.stream()
        .flatMap(slot -> cells(slot.site(), slot.hour()))
        .distinct()
        .forEach(cell -> used.merge(cell, watts, BigDecimal::add));
  }

  /** An hour that does not begin at the full one lies in two. */
  private static Stream<Cell> cells(String site, Instant hour) {
    Instant full = hour.truncatedTo(ChronoUnit.HOURS);
    Stream<Instant> hours =
        full.equals(hour) ? Stream.of(full) : Stream.of(full, full.plus(Series.HOUR));
    return hours.map(each -> new Cell(site, each));
  }
}
