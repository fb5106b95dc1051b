package org.hansa.core.rest;

import java.util.HashMap;
import java.util.Map;
import org.hansa.core.api.Problem;

/**
 * How many of the server's threads may wait for clients: for the rest of bodies, or until more of
 * answers is taken. The server has 200; whoever sends a byte now and then, or reads none, must not
 * have them all. Thread-safe.
 */
final class Patience {

  /** For one account, and for all together who have not said who they are. */
  static final int EACH = 40;

  /** For all together, but that each account may have a few. */
  static final int ALL = 80;

  static final int FEW = 4;

  private final Map<String, Integer> waiting = new HashMap<>();
  private int all;

  /**
   * A thread begins to wait; {@link #leave} must follow.
   *
   * @throws Problem EXHAUSTED if there are too many
   */
  synchronized void enter(String who) {
    check(who);
    waiting.merge(who, 1, Integer::sum);
    all++;
  }

  /**
   * Whether one could, before anything is done for it.
   *
   * @throws Problem EXHAUSTED if there are too many
   */
  synchronized void check(String who) {
    int mine = waiting.getOrDefault(who, 0);
    if (mine >= EACH || (all >= ALL && mine >= FEW)) {
      throw new Problem(
          Problem.Reason.EXHAUSTED,
          "too many connections are waited for: " + mine + " of " + who + ", " + all + " in all",
          "Send bodies whole and read answers, on fewer connections.");
    }
  }

  synchronized void leave(String who) {
    waiting.computeIfPresent(who, (name, count) -> count == 1 ? null : count - 1);
    all--;
  }
}
