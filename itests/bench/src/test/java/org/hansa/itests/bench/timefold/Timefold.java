package org.hansa.itests.bench.timefold;

import ai.timefold.solver.core.api.solver.SolverFactory;
import ai.timefold.solver.core.config.score.director.ScoreDirectorFactoryConfig;
import ai.timefold.solver.core.config.solver.EnvironmentMode;
import ai.timefold.solver.core.config.solver.PreviewFeature;
import ai.timefold.solver.core.config.solver.SolverConfig;
import ai.timefold.solver.core.config.solver.termination.TerminationConfig;
import ai.timefold.solver.core.impl.solver.DefaultSolver;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.hansa.platform.place.sites.Instance;

/** The rival, on one thread; it begins with first fit decreasing. */
public final class Timefold {

  private static final long LOOK = 5;

  /** Where each workload is, in a site or beyond its room, and how many moves that took. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Found(int[] at, boolean isWhole, long moves) {}

  private Timefold() {}

  /**
   * @param cpu of this process, in nanoseconds
   * @param nanos how much of it may be spent, from the making of the model on
   */
  public static Found solve(
      Instance instance, String setting, long seed, LongSupplier cpu, long nanos) {
    long end = cpu.getAsLong() + nanos;
    Plan plan = Plan.of(instance);
    plan.firstFit();
    SolverConfig config =
        new SolverConfig()
            .withEnvironmentMode(EnvironmentMode.NO_ASSERT)
            .withPreviewFeature(PreviewFeature.DIVERSIFIED_LATE_ACCEPTANCE)
            .withRandomSeed(seed)
            .withSolutionClass(Plan.class)
            .withEntityClasses(Item.class)
            .withScoreDirectorFactory(
                new ScoreDirectorFactoryConfig()
                    .withIncrementalScoreCalculatorClass(PlanScore.class))
            // What ends it is the processors' time that it has used, see below.
            .withTerminationConfig(new TerminationConfig().withMinutesSpentLimit(60L))
            .withPhases(new Setting(setting).phase());
    DefaultSolver<Plan> solver =
        (DefaultSolver<Plan>) SolverFactory.<Plan>create(config).buildSolver();
    AtomicBoolean done = new AtomicBoolean();
    Thread watch = new Thread(() -> watch(solver, cpu, end, done), "timefold-watch");
    watch.start();
    Plan best = solver.solve(plan);
    done.set(true);
    int[] at = best.items().stream().mapToInt(i -> i.getSpot().number()).toArray();
    return new Found(at, best.score().isFeasible(), solver.getMoveEvaluationCount());
  }

  private static void watch(
      DefaultSolver<Plan> solver, LongSupplier cpu, long end, AtomicBoolean done) {
    try {
      while (!done.get() && (cpu.getAsLong() < end || !solver.terminateEarly())) {
        Thread.sleep(LOOK);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
