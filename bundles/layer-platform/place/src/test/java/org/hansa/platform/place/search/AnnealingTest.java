package org.hansa.platform.place.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AnnealingTest {

  private static final Annealing ANNEALING = new Annealing(5, 1e-3);

  @Test
  void findsTheDeepestOfManyValleys() {
    Valleys valleys = new Valleys();

    ANNEALING.run(valleys, Budget.ofMoves(200_000, () -> false), new Dice(1));

    assertThat(valleys.at).isEqualTo(Valleys.DEEPEST);
  }

  @Test
  void theSameSeedAndMovesFindTheSame() {
    Valleys one = new Valleys();
    Valleys other = new Valleys();

    ANNEALING.run(one, Budget.ofMoves(3_000, () -> false), new Dice(7));
    ANNEALING.run(other, Budget.ofMoves(3_000, () -> false), new Dice(7));

    assertThat(one.path).isEqualTo(other.path);
  }

  @Test
  void triesAsManyMovesAsItMay() {
    Valleys valleys = new Valleys();

    long moves = ANNEALING.run(valleys, Budget.ofMoves(12_345, () -> false), new Dice(1));

    assertThat(moves).isEqualTo(12_345);
    assertThat(valleys.tried).isEqualTo(12_345);
  }

  @Test
  void endsWhenItIsCancelledWithTheBestUpToThen() {
    Valleys valleys = new Valleys();
    AtomicInteger asked = new AtomicInteger();

    long moves =
        ANNEALING.run(
            valleys,
            Budget.ofMoves(Long.MAX_VALUE, () -> asked.incrementAndGet() > 5),
            new Dice(1));

    assertThat(moves).isLessThan(20_000);
    assertThat(valleys.objective()).isEqualTo(valleys.best);
  }

  @Test
  void spendsTheTimeThatIsLeft() {
    AtomicInteger clock = new AtomicInteger(40);
    Budget budget = Budget.until(0, 100, () -> clock.getAndAdd(10), () -> false);

    long moves = ANNEALING.run(new Valleys(), budget, new Dice(1));

    assertThat(moves).isBetween(1L, 20_000L);
  }

  /** A line of numbers with a valley every tenth, of which one is the deepest. */
  private static final class Valleys implements Problem {

    static final int DEEPEST = 730;

    private int at = 5;
    private int kept;
    private int tried;
    private int path;
    private long best = Long.MAX_VALUE;

    @Override
    public boolean move(Dice dice, double limit) {
      tried++;
      int to = Math.floorMod(at + dice.below(41) - 20, 1000);
      if (height(to) - height(at) > limit) {
        return false;
      }
      at = to;
      path = 31 * path + to;
      return true;
    }

    private static long height(int at) {
      return Math.abs(at - DEEPEST) + 30L * Math.min(at % 10, 10 - at % 10);
    }

    @Override
    public double typicalChange(Dice dice) {
      return 50;
    }

    @Override
    public long objective() {
      return height(at);
    }

    @Override
    public void keep() {
      kept = at;
      best = height(at);
    }

    @Override
    public void restore() {
      at = kept;
    }
  }
}
