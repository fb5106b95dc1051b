package org.hansa.core.runtime;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Draft;
import org.hansa.core.api.Json;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.control.Change;
import org.hansa.core.api.control.Controller;
import org.hansa.core.api.gate.Gate;
import org.hansa.core.api.gate.Principal;
import org.hansa.core.api.gate.Request;
import org.hansa.core.api.plan.Plan;
import org.hansa.core.api.plan.Planner;
import org.hansa.core.api.store.Store;
import org.hansa.core.runtime.delivery.Subscriptions;

/** Plans by rehearsing on a fork, and applies by committing what was rehearsed. Thread-safe. */
final class DefaultPlanner implements Planner {

  private static final int TRIES = 4;

  private final Store store;
  private final Gate gate;
  private final Controllers controllers;
  private final Subscriptions subscriptions;
  private final Sessions sessions;
  private final Functions functions;

  DefaultPlanner(
      Store store,
      Gate gate,
      Controllers controllers,
      Subscriptions subscriptions,
      Sessions sessions,
      Functions functions) {
    this.store = store;
    this.gate = gate;
    this.controllers = controllers;
    this.subscriptions = subscriptions;
    this.sessions = sessions;
    this.functions = functions;
  }

  @Override
  public Plan.Status plan(Principal principal, List<Change> changes) {
    return shown(principal, rehearse(principal, "plan", changes));
  }

  @Override
  public Resource store(
      Principal principal, String door, String cause, Ref plan, List<Change> changes) {
    List<JsonNode> puts = new ArrayList<>();
    List<String> deletes = new ArrayList<>();
    for (Change change : changes) {
      if (change instanceof Change.Put put) {
        puts.add(written(put.draft()));
      } else if (change instanceof Change.Delete delete) {
        deletes.add(delete.ref().toString());
      } else {
        throw Problem.invalid("change", change, "a put or a delete", "Plan only these.");
      }
    }
    Plan.Status status = rehearse(principal, cause, changes);
    Doc spec = Doc.of(new Plan.Spec(puts, deletes));
    return gate.submitAll(
            List.of(
                Request.of(
                    principal,
                    door,
                    cause,
                    List.of(new Change.Put(Draft.of(plan, spec), Optional.of(0L)))),
                Request.of(
                    Completion.RUNTIME,
                    door,
                    cause,
                    List.of(new Change.Status(plan, Doc.of(status), List.of())))))
        .get(plan)
        .orElseThrow(() -> Problem.notFound(plan));
  }

  @Override
  public Resource apply(Principal principal, String door, String cause, Ref plan) {
    gate.require(principal, "apply", plan);
    Snapshot now = store.snapshot();
    Resource stored = gate.view(principal).get(plan).orElseThrow(() -> Problem.notFound(plan));
    Plan.Status status = stored.status().as(Plan.Status.class);
    if (status.state() != Plan.State.PLANNED) {
      throw Problem.conflict(
          plan + " was applied at " + status.applied().orElse(null), "Make a new plan.");
    }
    List<Change> wanted = Commitment.wanted(stored.spec().as(Plan.Spec.class), plan.tenant());
    List<Request> requests =
        new ArrayList<>(new Commitment(status, now).requests(principal, door, cause, wanted));
    requests.add(
        new Request(
            Completion.RUNTIME,
            door,
            cause,
            List.of(new Change.Status(plan, Doc.of(applied(status, now)), List.of())),
            List.of()));
    return gate.submitAll(requests).get(plan).orElseThrow(() -> Problem.notFound(plan));
  }

  /** What another's commit has overtaken is planned anew. */
  @Override
  public Plan.Status apply(Principal principal, String door, String cause, List<Change> changes) {
    for (int tries = 1; ; tries++) {
      Plan.Status status = rehearse(principal, cause, changes);
      try {
        Commitment commitment = new Commitment(status, store.snapshot());
        gate.submitAll(commitment.requests(principal, door, cause, changes));
        return shown(principal, applied(status, store.snapshot()));
      } catch (Problem e) {
        boolean overtaken =
            e.reason() == Problem.Reason.PRECONDITION || e.reason() == Problem.Reason.CONFLICT;
        if (!overtaken || tries == TRIES) {
          throw e;
        }
      }
    }
  }

  @Override
  public List<Plan.Reason> explain(Principal principal, Ref ref) {
    gate.require(principal, "read", ref);
    Snapshot now = store.snapshot();
    Resource top = gate.view(principal).get(ref).orElseThrow(() -> Problem.notFound(ref));
    Rehearsal rehearsal = rehearsal(now);
    Deque<Resource> left = new ArrayDeque<>(List.of(top));
    while (!left.isEmpty()) {
      Resource next = left.pop();
      for (Controller controller : controllers.of(next.ref().kind())) {
        rehearsal.visit(controller.name(), next.ref());
      }
      left.addAll(now.owned(next));
    }
    rehearsal.decide();
    List<Plan.Reason> reasons =
        new ArrayList<>(new Summary(gate, rehearsal, readable(principal)).whys(rehearsal.whys()));
    rehearsal
        .troubles()
        .forEach(
            (subject, text) ->
                reasons.add(
                    new Plan.Reason(
                        subject.toString(), subject.toString(), "stalled", text, "", "")));
    return reasons;
  }

  @Override
  public Doc ask(Principal principal, Ref ref, String function, Map<String, String> arguments) {
    gate.require(principal, "ask", ref);
    Resource resource = gate.view(principal).get(ref).orElseThrow(() -> Problem.notFound(ref));
    return functions.ask(gate.view(principal), resource, function, new TreeMap<>(arguments));
  }

  private Plan.Status rehearse(Principal principal, String cause, List<Change> changes) {
    Rehearsal rehearsal = rehearsal(store.snapshot());
    rehearsal.want(Request.of(principal, "plan", cause, changes));
    rehearsal.decide();
    Snapshot decided = rehearsal.fork();
    rehearsal.expect();
    return new Summary(gate, rehearsal, ref -> true).write(decided);
  }

  private Rehearsal rehearsal(Snapshot base) {
    return new Rehearsal(gate, controllers, subscriptions.current(), sessions, base);
  }

  private Predicate<Ref> readable(Principal principal) {
    return ref -> gate.may(principal, "read", ref.kind(), ref.tenant());
  }

  /** The plan without what its reader may not read, and without what only apply needs. */
  private Plan.Status shown(Principal principal, Plan.Status s) {
    Predicate<String> readable =
        text ->
            readable(principal)
                .test(Ref.parse(text.contains(": ") ? text.split(": ", 2)[0] : text));
    return new Plan.Status(
        s.state(),
        s.made(),
        s.revision(),
        s.changes().stream().filter(l -> readable.test(l.ref())).toList(),
        s.whys().stream()
            .filter(w -> readable.test(w.subject()) && readable.test(w.candidate()))
            .toList(),
        s.relied().stream().filter(p -> readable.test(p.ref())).toList(),
        s.seen().stream().filter(p -> readable.test(p.ref())).toList(),
        s.cost(),
        s.gramsPerHour(),
        s.unknowns(),
        s.blocked().stream().filter(readable).toList(),
        List.of(),
        s.applied());
  }

  private static Plan.Status applied(Plan.Status s, Snapshot now) {
    return new Plan.Status(
        Plan.State.APPLIED,
        s.made(),
        s.revision(),
        s.changes(),
        s.whys(),
        s.relied(),
        s.seen(),
        s.cost(),
        s.gramsPerHour(),
        s.unknowns(),
        s.blocked(),
        s.decided(),
        Optional.of(now.now()));
  }

  private static JsonNode written(Draft draft) {
    ObjectNode document = (ObjectNode) Json.tree(Map.of());
    document.put("kind", draft.ref().kind());
    document.put("tenant", draft.ref().tenant());
    document.put("name", draft.ref().name());
    document.set("labels", Json.tree(draft.labels()));
    document.set("spec", draft.spec().tree());
    return document;
  }
}
