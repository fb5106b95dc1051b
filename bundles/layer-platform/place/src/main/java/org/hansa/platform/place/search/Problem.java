package org.hansa.platform.place.search;

/**
 * What is searched: a solution that changes move by move. It is asked millions of times a second,
 * so a call allocates nothing.
 */
public interface Problem {

  /**
   * Tries one move that the dice choose, and makes it if it is allowed and worsens the objective by
   * no more than the limit.
   *
   * @param limit at least 0, in units of the objective
   * @return whether it was made
   */
  boolean move(Dice dice, double limit);

  /**
   * By how much moves change the objective, for how warm the search begins.
   *
   * @return the mean of the absolute change of some moves that are allowed, none of which is made;
   *     0 if none is
   */
  double typicalChange(Dice dice);

  /** Of the solution as it is now; less is better. */
  long objective();

  /** Remembers the solution as it is now in place of what was remembered before. */
  void keep();

  /** Goes back to what was remembered. */
  void restore();
}
