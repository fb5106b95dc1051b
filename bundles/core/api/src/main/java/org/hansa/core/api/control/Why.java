package org.hansa.core.api.control;

import org.hansa.core.api.Ref;

/**
 * Why a candidate was chosen or refused.
 *
 * @param subject what was decided, for instance a Workload
 * @param candidate for instance a Site or Host
 * @param constraint a word: {@code memory}, {@code jurisdiction}, {@code price}; or {@code chosen};
 *     or {@code conflict:1:memory}, one of the least that is asked and that no candidate has
 *     together, counted from 1: the candidate is then what all of it is asked for
 * @param found what the candidate has
 * @param wanted what was asked
 * @param cure what would make it fit; empty if chosen
 */
public record Why(
    Ref subject, Ref candidate, String constraint, String found, String wanted, String cure) {

  public static final String CHOSEN = "chosen";

  /**
   * What a constraint begins with that is part of a conflict; a number, a colon and a word follow.
   */
  public static final String CONFLICT = "conflict:";

  public boolean isChosen() {
    return constraint.equals(CHOSEN);
  }
}
