package org.hansa.platform.multicloud;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.Set;

/**
 * One rule that a place must obey.
 *
 * @param id a word, as explanations show it
 * @param level whether the site or the single host is judged
 * @param evicts true if a replica that stands already must move when the rule is broken; false if
 *     the rule only keeps new ones away
 */
record Constraint(String id, Level level, boolean evicts, Rule rule) {

  private static final Set<String> BINDING =
      Set.of(GroupConstraints.APART, GroupConstraints.TOGETHER, LinkConstraints.LINK);

  enum Level {
    SITE,
    HOST
  }

  /**
   * What was found, what was wanted, and what would make it fit.
   *
   * @param gap by how much it fails, in the constraint's own unit; zero where it has none
   */
  record Refusal(String found, String wanted, String cure, BigDecimal gap) {

    Refusal(String found, String wanted, String cure) {
      this(found, wanted, cure, BigDecimal.ZERO);
    }
  }

  /** Empty if it fits, or if the need is not held to this. */
  Optional<Refusal> refuses(Trial trial) {
    // What another asks of it still holds, so what binds two looks itself at who is held to it.
    boolean binds = BINDING.contains(id);
    return !binds && trial.need().waived().contains(id) ? Optional.empty() : rule.refuses(trial);
  }

  /**
   * A need, the room left where it might go, and what the whole is to cost.
   *
   * @param mates where the other replicas are already
   */
  record Trial(Need need, Room room, Price price, Bill bill, Demand demand, Mates mates) {

    /** Other replicas of the component at the same site. */
    int atSite() {
      return mates.count(need, offer(), Sameness.SITE::same);
    }

    /** Of all that have a place, and this; empty if a site does not say how much it is up. */
    Optional<BigDecimal> available() {
      return mates.available("all", need, offer(), replicas -> true);
    }

    /** The same, taking components for safe that may still get other replicas. */
    Optional<BigDecimal> availableAtMost() {
      return mates.available(
          "whole",
          need,
          offer(),
          replicas ->
              !replicas.isEmpty()
                  && replicas.size() == demand.replicas(replicas.get(0).need().component().name()));
    }

    Offer offer() {
      return room.offer();
    }
  }

  @FunctionalInterface
  interface Rule {
    Optional<Refusal> refuses(Trial trial);
  }
}
