package org.hansa.core.runtime;

import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.hansa.core.api.Condition;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.control.Controller;
import org.hansa.core.api.gate.Gate;
import org.hansa.core.api.plan.Plan;

/**
 * Why a resource and all that belongs to it stand as they do: what would be decided of them now and
 * by which reasons, what is refused, what their conditions say, and who holds them. Used once.
 */
final class Explanation {

  private final Gate gate;
  private final Controllers controllers;
  private final Rehearsal rehearsal;
  private final List<Plan.Reason> standing = new ArrayList<>();

  Explanation(Gate gate, Controllers controllers, Rehearsal rehearsal) {
    this.gate = gate;
    this.controllers = controllers;
    this.rehearsal = rehearsal;
  }

  /** The reasons, whoever may read them. */
  List<Plan.Reason> of(Snapshot now, Resource top) {
    Deque<Resource> left = new ArrayDeque<>(List.of(top));
    while (!left.isEmpty()) {
      Resource next = left.pop();
      for (Controller controller : controllers.of(next.ref().kind())) {
        rehearsal.visit(controller.name(), next.ref());
      }
      conditions(next);
      holds(next);
      left.addAll(now.owned(next));
    }
    rehearsal.decide();
    List<Plan.Reason> reasons =
        new ArrayList<>(new Summary(gate, rehearsal).whys(rehearsal.whys()));
    rehearsal
        .troubles()
        .forEach(
            (subject, text) ->
                reasons.add(
                    new Plan.Reason(
                        subject.toString(), subject.toString(), "refused", text, "", "")));
    reasons.addAll(standing);
    return reasons;
  }

  /** Those that are not as they should be. */
  private void conditions(Resource of) {
    String ref = of.ref().toString();
    of.conditions().stream()
        .filter(c -> (c.state() == Condition.State.TRUE) == c.type().equals(Condition.STALLED))
        .forEach(c -> standing.add(new Plan.Reason(ref, ref, c.type(), said(c), c.reason(), "")));
  }

  /** What is not known is of no use without since when it is not. */
  private static String said(Condition condition) {
    return condition.state() == Condition.State.UNKNOWN
        ? "unknown since "
            + condition.since().truncatedTo(ChronoUnit.SECONDS)
            + ": "
            + condition.message()
        : condition.message();
  }

  private void holds(Resource of) {
    String ref = of.ref().toString();
    of.holds()
        .forEach(
            hold ->
                standing.add(new Plan.Reason(ref, ref, "held", hold, "released", "Release it.")));
  }
}
