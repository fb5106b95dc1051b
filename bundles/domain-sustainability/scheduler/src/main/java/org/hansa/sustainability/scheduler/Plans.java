package org.hansa.sustainability.scheduler;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;
import org.hansa.sustainability.api.Job;
import org.hansa.sustainability.scheduler.shift.Footprint;
import org.hansa.sustainability.scheduler.shift.Load;
import org.hansa.sustainability.scheduler.shift.Planner;
import org.hansa.sustainability.scheduler.shift.Saving;
import org.hansa.sustainability.scheduler.shift.Schedule;
import org.hansa.sustainability.scheduler.shift.Series;
import org.hansa.sustainability.scheduler.shift.Slot;
import org.hansa.sustainability.scheduler.shift.Standing;
import org.hansa.sustainability.scheduler.shift.Work;

/** Plans of one job, by what is known of the energy of its sites and what other jobs have of it. */
final class Plans {

  private static final int DIGITS = 6;

  private final Wanted wanted;
  private final Energy energy;
  private final Supplier<Load> shared;
  private Optional<Load> load = Optional.empty();

  private Plans(Wanted wanted, Energy energy, Supplier<Load> shared) {
    this.wanted = wanted;
    this.energy = energy;
    this.shared = shared;
  }

  /** For what is to come. */
  static Plans ahead(Snapshot snapshot, Resource job, Wanted wanted) {
    Energy known = Energy.known(snapshot, job.ref().tenant(), wanted.spec().sites());
    return new Plans(wanted, known, () -> Shared.of(snapshot, job, known));
  }

  /** For what has been. */
  static Plans measured(Snapshot snapshot, Resource job, Wanted wanted) {
    Energy measured = Energy.measured(snapshot, job.ref().tenant(), wanted.spec().sites());
    return new Plans(wanted, measured, () -> Shared.of(snapshot, job, measured));
  }

  /** What others have of the surplus: looked for once, and only where it is asked for. */
  private Load load() {
    if (load.isEmpty()) {
      load = Optional.of(shared.get());
    }
    return load.get();
  }

  /**
   * Of so many hours that are left, from that minute or from the next full hour on, whichever is
   * better; empty if they do not fit before the deadline.
   */
  Optional<List<Job.Slot>> choose(int hours, Instant from, Standing standing) {
    Optional<Schedule> here = plan(hours, from, standing);
    Instant full = from.truncatedTo(ChronoUnit.HOURS);
    Optional<Schedule> later =
        full.equals(from)
            ? Optional.empty()
            : plan(hours, full.plus(Series.HOUR), standing).filter(p -> beats(p, here));
    return later.or(() -> here).map(p -> p.slots().stream().map(Plans::shown).toList());
  }

  private Optional<Schedule> plan(int hours, Instant from, Standing standing) {
    return new Planner(wanted.weights(), energy.supplies(), load())
        .plan(wanted.left(hours, from), standing);
  }

  /** What is not known is no reason to wait. */
  private boolean beats(Schedule later, Optional<Schedule> here) {
    return here.isPresent() && score(later) < score(here.get());
  }

  private double score(Schedule plan) {
    return wanted
        .weights()
        .score(plan.footprint(energy.supplies(), load()))
        .orElse(Double.POSITIVE_INFINITY);
  }

  /** In a row from then on, where it would run if nobody planned. */
  List<Job.Slot> inRow(int hours, Instant from) {
    Work work = wanted.left(hours, from).usually(from);
    return Schedule.atOnce(work).slots().stream().map(Plans::shown).toList();
  }

  /** What it comes to. */
  Job.Estimate estimate(List<Job.Slot> ran, List<Job.Slot> planned) {
    Saving saving = saving(ran, planned);
    Footprint chosen = saving.chosen();
    Footprint saved = saving.saved();
    return new Job.Estimate(
        chosen.grams().map(Plans::shown),
        saved.grams().map(Plans::shown),
        saving.carbonPercent(),
        chosen.money().map(Plans::shown),
        saved.money().map(Plans::shown),
        saving.costPercent(),
        chosen.money().flatMap(m -> energy.currency()));
  }

  /** True if all that counts for the job is known of both. */
  boolean tells(List<Job.Slot> ran) {
    Saving saving = saving(ran, List.of());
    return wanted.weights().score(saving.chosen()).isPresent()
        && wanted.weights().score(saving.atOnce()).isPresent();
  }

  private Saving saving(List<Job.Slot> ran, List<Job.Slot> planned) {
    return new Schedule(wanted.work(), slots(ran, planned)).saving(energy.supplies(), load());
  }

  private static List<Slot> slots(List<Job.Slot> ran, List<Job.Slot> planned) {
    return Stream.concat(ran.stream(), planned.stream())
        .map(s -> new Slot(s.at(), s.site(), s.wattHours()))
        .toList();
  }

  private static Job.Slot shown(Slot slot) {
    return new Job.Slot(slot.hour(), slot.site(), shown(slot.wattHours()));
  }

  private static BigDecimal shown(BigDecimal amount) {
    BigDecimal plain = amount.setScale(DIGITS, RoundingMode.HALF_EVEN).stripTrailingZeros();
    return plain.scale() < 0 ? plain.setScale(0) : plain;
  }
}
