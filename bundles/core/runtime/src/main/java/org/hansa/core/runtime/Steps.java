package org.hansa.core.runtime;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.hansa.core.api.Observation;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.control.Call;
import org.hansa.core.api.control.Change;
import org.hansa.core.api.control.Controller;
import org.hansa.core.api.control.Step;
import org.hansa.core.api.gate.Gate;
import org.hansa.core.api.gate.Request;
import org.hansa.core.api.store.Fence;
import org.hansa.core.api.store.Store;
import org.hansa.core.runtime.delivery.StepFailed;
import org.hansa.core.runtime.delivery.Stepper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one step of one resource: looks first if what is known is too old or open, asks the
 * controller, commits its writes and the intent of its call in one transaction, and makes the call.
 * The delivery never runs one key twice at once. Thread-safe.
 */
final class Steps implements Stepper {

  private static final int TRIES = 5;

  /** Refusals of one step in a row before a person is told. */
  private static final int STALL_AFTER = 5;

  private static final Duration BUSY = Duration.ofMillis(200);

  private static final Logger LOG = LoggerFactory.getLogger(Steps.class);

  private final Store store;
  private final Gate gate;
  private final Controllers controllers;
  private final Calls calls;
  private final Timing timing;
  private final Completion completion;
  private final Partitions partitions;
  private final Measures measures;
  private final Map<Key, Integer> refused = new ConcurrentHashMap<>();

  Steps(
      Store store,
      Gate gate,
      Controllers controllers,
      Calls calls,
      Freshness freshness,
      Completion completion,
      Partitions partitions,
      Measures measures) {
    this.partitions = partitions;
    this.measures = measures;
    this.store = store;
    this.gate = gate;
    this.controllers = controllers;
    this.calls = calls;
    this.timing = new Timing(freshness);
    this.completion = completion;
  }

  @Override
  public Optional<String> kindOf(String controller) {
    return controllers.get(controller).map(Controller::kind);
  }

  /**
   * Repeats at once what another's commit has overtaken; a few times, then later. What another node
   * acts on is left to it: when its partition comes to this one, it is listed.
   */
  @Override
  public Optional<Duration> step(String name, Ref ref) {
    Optional<Controller> controller = controllers.get(name);
    if (controller.isEmpty()) {
      return Optional.empty();
    }
    long began = measures.now();
    try {
      return step(controller.get(), ref);
    } finally {
      measures.step(name, began);
    }
  }

  private Optional<Duration> step(Controller controller, Ref ref) {
    String name = controller.name();
    for (int tries = 1; ; tries++) {
      try {
        Optional<Duration> again = once(controller, ref);
        refused.remove(new Key(name, ref));
        return again;
      } catch (Problem e) {
        if (e.reason() != Problem.Reason.PRECONDITION) {
          refused(controller, ref, e);
        }
        if (e.reason() != Problem.Reason.PRECONDITION || tries == TRIES) {
          throw new StepFailed(true, ref + ": " + e.line(), e);
        }
      }
    }
  }

  private record Key(String controller, Ref ref) {}

  /** What the gate refuses again and again needs a person. */
  private void refused(Controller controller, Ref ref, Problem problem) {
    int times = refused.merge(new Key(controller.name(), ref), 1, Integer::sum);
    Snapshot now = store.snapshot();
    Optional<Resource> resource = now.get(ref);
    if (resource.isEmpty()) {
      refused.remove(new Key(controller.name(), ref));
    } else if (times >= STALL_AFTER && problem.reason() != Problem.Reason.UNAVAILABLE) {
      partitions
          .fence(ref, now.revision())
          .ifPresent(fence -> stall(new Turn(controller, now, resource.get(), fence), problem));
    }
  }

  /** What one step is decided by. */
  private record Turn(Controller controller, Snapshot now, Resource resource, Fence fence) {
    Calls.Key key() {
      return new Calls.Key(resource.uid(), controller.name());
    }

    Observation known() {
      return resource.observed(controller.name());
    }
  }

  private Optional<Duration> once(Controller controller, Ref ref) {
    Snapshot now = store.snapshot();
    Optional<Resource> found = now.get(ref);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    Optional<Fence> fence = partitions.fence(ref, now.revision());
    if (fence.isEmpty()) {
      return partitions.mine(ref) ? Optional.of(BUSY) : Optional.empty();
    }
    Turn turn = new Turn(controller, now, found.get(), fence.get());
    if (calls.inFlight(turn.key())) {
      return Optional.empty();
    }
    if (turn.known().isOpen()) {
      return resolve(turn);
    }
    if (timing.isStale(turn.known(), turn.key(), now.now())) {
      return make(turn, look(turn.known()));
    }
    return execute(turn);
  }

  /** An answer was lost, or we died before it: only looking tells what became of the call. */
  private Optional<Duration> resolve(Turn turn) {
    Observation known = turn.known();
    Instant now = turn.now().now();
    if (known.again().filter(now::isBefore).isPresent()) {
      return Optional.of(Duration.between(now, known.again().get()));
    }
    boolean foreign = known.verb().equals(Call.Verb.REMOVE.name()) && !known.digest().isEmpty();
    if (foreign) {
      // The removal of an orphan: the next list tells whether it is still there.
      String name = turn.controller().name();
      submit(turn, List.of(new Change.Observed(turn.resource().ref(), name, Observation.NONE)));
      return Optional.of(Duration.ZERO);
    }
    return make(turn, look(known));
  }

  private static Call look(Observation known) {
    return Call.observe(known.endpoint().orElseThrow(), known.facet());
  }

  private Optional<Duration> execute(Turn turn) {
    Snapshot now = turn.now();
    Step step;
    try {
      step = turn.controller().step(now, turn.resource());
    } catch (Problem e) {
      stall(turn, e);
      return Optional.empty();
    }
    Optional<Call> wanted = step.call().filter(call -> isAllowed(call, turn.resource(), now));
    Observation known = turn.known();
    Duration period = step.again().orElse(Freshness.MAX_AGE);
    Optional<Duration> wait =
        wanted.flatMap(
            call ->
                timing.wait(call, known, turn.controller(), turn.resource(), now.now(), period));
    Optional<Calls.Ticket> ticket = Optional.empty();
    if (wanted.isPresent() && wait.isEmpty()) {
      ticket = calls.reserve(turn.key(), turn.fence(), wanted.get().endpoint());
      wait = ticket.isPresent() ? Optional.empty() : Optional.of(BUSY);
    }
    try {
      commit(turn, step, ticket.isPresent() ? wanted : Optional.empty());
    } catch (RuntimeException e) {
      ticket.ifPresent(calls::giveBack);
      throw e;
    }
    if (ticket.isPresent()) {
      completion.start(ticket.get(), turn.controller(), turn.resource(), wanted.get());
    }
    return Timing.soonest(step.again(), wait, known);
  }

  /** While a hold is open nothing outside is changed. */
  private static boolean isAllowed(Call call, Resource resource, Snapshot now) {
    return !call.verb().hasEffect() || Holds.open(now, resource).isEmpty();
  }

  private void commit(Turn turn, Step step, Optional<Call> call) {
    Snapshot now = turn.now();
    Resource resource = turn.resource();
    String name = turn.controller().name();
    List<Request> requests = new ArrayList<>();
    List<Change> changes = step.changes();
    if (!changes.isEmpty()) {
      requests.add(
          new Request(
              gate.controller(turn.controller()),
              "runtime",
              Completion.cause(now, resource),
              changes,
              Reads.of(now, resource, changes),
              Optional.of(turn.fence())));
    }
    List<Change> own = new ArrayList<>();
    if (turn.known().failure().isEmpty()) {
      own.addAll(Stalls.cleared(now, resource, name));
    }
    call.filter(c -> c.verb().hasEffect())
        .ifPresent(
            c -> {
              requireFinalizer(turn.controller(), resource, step, c);
              Observation intent = Outcomes.intent(turn.known(), c, now.now());
              own.add(new Change.Observed(resource.ref(), name, intent));
            });
    if (!own.isEmpty()) {
      Request intent = Completion.request(resource, own, turn.fence());
      boolean effect = call.filter(c -> c.verb().hasEffect()).isPresent();
      requests.add(effect ? intent.relying(Holds.none(now, resource)) : intent);
    }
    if (!requests.isEmpty()) {
      submit(turn, requests, call);
    }
  }

  /** Whoever stood still past its lease is refused here, and should be heard of. */
  private void submit(Turn turn, List<Request> requests, Optional<Call> call) {
    try {
      gate.submitAll(requests);
    } catch (Problem e) {
      if (!partitions.holds(turn.fence())) {
        String what = call.map(c -> "intent of " + c.verb()).orElse("decision");
        LOG.info("{} for {} was not written: {}", what, turn.resource().ref(), e.line());
      }
      throw e;
    }
  }

  /** Without its finaliser, what the controller makes outside could be forgotten at deletion. */
  private static void requireFinalizer(
      Controller controller, Resource resource, Step step, Call call) {
    boolean has =
        resource.finalizers().contains(controller.name())
            || step.changes().stream()
                .anyMatch(
                    c ->
                        c instanceof Change.Finalizer f
                            && f.present()
                            && f.ref().equals(resource.ref())
                            && f.name().equals(controller.name()));
    if (call.verb() == Call.Verb.APPLY && !has) {
      throw new StepFailed(
          false, "controller " + controller.name() + " calls APPLY without its finaliser");
    }
  }

  private Optional<Duration> make(Turn turn, Call call) {
    Optional<Calls.Ticket> ticket = calls.reserve(turn.key(), turn.fence(), call.endpoint());
    ticket.ifPresent(t -> completion.start(t, turn.controller(), turn.resource(), call));
    return ticket.isPresent() ? Optional.empty() : Optional.of(BUSY);
  }

  private void stall(Turn turn, Problem problem) {
    submit(
        turn,
        Stalls.stalled(
            turn.now(),
            turn.resource(),
            turn.controller().name(),
            problem.reason().name(),
            problem.line()));
  }

  private void submit(Turn turn, List<Change> changes) {
    if (!changes.isEmpty()) {
      gate.submit(Completion.request(turn.resource(), changes, turn.fence()));
    }
  }
}
