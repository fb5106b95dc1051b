package org.hansa.core.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.hansa.core.api.Observation;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Resource;
import org.hansa.core.api.control.Call;
import org.hansa.core.api.control.Change;
import org.hansa.core.api.control.Controller;
import org.hansa.core.api.control.Relied;
import org.hansa.core.api.control.Step;
import org.hansa.core.api.gate.Gate;
import org.hansa.core.api.gate.Request;
import org.hansa.core.api.store.Fence;
import org.hansa.core.runtime.delivery.StepFailed;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what a step has decided and the intent of its call, in one transaction, under the fence of
 * its turn. Thread-safe.
 */
final class Intents {

  private static final Logger LOG = LoggerFactory.getLogger(Intents.class);

  private final Gate gate;
  private final Predicate<Fence> holds;

  /**
   * @param holds whether this node still holds the partition
   */
  Intents(Gate gate, Predicate<Fence> holds) {
    this.gate = gate;
    this.holds = holds;
  }

  /**
   * Writes all of it or nothing.
   *
   * @param call that is made when this has been written; empty if none is
   * @throws Problem PRECONDITION if another's commit came before, a hold was set meanwhile, or
   *     another node has the partition
   */
  void commit(Turn turn, Step step, Optional<Call> call) {
    Resource resource = turn.resource();
    List<Request> requests = new ArrayList<>();
    List<Change> changes = step.changes();
    if (!changes.isEmpty()) {
      requests.add(
          new Request(
              gate.controller(turn.controller()),
              "runtime",
              Completion.cause(turn.now(), resource),
              changes,
              reads(turn, step),
              Optional.of(turn.fence())));
    }
    Optional<Call> effect = call.filter(c -> c.verb().hasEffect());
    List<Change> own = new ArrayList<>(cleared(turn));
    effect.ifPresent(c -> own.add(intent(turn, step, c)));
    if (!own.isEmpty()) {
      Request request = Completion.request(resource, own, turn.fence());
      // With its last finaliser, when nothing is called any more, the resource is gone.
      int at = effect.isPresent() ? requests.size() : 0;
      requests.add(at, effect.map(c -> request.relying(relied(turn, c))).orElse(request));
    }
    if (!requests.isEmpty()) {
      submit(turn, requests, call);
    }
  }

  /** What it read, and what it says itself that it relied on. */
  private static List<Relied> reads(Turn turn, Step step) {
    List<Relied> all = new ArrayList<>(Reads.of(turn.now(), turn.resource(), step.changes()));
    all.addAll(step.relied());
    return all;
  }

  private static List<Change> cleared(Turn turn) {
    return turn.known().failure().isEmpty()
        ? Stalls.cleared(turn.now(), turn.resource(), turn.controller().name())
        : List.of();
  }

  private static List<Relied> relied(Turn turn, Call call) {
    return Effects.relied(turn.now(), turn.resource(), turn.known(), call);
  }

  private static Change intent(Turn turn, Step step, Call call) {
    requireFinalizer(turn.controller(), turn.resource(), step, call);
    Observation intent = Outcomes.intent(turn.known(), call, turn.now().now());
    return new Change.Observed(turn.resource().ref(), turn.controller().name(), intent);
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

  /** Whoever stood still past its lease is refused here, and should be heard of. */
  private void submit(Turn turn, List<Request> requests, Optional<Call> call) {
    try {
      gate.submitAll(requests);
    } catch (Problem e) {
      if (!holds.test(turn.fence())) {
        String what = call.map(c -> "intent of " + c.verb()).orElse("decision");
        LOG.info("{} for {} was not written: {}", what, turn.resource().ref(), e.line());
      }
      throw e;
    }
  }

  /** Writes what the runtime itself has to say of the resource, if there is anything. */
  void say(Turn turn, List<Change> changes) {
    if (!changes.isEmpty()) {
      gate.submit(Completion.request(turn.resource(), changes, turn.fence()));
    }
  }
}
