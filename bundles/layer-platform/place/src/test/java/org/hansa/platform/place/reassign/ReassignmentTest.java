package org.hansa.platform.place.reassign;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.hansa.platform.place.search.Annealing;
import org.hansa.platform.place.search.Budget;
import org.hansa.platform.place.search.Dice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReassignmentTest {

  private static final Annealing ANNEALING = new Annealing(5, 1e-4);

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void whatIsCountedMoveByMoveIsWhatItIsFromScratch(long seed) throws Exception {
    Instance instance = Small.of(seed, 6, 30).read(folder);
    Check check = new Check(instance);
    Reassignment solution = new Reassignment(instance);
    Dice dice = new Dice(seed);
    int made = 0;

    for (int i = 0; i < 20_000; i++) {
      if (solution.move(dice, 1_000)) {
        made++;
        int[] at = solution.assignment();
        assertThat(solution.objective()).isEqualTo(check.objective(at));
        assertThat(check.broken(at)).isEmpty();
      }
    }

    assertThat(made).isGreaterThan(10);
  }

  /**
   * Where capacity leaves no way from one valley to the other, it may miss the deepest by a little.
   */
  @Test
  void findsTheBestOfAllAssignmentsOrOneThatIsNearlyAsGood() throws Exception {
    int exact = 0;
    for (long seed = 1; seed <= 12; seed++) {
      Instance instance = Small.of(seed, 4, 8).read(folder);
      Reassignment solution = new Reassignment(instance);

      ANNEALING.run(solution, Budget.ofMoves(200_000, () -> false), new Dice(seed));

      long best = best(instance);
      assertThat(solution.objective()).isBetween(best, best + best / 50);
      assertThat(new Check(instance).broken(solution.assignment())).isEmpty();
      assertThat(new Check(instance).bound()).isLessThanOrEqualTo(best);
      exact += solution.objective() == best ? 1 : 0;
    }
    assertThat(exact).isGreaterThanOrEqualTo(10);
  }

  /** Of all assignments in which each constraint holds. */
  private static long best(Instance instance) {
    Check check = new Check(instance);
    int[] at = new int[instance.processes()];
    long best = Long.MAX_VALUE;
    long all = (long) Math.pow(instance.machines(), at.length);
    for (long number = 0; number < all; number++) {
      long rest = number;
      for (int p = 0; p < at.length; p++) {
        at[p] = (int) (rest % instance.machines());
        rest /= instance.machines();
      }
      if (check.objective(at) < best && check.broken(at).isEmpty()) {
        best = check.objective(at);
      }
    }
    return best;
  }
}
