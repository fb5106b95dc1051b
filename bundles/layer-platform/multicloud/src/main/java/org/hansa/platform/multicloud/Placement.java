package org.hansa.platform.multicloud;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hansa.core.api.control.Why;

/**
 * Finds a place for all replicas of an application, or for none: a pure function of what is wanted
 * and what is offered, so that a better one can take its place.
 */
@FunctionalInterface
interface Placement {

  Decision place(Demand demand, List<Offer> offers);

  /** Whether there is a place for all; of a demand that moves nothing. */
  default boolean fits(Demand demand, List<Offer> offers) {
    return place(demand, offers).obstacle().isEmpty();
  }

  /**
   * Where a replica is to run.
   *
   * @param moved true if it has not been at this place before
   */
  record Assignment(
      Need need, Offer offer, Map<String, Integer> ports, Price price, String why, boolean moved) {}

  /**
   * @param assignments all of them, in order of the demand; or none if there is an obstacle
   * @param whys why each place was chosen or refused
   * @param obstacle in a sentence, the smallest reason why one replica has no place
   * @param lacks if there is an obstacle, all that refused each replica that has no place
   */
  record Decision(
      List<Assignment> assignments, List<Why> whys, Optional<String> obstacle, List<Lack> lacks) {

    public Decision {
      lacks = List.copyOf(lacks);
      assignments = List.copyOf(assignments);
      whys = List.copyOf(whys);
    }
  }
}
