package org.hansa.core.rest;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Draft;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.control.Argument;
import org.hansa.core.api.control.Change;
import org.hansa.core.api.control.Function;
import org.hansa.core.api.gate.Gate;
import org.hansa.core.api.gate.Principal;
import org.hansa.core.api.gate.Request;
import org.hansa.core.api.plan.Plan;
import org.hansa.core.api.plan.Planner;

/** Plans as many creations as changes are wanted. */
final class FakePlanner implements Planner {

  private final Gate gate;
  private final FakeLog log;

  FakePlanner(Gate gate, FakeLog log) {
    this.gate = gate;
    this.log = log;
  }

  @Override
  public Plan.Status plan(Principal principal, List<Change> changes) {
    gate.decide(gate.view(principal), Request.of(principal, "fake", "plan", changes));
    return status(Plan.State.PLANNED, changes.size());
  }

  @Override
  public Plan.Status planAll(Principal principal) {
    return status(Plan.State.PLANNED, 3);
  }

  private static Plan.Status status(Plan.State state, int lines) {
    return new Plan.Status(
        state,
        Instant.EPOCH,
        1,
        Collections.nCopies(
            lines, new Plan.Line("x", Plan.Verb.CREATE, Optional.empty(), List.of(), List.of())),
        List.of(),
        List.of(),
        List.of(),
        Map.of("EUR", new BigDecimal("0.10")),
        Optional.empty(),
        List.of(),
        List.of(),
        List.of(),
        Optional.empty());
  }

  @Override
  public Resource store(
      Principal principal, String door, String cause, Ref plan, List<Change> changes) {
    Change put = Change.Put.of(Draft.of(plan, Doc.parse("{\"put\":[],\"delete\":[]}")));
    return gate.submit(Request.of(principal, door, cause, List.of(put))).get(plan).orElseThrow();
  }

  @Override
  public Resource apply(Principal principal, String door, String cause, Ref plan) {
    gate.require(principal, "apply", plan);
    return gate.view(principal).get(plan).orElseThrow(() -> Problem.notFound(plan));
  }

  @Override
  public Plan.Status apply(Principal principal, String door, String cause, List<Change> changes) {
    gate.submit(Request.of(principal, door, cause, changes));
    return status(Plan.State.APPLIED, changes.size());
  }

  @Override
  public List<Plan.Reason> explain(Principal principal, Ref ref) {
    return List.of(new Plan.Reason(ref.toString(), "Site/system/a", "memory", "1", "2", "Add."));
  }

  @Override
  public Doc ask(Principal principal, Ref ref, String function, Map<String, String> arguments) {
    return switch (function) {
      case "said" -> {
        gate.require(principal, "ask", ref);
        yield Doc.of(log.after(arguments));
      }
      case "logs" ->
          Doc.of(JsonNodeFactory.instance.objectNode().put("text", "asked " + arguments));
      case "crash" -> throw new IllegalStateException("an inner detail");
      case "broken" ->
          throw new Problem(Problem.Reason.INTERNAL, "the driver broke its contract", "Report it.");
      default -> throw new Problem(Problem.Reason.NOT_FOUND, "no " + function, "Maybe 'logs'.");
    };
  }

  @Override
  public List<Described> functions() {
    return List.of(
        new Described(
            "Application",
            "said",
            "What it said",
            List.of(
                Argument.number("lines", "How many", 1, 10_000, 100),
                Argument.text("after", "After where", 200)),
            Optional.of(Function.Text.class),
            true),
        new Described(
            "Application", "logs", "What it was asked", List.of(), Optional.empty(), false));
  }
}
