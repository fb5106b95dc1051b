package org.hansa.core.runtime;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.control.Controller;
import org.hansa.core.api.gate.Gate;
import org.hansa.core.api.gate.Principal;

/** All that controllers attend and that somebody may read, to be planned at once. */
record Everything(Gate gate, Principal principal) {

  /** More than a plan of it could step within its time, or anybody read. */
  private static final int MOST = 20_000;

  /**
   * Has all of it stepped though nothing changed.
   *
   * @throws Problem TOO_LARGE if that is more than a plan may have
   */
  void visit(Controllers controllers, Rehearsal rehearsal) {
    Map<List<String>, Boolean> rights = new HashMap<>();
    Predicate<Ref> may =
        ref ->
            rights.computeIfAbsent(
                List.of(ref.kind(), ref.tenant()),
                k -> gate.may(principal, "read", ref.kind(), ref.tenant()));
    int all = 0;
    for (Controller controller : controllers.all()) {
      List<Ref> refs =
          rehearsal.base().list(controller.kind()).map(Resource::ref).filter(may).toList();
      all += refs.size();
      if (all > MOST) {
        throw new Problem(
            Problem.Reason.TOO_LARGE,
            "all that you may read is more than " + MOST + " resources to plan at once",
            "Plan the documents of one application at a time.");
      }
      refs.forEach(ref -> rehearsal.visit(controller.name(), ref));
    }
  }
}
