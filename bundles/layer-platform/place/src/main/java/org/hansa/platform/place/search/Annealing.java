package org.hansa.platform.place.search;

/**
 * Simulated annealing: a move that worsens the objective is made the more often the warmer it is,
 * and it cools from {@code warm} to {@code cold}, both in units of what a move typically changes,
 * by the same factor in the same part of the budget.
 *
 * @param warm at the beginning
 * @param cold in the end
 */
public record Annealing(double warm, double cold) {

  /** The part at the end in which nothing is made worse. */
  private static final double DESCENT = 0.98;

  /**
   * Leaves the problem at the best solution that was found, which is no worse than the one it had.
   *
   * @return how many moves were tried
   */
  public long run(Problem problem, Budget budget, Dice dice) {
    double typical = Math.max(1e-9, problem.typicalChange(dice));
    long best = problem.objective();
    problem.keep();
    long moves = 0;
    double from = budget.spent(0);
    for (double spent = from; spent < 1; spent = budget.spent(moves)) {
      double done = (spent - from) / (1 - from) / DESCENT;
      double warmth = done < 1 ? typical * warm * StrictMath.pow(cold / warm, done) : 0;
      long round = budget.next(moves);
      for (long i = 0; i < round; i++) {
        problem.move(dice, warmth * dice.exponential());
      }
      moves += round;
      if (problem.objective() < best) {
        best = problem.objective();
        problem.keep();
      }
    }
    problem.restore();
    return moves;
  }
}
