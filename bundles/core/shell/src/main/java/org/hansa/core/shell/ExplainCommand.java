package org.hansa.core.shell;

import java.util.List;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.hansa.core.api.Json;
import org.hansa.core.api.Ref;
import org.hansa.core.api.gate.Principal;
import org.hansa.core.api.plan.Plan;
import org.hansa.core.api.plan.Planner;
import org.hansa.core.console.Plans;

/** Says why a resource stands where it does, or what refuses it. */
@Service
@Command(
    scope = "hansa",
    name = "explain",
    description = "Say why a resource and what it owns stand where they do, or what refuses them",
    detailedDescription =
        """
        Each refused place is shown with the constraint, what it has, what was wanted and what
        would help.

          hansa:explain Application impossible
        """)
public class ExplainCommand extends ResourceCommand {

  @Reference Planner planner;

  @Override
  void run(Screen screen) {
    Principal principal = principal();
    Ref ref = named(principal);
    resource(ref, principal);
    List<Plan.Reason> reasons = planner.explain(principal, ref);
    if (json) {
      screen.json(Json.tree(reasons));
    } else if (reasons.isEmpty()) {
      screen.line("No choice was made for " + ref + ", and nothing refuses it.");
    } else {
      new Plans(screen).reasons(reasons);
    }
  }
}
