package org.hansa.sustainability.scheduler;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;
import org.hansa.sustainability.api.Job;
import org.hansa.sustainability.scheduler.shift.Footprint;
import org.hansa.sustainability.scheduler.shift.Load;
import org.hansa.sustainability.scheduler.shift.Saving;
import org.hansa.sustainability.scheduler.shift.Schedule;
import org.hansa.sustainability.scheduler.shift.Series;
import org.hansa.sustainability.scheduler.shift.Slot;

/**
 * What hours of one job come to, by what is known of the energy of its sites, was known of it
 * before, and what other jobs have of it.
 */
final class Sums {

  private static final int DIGITS = 6;

  private final Wanted wanted;
  private final Energy energy;
  private final Kept kept;
  private final Supplier<Load> shared;
  private Optional<Load> load = Optional.empty();

  private Sums(Wanted wanted, Energy energy, Kept kept, Supplier<Load> shared) {
    this.wanted = wanted;
    this.energy = energy;
    this.kept = kept;
    this.shared = shared;
  }

  /** By all that is known. */
  static Sums known(Snapshot snapshot, Resource job, Wanted wanted, Kept kept) {
    Energy known = Energy.known(snapshot, job.ref().tenant(), wanted.spec().sites());
    return new Sums(wanted, known, kept, () -> Shared.of(snapshot, job, known));
  }

  /** By what was measured alone. */
  static Sums measured(Snapshot snapshot, Resource job, Wanted wanted, Kept kept) {
    Energy measured = Energy.measured(snapshot, job.ref().tenant(), wanted.spec().sites());
    return new Sums(wanted, measured, kept, () -> Shared.of(snapshot, job, measured));
  }

  Energy energy() {
    return energy;
  }

  /** What others have of the surplus: looked for once, and only where it is asked for. */
  Load load() {
    if (load.isEmpty()) {
      load = Optional.of(shared.get());
    }
    return load.get();
  }

  /** What it comes to. */
  Job.Estimate estimate(List<Job.Slot> ran, List<Job.Slot> planned) {
    return against(slots(ran, planned), Schedule.atOnce(wanted.work()).slots());
  }

  /**
   * What it has come to.
   *
   * @param hours in which something of it ran
   * @param ran those of its last run
   */
  Job.Estimate realised(List<Job.Slot> hours, List<Job.Slot> ran) {
    return against(slots(hours, List.of()), atOnce(hours, ran));
  }

  private Job.Estimate against(List<Slot> slots, List<Slot> atOnce) {
    Saving saving = new Saving(sum(slots), sum(atOnce));
    Footprint chosen = saving.chosen();
    Footprint saved = saving.saved();
    return new Job.Estimate(
        chosen.grams().map(Sums::shown),
        saved.grams().map(Sums::shown),
        saving.carbonPercent(),
        chosen.money().map(Sums::shown),
        saved.money().map(Sums::shown),
        saving.costPercent(),
        chosen.money().flatMap(m -> currency()));
  }

  private Footprint sum(List<Slot> slots) {
    Footprint sum = Footprint.NONE;
    for (Slot slot : slots) {
      sum = sum.plus(rate(slot).times(slot.wattHours().movePointLeft(3)));
    }
    return sum;
  }

  /** So many hours at once as it really ran; what it lost before, it would not have lost then. */
  List<Slot> atOnce(List<Job.Slot> hours, List<Job.Slot> ran) {
    List<Slot> once = new ArrayList<>(Schedule.atOnce(wanted.work()).slots());
    List<Job.Slot> counted =
        hours.stream().filter(h -> !ran.isEmpty() && !h.at().isBefore(ran.get(0).at())).toList();
    for (int i = once.size(); i < counted.size(); i++) {
      Instant hour = once.get(0).hour().plus(Series.HOUR.multipliedBy(i));
      once.add(new Slot(hour, once.get(0).site(), counted.get(i).wattHours()));
    }
    return once.subList(0, Math.min(once.size(), Math.max(1, counted.size())));
  }

  /** What is measured stays; else what is known now, else what was before. */
  Footprint rate(Slot slot) {
    Footprint before = kept.rate(slot, energy.currency());
    if (kept.isMeasured(slot)) {
      return before;
    }
    Footprint now = energy.rate(slot, wanted.work().watts(), load());
    return new Footprint(now.grams().or(before::grams), now.money().or(before::money));
  }

  /** Of the prices. */
  Optional<String> currency() {
    return energy.currency().or(kept::currency);
  }

  /** True if all that counts for the job is known of an hour: asked without a look at others. */
  boolean tells(Slot slot) {
    Footprint now = energy.rate(slot, wanted.work().watts(), Load.none());
    return kept.isMeasured(slot) || wanted.weights().score(now).isPresent();
  }

  /** True if it is of all hours, and of those at once. */
  boolean tells(List<Job.Slot> hours, List<Job.Slot> ran) {
    return Stream.concat(slots(hours, List.of()).stream(), atOnce(hours, ran).stream())
        .allMatch(this::tells);
  }

  static List<Slot> slots(List<Job.Slot> ran, List<Job.Slot> planned) {
    return Stream.concat(ran.stream(), planned.stream())
        .map(s -> new Slot(s.at(), s.site(), s.wattHours()))
        .toList();
  }

  static BigDecimal shown(BigDecimal amount) {
    BigDecimal plain = amount.setScale(DIGITS, RoundingMode.HALF_EVEN).stripTrailingZeros();
    return plain.scale() < 0 ? plain.setScale(0) : plain;
  }
}
