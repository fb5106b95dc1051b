package org.hansa.core.rest;

import java.util.HashMap;
import java.util.Map;
import org.hansa.core.api.Problem;

/**
 * How many of the server's threads may wait for clients: for the rest of bodies, or until more of
 * answers is taken. The server has 200; whoever sends a byte now and then, or reads none, must not
 * have them all, however many accounts and addresses he has. Thread-safe.
 */
final class Patience {

  /** What a thread waits for. */
  enum For {
    BODY,
    ANSWER
  }

  /** Of one account, or of one address while nobody has said who he is, for one thing. */
  static final int EACH = 40;

  /** Of all together, for either, but that each may have a few. */
  static final int ALL = 100;

  static final int FEW = 4;

  /** Of all who have not said who they are: accounts, which are fewer, have the rest. */
  static final int STRANGERS = 120;

  /** Of all together, whoever asks. */
  static final int END = 150;

  private record Place(For what, Client who) {}

  private final Map<Place, Integer> waiting = new HashMap<>();
  private int all;
  private int strangers;

  /**
   * A thread begins to wait; {@link #leave} must follow.
   *
   * @throws Problem EXHAUSTED if there are too many
   */
  synchronized void enter(For what, Client who) {
    check(what, who);
    waiting.merge(new Place(what, who), 1, Integer::sum);
    count(who, 1);
  }

  /**
   * Whether one could, before anything is done that could not be told of.
   *
   * @throws Problem EXHAUSTED if there are too many
   */
  synchronized void check(For what, Client who) {
    checkOwn(what, who);
    if (all >= END || (!who.known() && strangers >= STRANGERS)) {
      throw exhausted(what, who);
    }
  }

  /**
   * Whether it is by others at most that there are too many: what then turns out to be short is
   * answered all the same.
   *
   * @throws Problem EXHAUSTED if it is not
   */
  synchronized void checkOwn(For what, Client who) {
    int mine = mine(what, who);
    if (mine >= EACH || (all >= ALL && mine >= FEW)) {
      throw exhausted(what, who);
    }
  }

  private int mine(For what, Client who) {
    return waiting.getOrDefault(new Place(what, who), 0);
  }

  private Problem exhausted(For what, Client who) {
    return new Problem(
        Problem.Reason.EXHAUSTED,
        "too many connections are waited for: "
            + mine(what, who)
            + " of "
            + who.name()
            + ", "
            + all
            + " in all",
        "Send bodies whole and read answers, on fewer connections.");
  }

  synchronized void leave(For what, Client who) {
    waiting.computeIfPresent(new Place(what, who), (place, count) -> count == 1 ? null : count - 1);
    count(who, -1);
  }

  private void count(Client who, int more) {
    all += more;
    strangers += who.known() ? 0 : more;
  }
}
