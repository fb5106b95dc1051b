package org.hansa.platform.multicloud;

import java.util.Set;
import org.hansa.core.api.Ref;

/**
 * One thing that is asked of places.
 *
 * @param subject the Workload that asks it, or the Application if it holds for all
 * @param constraint the id of the constraint that sees to it
 */
record Ask(Ref subject, String constraint) {

  /** What no component asks by itself: bounds on the whole, and what is so of the places. */
  static final Set<String> COMMON =
      Set.of(
          "price",
          "carbon",
          "availability",
          LinkConstraints.CHAIN,
          LinkConstraints.BANDWIDTH,
          "contract",
          "cordon",
          "answers",
          "endpoint");

  boolean isCommon() {
    return COMMON.contains(constraint);
  }

  boolean isOf(Need need) {
    return isCommon() || subject.equals(need.workload().ref());
  }
}
