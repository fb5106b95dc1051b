package org.hansa.core.rest;

import java.util.HashMap;
import java.util.Map;
import org.hansa.core.api.Problem;

/**
 * How many of the server's threads may wait for clients: for the rest of a body, or until more of
 * an answer is taken. The server has 200; whoever sends a byte now and then, or reads none, must
 * not have them all. Thread-safe.
 */
final class Patience {

  /** For one account, and for all together who have not said who they are. */
  static final int EACH = 64;

  static final int ALL = 128;

  private final Map<String, Integer> waiting = new HashMap<>();
  private int all;

  /**
   * A thread begins to wait; {@link #leave} must follow.
   *
   * @throws Problem EXHAUSTED if there are too many
   */
  synchronized void enter(String who) {
    int mine = waiting.getOrDefault(who, 0);
    if (mine >= EACH || all >= ALL) {
      throw new Problem(
          Problem.Reason.EXHAUSTED,
          "too many connections are waited for: " + mine + " of " + who + ", " + all + " in all",
          "Send bodies whole and read answers, on fewer connections.");
    }
    waiting.put(who, mine + 1);
    all++;
  }

  synchronized void leave(String who) {
    waiting.computeIfPresent(who, (name, count) -> count == 1 ? null : count - 1);
    all--;
  }
}
