package org.hansa.sustainability.scheduler;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
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
  private final Kept kept;
  private final Supplier<Load> shared;
  private Optional<Load> load = Optional.empty();

  private Plans(Wanted wanted, Energy energy, Kept kept, Supplier<Load> shared) {
    this.wanted = wanted;
    this.energy = energy;
    this.kept = kept;
    this.shared = shared;
  }

  /** For what is to come. */
  static Plans ahead(Snapshot snapshot, Resource job, Wanted wanted, Kept kept) {
    Energy known = Energy.known(snapshot, job.ref().tenant(), wanted.spec().sites());
    return new Plans(wanted, known, kept, () -> Shared.of(snapshot, job, known));
  }

  /** For what has been. */
  static Plans measured(Snapshot snapshot, Resource job, Wanted wanted, Kept kept) {
    Energy measured = Energy.measured(snapshot, job.ref().tenant(), wanted.spec().sites());
    return new Plans(wanted, measured, kept, () -> Shared.of(snapshot, job, measured));
  }

  /** What others have of the surplus: looked for once, and only where it is asked for. */
  private Load load() {
    if (load.isEmpty()) {
      load = Optional.of(shared.get());
    }
    return load.get();
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
        chosen.grams().map(Plans::shown),
        saved.grams().map(Plans::shown),
        saving.carbonPercent(),
        chosen.money().map(Plans::shown),
        saved.money().map(Plans::shown),
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

  private static Job.Slot shown(Slot slot) {
    return new Job.Slot(slot.hour(), slot.site(), shown(slot.wattHours()));
  }

  static BigDecimal shown(BigDecimal amount) {
    BigDecimal plain = amount.setScale(DIGITS, RoundingMode.HALF_EVEN).stripTrailingZeros();
    return plain.scale() < 0 ? plain.setScale(0) : plain;
  }
}
