package org.hansa.core.soap;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Json;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.control.Change;
import org.hansa.core.api.gate.Gate;
import org.hansa.core.api.gate.Principal;
import org.hansa.core.api.gate.Request;
import org.hansa.core.api.plan.Plan;
import org.hansa.core.api.plan.Planner;

/** Decides by the real gate, and says of everything else what the test wants to hear. */
final class StandIn implements Planner {

  private final Gate gate;
  Doc deployed = Doc.EMPTY;
  boolean absent;

  StandIn(Gate gate) {
    this.gate = gate;
  }

  @Override
  public Plan.Status plan(Principal principal, List<Change> changes) {
    gate.decide(gate.view(principal), Request.of(principal, "plan", "plan", changes));
    return status(Plan.State.PLANNED);
  }

  @Override
  public Plan.Status apply(Principal principal, String door, String cause, List<Change> changes) {
    gate.submit(Request.of(principal, door, cause, changes));
    return status(Plan.State.APPLIED);
  }

  private static Plan.Status status(Plan.State state) {
    Plan.Field field =
        new Plan.Field("/spec/x", Optional.empty(), Optional.of(Json.read("{\"a\":[1,\"<\"]}")));
    return new Plan.Status(
        state,
        Instant.EPOCH,
        1,
        List.of(
            new Plan.Line(
                "Workload/demo/line.feed",
                Plan.Verb.CREATE,
                Optional.of("Site/system/here"),
                List.of(field),
                List.of())),
        List.of(new Plan.Reason("a", "b", "memory", "1", "2", "Add.")),
        List.of(),
        List.of(),
        Map.of("EUR", new BigDecimal("0.10")),
        Optional.of(new BigDecimal("12.5")),
        List.of("the price of water"),
        List.of("nothing fits"),
        List.of(),
        Optional.empty());
  }

  @Override
  public Doc ask(Principal principal, Ref ref, String function, Map<String, String> arguments) {
    if (absent) {
      throw new Problem(Problem.Reason.NOT_FOUND, "no function 'deployed'", "See all.");
    }
    if (!function.equals("deployed")) {
      throw new UnsupportedOperationException(function);
    }
    return deployed;
  }

  @Override
  public List<Described> functions() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Resource store(
      Principal principal, String door, String cause, Ref plan, List<Change> changes) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Resource apply(Principal principal, String door, String cause, Ref plan) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<Plan.Reason> explain(Principal principal, Ref ref) {
    throw new UnsupportedOperationException();
  }
}
