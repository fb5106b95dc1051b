package org.hansa.sustainability.scheduler.shift;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Many jobs that share the power of their sites. Each is planned exactly on what the others leave,
 * the most urgent first; for one that then has no place another is moved; and each is planned again
 * on what all others leave until that saves nothing. Deadlines and power are never exceeded; the
 * sum is not always the least that is possible.
 */
public final class Fleet {

  /** A round in which nothing is gained is the last one; so many are hardly seen. */
  private static final int ROUNDS = 20;

  private final Weights weights;
  private final List<Supply> supplies;
  private final Load load;
  private final Planner planner;
  private final Map<String, Schedule> plans = new TreeMap<>();

  private Fleet(Weights weights, List<Supply> supplies, Map<String, BigDecimal> capacity) {
    this.weights = weights;
    this.supplies = supplies;
    this.load = new Load(capacity);
    this.planner = new Planner(weights, supplies, load);
  }

  /**
   * @param capacity watts by site that the jobs may draw at once
   * @return by name; what is not in it has no place
   */
  public static Map<String, Schedule> plan(
      List<Work> jobs, Weights weights, List<Supply> supplies, Map<String, BigDecimal> capacity) {
    Fleet fleet = new Fleet(weights, supplies, capacity);
    jobs.stream()
        .sorted(Comparator.comparing(Work::latestStart).thenComparing(Work::name))
        .forEach(
            job -> fleet.planner.plan(job).ifPresentOrElse(fleet::put, () -> fleet.squeeze(job)));
    int rounds = 0;
    while (rounds < ROUNDS && fleet.improve()) {
      rounds++;
    }
    return fleet.plans;
  }

  private void put(Schedule schedule) {
    plans.put(schedule.job().name(), schedule);
    load.add(schedule);
  }

  /** Somebody else may have another place; if not, all stays as it was. */
  private void squeeze(Work job) {
    for (Schedule other : List.copyOf(plans.values())) {
      if (other.slots().stream().anyMatch(slot -> job.sites().contains(slot.site()))) {
        load.remove(other);
        if (exchange(job, other.job())) {
          return;
        }
        load.add(other);
      }
    }
  }

  /** In a row from each hour on, until the other fits beside; what is best is looked for after. */
  private boolean exchange(Work job, Work other) {
    for (int late = 0; late + job.hours() <= job.window(); late++) {
      Work there = job.inRow(job.earliest().plus(Series.HOUR.multipliedBy(late)));
      Optional<Schedule> mine = planner.plan(there).map(plan -> new Schedule(job, plan.slots()));
      mine.ifPresent(load::add);
      Optional<Schedule> theirs = mine.flatMap(plan -> planner.plan(other));
      mine.ifPresent(load::remove);
      if (theirs.isPresent()) {
        put(mine.orElseThrow());
        put(theirs.get());
        return true;
      }
    }
    return false;
  }

  private boolean improve() {
    boolean better = false;
    for (Schedule standing : List.copyOf(plans.values())) {
      load.remove(standing);
      Schedule best = planner.plan(standing.job()).orElse(standing);
      boolean gains = score(best) < score(standing) - Near.of(score(standing));
      put(gains ? best : standing);
      better |= gains;
    }
    return better;
  }

  /** What is not known is no reason to change. */
  private double score(Schedule schedule) {
    return weights.score(schedule.footprint(supplies, load)).orElse(Double.NaN);
  }
}
