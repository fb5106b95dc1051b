package org.hansa.core.runtime;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Draft;
import org.hansa.core.api.Json;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.control.Change;
import org.hansa.core.api.control.Relied;
import org.hansa.core.api.gate.Gate;
import org.hansa.core.api.gate.Principal;
import org.hansa.core.api.gate.Request;
import org.hansa.core.api.plan.Plan;
import org.hansa.core.api.plan.Planner;
import org.hansa.core.api.store.Store;
import org.hansa.core.runtime.delivery.Subscriptions;

/** Plans by rehearsing on a fork, and applies by committing what was rehearsed. Thread-safe. */
final class DefaultPlanner implements Planner {

  private static final int TRIES = 10;

  private final Store store;
  private final Gate gate;
  private final Controllers controllers;
  private final Subscriptions subscriptions;
  private final Sessions sessions;
  private final Functions functions;
  private final InstantSource time;

  DefaultPlanner(
      Store store,
      Gate gate,
      Controllers controllers,
      Subscriptions subscriptions,
      Sessions sessions,
      Functions functions,
      InstantSource time) {
    this.time = time;
    this.store = store;
    this.gate = gate;
    this.controllers = controllers;
    this.subscriptions = subscriptions;
    this.sessions = sessions;
    this.functions = functions;
  }

  @Override
  public Plan.Status plan(Principal principal, List<Change> changes) {
    return new Reader(gate, principal).plan(rehearse(principal, "plan", changes).plan());
  }

  @Override
  public Plan.Status planAll(Principal principal) {
    Rehearsal rehearsal = rehearsal(store.snapshot());
    new Everything(gate, principal).visit(controllers, rehearsal);
    return new Reader(gate, principal).plan(rehearsed(principal, rehearsal).plan());
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
    Plan.Status status =
        new Reader(gate, principal).plan(rehearse(principal, cause, changes).plan());
    Doc spec = Doc.of(new Plan.Spec(puts, deletes));
    return gate.submitAll(
            List.of(
                Request.of(
                    principal,
                    door,
                    cause,
                    List.of(new Change.Put(Draft.of(plan, spec), Optional.of(0L)))),
                said(door, cause, plan, status)))
        .get(plan)
        .orElseThrow(() -> Problem.notFound(plan));
  }

  @Override
  public Resource apply(Principal principal, String door, String cause, Ref plan) {
    gate.require(principal, "apply", plan);
    Resource stored = gate.view(principal).get(plan).orElseThrow(() -> Problem.notFound(plan));
    if (stored.status().isEmpty()) {
      throw Problem.conflict(plan + " was not made by planning", "Make it as a plan.");
    }
    Plan.Status promised = stored.status().as(Plan.Status.class);
    if (promised.state() != Plan.State.PLANNED) {
      throw Problem.conflict(
          plan + " was applied at " + promised.applied().map(Object::toString).orElse("once"),
          "Make a new plan.");
    }
    List<Change> wanted = Commitment.wanted(stored.spec().as(Plan.Spec.class), plan.tenant());
    Request used = said(door, cause, plan, applied(promised));
    Relied once = Relied.is(plan, "/revision", Long.toString(stored.revision()));
    Request marked = new Request(used.principal(), door, cause, used.changes(), List.of(once));
    commit(principal, door, cause, wanted, Optional.of(promised), List.of(marked));
    return store.snapshot().get(plan).orElseThrow(() -> Problem.notFound(plan));
  }

  @Override
  public Plan.Status apply(Principal principal, String door, String cause, List<Change> changes) {
    Rehearsed done = commit(principal, door, cause, changes, Optional.empty(), List.of());
    return new Reader(gate, principal).plan(applied(done.plan()));
  }

  /** Rehearses and commits just that; what another's commit has overtaken is rehearsed anew. */
  private Rehearsed commit(
      Principal principal,
      String door,
      String cause,
      List<Change> wanted,
      Optional<Plan.Status> promised,
      List<Request> more) {
    for (int tries = 1; ; tries++) {
      Rehearsed rehearsed = rehearse(principal, cause, wanted);
      promised.flatMap(rehearsed::differs).ifPresent(DefaultPlanner::refuse);
      refuseTroubled(rehearsed, wanted);
      Commitment commitment = new Commitment(rehearsed, promised.orElse(rehearsed.plan()));
      List<Request> requests = new ArrayList<>(commitment.requests(principal, door, cause, wanted));
      requests.addAll(more);
      try {
        gate.submitAll(requests);
        return rehearsed;
      } catch (Problem e) {
        boolean overtaken =
            e.reason() == Problem.Reason.PRECONDITION || e.reason() == Problem.Reason.CONFLICT;
        if (!overtaken || tries == TRIES) {
          throw e;
        }
      }
    }
  }

  private static void refuse(String difference) {
    throw new Problem(
        Problem.Reason.PRECONDITION, "the plan no longer holds: " + difference, "Plan again.");
  }

  /** What a controller refuses outright is not stored at all. */
  private static void refuseTroubled(Rehearsed rehearsed, List<Change> wanted) {
    for (Change change : wanted) {
      if (change instanceof Change.Put put) {
        String trouble = rehearsed.troubles().get(put.draft().ref());
        if (trouble != null) {
          throw new Problem(
              Problem.Reason.INVALID,
              put.draft().ref() + " cannot be: " + trouble,
              "Correct it; plan shows whether it helps.");
        }
      }
    }
  }

  @Override
  public List<Plan.Reason> explain(Principal principal, Ref ref) {
    gate.require(principal, "read", ref);
    Snapshot now = store.snapshot();
    Resource top = gate.view(principal).get(ref).orElseThrow(() -> Problem.notFound(ref));
    List<Plan.Reason> reasons = new Explanation(gate, controllers, rehearsal(now)).of(now, top);
    return new Reader(gate, principal).reasons(reasons);
  }

  @Override
  public Doc ask(Principal principal, Ref ref, String function, Map<String, String> arguments) {
    gate.require(principal, "ask", ref);
    Resource resource = gate.view(principal).get(ref).orElseThrow(() -> Problem.notFound(ref));
    return functions.ask(
        gate.view(principal),
        query -> gate.entries(principal, query),
        resource,
        function,
        new TreeMap<>(arguments));
  }

  @Override
  public List<Described> functions() {
    return functions.described();
  }

  private Rehearsed rehearse(Principal principal, String cause, List<Change> changes) {
    Rehearsal rehearsal = rehearsal(gate.base(changes));
    rehearsal.want(Request.of(principal, "plan", cause, changes));
    return rehearsed(principal, rehearsal);
  }

  private Rehearsed rehearsed(Principal principal, Rehearsal rehearsal) {
    rehearsal.decide();
    Snapshot decided = rehearsal.fork();
    Set<Ref> touched = new TreeSet<>(rehearsal.touched());
    rehearsal.expect();
    return new Rehearsed(
        rehearsal.base(),
        decided,
        touched,
        rehearsal.relied(),
        rehearsal.troubles(),
        new Summary(gate, rehearsal)
            .write(decided, ref -> gate.may(principal, "read", ref.kind(), ref.tenant())));
  }

  private Rehearsal rehearsal(Snapshot base) {
    return new Rehearsal(gate, controllers, subscriptions.current(), sessions, base, time);
  }

  private Plan.Status applied(Plan.Status s) {
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
        Optional.of(time.instant()),
        s.before(),
        s.after());
  }

  private static Request said(String door, String cause, Ref plan, Plan.Status status) {
    return Request.of(
        Completion.RUNTIME,
        door,
        cause,
        List.of(new Change.Status(plan, Doc.of(status), List.of())));
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
