package org.hansa.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.hansa.core.api.Json;
import org.hansa.core.api.Ref;
import org.hansa.core.api.plan.Plan;
import org.hansa.core.console.Plans;
import picocli.CommandLine.Command;

/** Says why a resource stands where it does, or what refuses it. */
@Command(
    name = "explain",
    description = "Say why a resource and what it owns stand where they do, or what refuses them.",
    footer = {
      "Each refused place is shown with the constraint, what it has, what was wanted and what",
      "would help.",
      "",
      "  hansa explain application impossible"
    })
final class ExplainVerb extends OfResource {

  ExplainVerb(Surroundings around) {
    super(around);
  }

  @Override
  void run(Terminal screen) {
    Remote remote = remote();
    Ref ref = named(remote);
    JsonNode answer = remote.get(remote.path(ref) + "/explain");
    List<Plan.Reason> reasons = new ArrayList<>();
    for (JsonNode each : answer.path("reasons")) {
      reasons.add(Json.view(each, Plan.Reason.class));
    }
    if (json) {
      screen.json(answer);
    } else if (reasons.isEmpty()) {
      screen.line("No choice was made for " + ref + ", and nothing refuses it.");
    } else {
      new Plans(screen).reasons(reasons);
    }
  }
}
