package org.hansa.core.runtime;

import java.util.List;
import org.hansa.core.api.Ref;
import org.hansa.core.api.gate.Gate;
import org.hansa.core.api.gate.Principal;
import org.hansa.core.api.plan.Plan;

/** Shows somebody plans and reasons without what they may not read. */
record Reader(Gate gate, Principal principal) {

  Plan.Status plan(Plan.Status all) {
    return new Plan.Status(
        all.state(),
        all.made(),
        all.revision(),
        all.changes().stream().filter(l -> may(l.ref())).toList(),
        reasons(all.whys()),
        all.relied().stream().filter(p -> may(p.ref())).toList(),
        all.seen().stream().filter(s -> may(s.ref())).toList(),
        all.cost(),
        all.gramsPerHour(),
        all.unknowns(),
        all.blocked().stream().filter(b -> may(b.split(": ", 2)[0])).toList(),
        all.decided().stream().filter(d -> may(d.ref())).toList(),
        all.applied(),
        all.before(),
        all.after());
  }

  List<Plan.Reason> reasons(List<Plan.Reason> all) {
    return all.stream().filter(r -> may(r.subject()) && may(r.candidate())).toList();
  }

  private boolean may(String text) {
    Ref ref = Ref.parse(text);
    return gate.may(principal, "read", ref.kind(), ref.tenant());
  }
}
