package org.hansa.sustainability.scheduler;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hansa.core.api.Condition;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;
import org.hansa.sustainability.api.Job;
import org.hansa.sustainability.scheduler.shift.Load;
import org.hansa.sustainability.scheduler.shift.Series;
import org.hansa.sustainability.scheduler.shift.Slot;
import org.hansa.sustainability.scheduler.shift.Supply;

/**
 * What other jobs have of the surplus of some sites. Of an hour each counts for its fair part at
 * most, the surplus divided by all that want it and one more, so that none takes it all by what it
 * says it draws.
 */
final class Shared {

  /** More are not looked at, so that a step stays short. */
  private static final int MOST = 10_000;

  /** Of whom it is not known that they will ever draw it. */
  private static final Set<String> IDLE = Set.of("NoPlace", "NameTaken", "Invalid");

  private record Cell(String site, Instant hour) {}

  private final Map<Cell, List<BigDecimal>> wanted = new HashMap<>();
  private final Energy energy;

  private Shared(Energy energy) {
    this.energy = energy;
  }

  /**
   * @param job whose plan it is for, which is not in it
   */
  static Load of(Snapshot snapshot, Resource job, Energy energy) {
    Shared shared = new Shared(energy);
    if (energy.hasSurplus()) {
      snapshot
          .list(Job.KIND)
          .limit(MOST)
          .filter(other -> !other.ref().equals(job.ref()) && isLive(other))
          .forEach(shared::add);
    }
    return shared.load();
  }

  private static boolean isLive(Resource job) {
    Optional<String> phase = job.status().at("/phase").map(p -> p.asText());
    return !job.isDeleting()
        && phase.filter(p -> !p.equals(Job.Phase.ENDED.name())).isPresent()
        && job.condition(Condition.STALLED).filter(c -> c.state() == Condition.State.TRUE).isEmpty()
        && job.condition(Condition.READY).filter(c -> IDLE.contains(c.reason())).isEmpty();
  }

  private void add(Resource other) {
    Job.Status status = other.status().as(Job.Status.class);
    BigDecimal watts = other.spec().as(Job.Spec.class).watts();
    status.ran().forEach(slot -> add(slot, watts));
    status.planned().forEach(slot -> add(slot, watts));
  }

  /** An hour that does not begin at the full one lies in two. */
  private void add(Job.Slot slot, BigDecimal watts) {
    Instant full = slot.at().truncatedTo(ChronoUnit.HOURS);
    want(new Cell(slot.site(), full), watts);
    if (!full.equals(slot.at())) {
      want(new Cell(slot.site(), full.plus(Series.HOUR)), watts);
    }
  }

  private void want(Cell cell, BigDecimal watts) {
    wanted.computeIfAbsent(cell, c -> new ArrayList<>()).add(watts);
  }

  private Load load() {
    Load load = Load.none();
    wanted.forEach(
        (cell, each) -> {
          BigDecimal fair =
              surplus(cell).divide(BigDecimal.valueOf(each.size() + 1L), MathContext.DECIMAL64);
          BigDecimal sum = each.stream().map(fair::min).reduce(BigDecimal.ZERO, BigDecimal::add);
          load.add(List.of(new Slot(cell.hour(), cell.site(), BigDecimal.ZERO)), sum);
        });
    return load;
  }

  private BigDecimal surplus(Cell cell) {
    return energy.supplies().stream()
        .filter(s -> s.site().equals(cell.site()))
        .findFirst()
        .flatMap(Supply::surplus)
        .flatMap(series -> series.at(cell.hour()))
        .orElse(BigDecimal.ZERO);
  }
}
