package org.hansa.core.gate;

import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.hansa.core.api.HoldRule;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.control.Change;
import org.hansa.core.api.gate.Principal;

/** Setting and releasing holds. */
final class Holding {

  static final int LONGEST = 200;

  private static final int MOST = 20;

  private Holding() {}

  /**
   * A hold that a rule has set is released by whom the rule is given to: else whoever is held could
   * let themselves go. They must also see what they let go.
   */
  static void admit(Authority authority, Principal principal, Change.Hold hold, Snapshot state) {
    Optional<Ref> rule = HoldRule.of(hold.reason());
    if (rule.isEmpty()) {
      authority.require(principal, "hold", hold.ref(), state, Optional.empty());
    } else if (!authority.mayRelease(principal, rule.get())) {
      throw released(principal, rule.get());
    } else {
      authority.require(principal, "read", hold.ref());
    }
    if (hold.reason().isBlank() || hold.reason().length() > LONGEST) {
      throw Problem.invalid(
          "reason", hold.reason(), "1 to " + LONGEST + " characters", "Say it shortly.");
    }
    if (rule.isPresent() && hold.present() && !Authority.isSystem(principal)) {
      throw Problem.invalid(
          "reason",
          hold.reason(),
          "for people to give",
          "Leave out 'rule:': rules set such holds.");
    }
  }

  private static Problem released(Principal principal, Ref rule) {
    String what = "release what is held by";
    String cure = "Ask who may hold and release by rules of tenant " + rule.tenant() + ".";
    return Grants.isRoute(principal)
        ? Authority.forbidden(principal, what, rule, cure)
        : Lack.of(
            principal, what, rule, cure, Problem.Missing.of("hold", rule.kind(), rule.tenant()));
  }

  static void set(Work work, Ref ref, String reason, boolean present) {
    Resource resource = work.existing(ref);
    SortedSet<String> next = new TreeSet<>(resource.holds());
    if (present) {
      next.add(reason);
    } else {
      next.remove(reason);
    }
    if (next.size() > MOST) {
      throw Problem.conflict(
          ref + " has " + MOST + " holds, the most there may be", "Release one.");
    }
    work.put(resource.withHolds(next));
  }
}
