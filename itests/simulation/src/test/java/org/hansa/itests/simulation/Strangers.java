package org.hansa.itests.simulation;

import java.util.List;
import java.util.Set;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Draft;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.hansa.core.api.control.Change;
import org.hansa.core.api.gate.Principal;
import org.hansa.core.api.gate.Request;

/** People who may not: of another tenant, and of a role that only reads. They try all the same. */
final class Strangers {

  private static final List<Principal> ALL =
      List.of(
          new Principal("user:eve", "other", Set.of("use-case-administrator")),
          new Principal("user:max", "acme", Set.of("auditor")));

  private final Invariants invariants;
  private final Faults faults;

  Strangers(Invariants invariants, Faults faults) {
    this.invariants = invariants;
    this.faults = faults;
  }

  static boolean isOne(String actor) {
    return ALL.stream().anyMatch(p -> p.name().equals(actor));
  }

  /**
   * One of them tries one thing.
   *
   * @param wanted a spec that would be valid
   */
  void meddle(Node node, Ref ref, Doc wanted, int pick) {
    Principal who = ALL.get(pick % ALL.size());
    List<Change> changes =
        List.of(
            Change.Put.of(Draft.of(ref, wanted)),
            Change.Delete.of(ref),
            new Change.Hold(ref, "mine", true),
            new Change.Retry(ref));
    Change change = changes.get(pick / ALL.size() % changes.size());
    try {
      if (pick % 3 == 0 && change instanceof Change.Put) {
        node.planner().apply(who, Users.DOOR, "test", List.of(change));
      } else {
        node.gate().submit(Request.of(who, Users.DOOR, "test", List.of(change)));
      }
      invariants.broken(Invariants.Rule.STRANGERS_CHANGE_NOTHING, who.name() + ": " + change);
    } catch (Problem e) {
      if (e.reason() == Problem.Reason.FORBIDDEN) {
        faults.count(Happening.STRANGER_REFUSED);
      }
    }
  }
}
