package org.hansa.core.runtime;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
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
import org.hansa.core.api.store.Fence;
import org.hansa.core.api.store.Store;
import org.hansa.core.runtime.delivery.StepFailed;
import org.hansa.core.runtime.delivery.Stepper;

/**
 * Runs one step of one resource: looks first if what is known is too old or open, asks the
 * controller, has what it decides written with the intent of its call, and then makes the call. The
 * delivery never runs one key twice at once. Thread-safe.
 */
final class Steps implements Stepper {

  private static final int TRIES = 5;

  /** Until the state has come far enough to act on it. */
  private static final Duration BEHIND = Duration.ofMillis(200);

  /**
   * Who waits for an endpoint is woken when its turn has come; this is for what nobody thought of.
   */
  private static final Duration BUSY = Duration.ofSeconds(10);

  private final Store store;
  private final Intents intents;
  private final Controllers controllers;
  private final Tickets tickets;
  private final Running running;
  private final Timing timing;
  private final Completion completion;
  private final Partitions partitions;
  private final Measures measures;
  private final Refusals refusals = new Refusals();

  Steps(
      Store store,
      Gate gate,
      Controllers controllers,
      Tickets tickets,
      Running running,
      Freshness freshness,
      Completion completion,
      Partitions partitions,
      Measures measures) {
    this.partitions = partitions;
    this.measures = measures;
    this.store = store;
    this.intents = new Intents(gate, partitions::holds);
    this.controllers = controllers;
    this.tickets = tickets;
    this.running = running;
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
    Tickets.Waiter who = new Tickets.Waiter(name, ref);
    boolean called = tickets.isCalled(who);
    try {
      return step(controller.get(), ref);
    } finally {
      measures.step(name, began);
      if (called && tickets.isCalled(who)) {
        tickets.pass(who);
      }
    }
  }

  private Optional<Duration> step(Controller controller, Ref ref) {
    String former = "";
    for (int tries = 1; ; tries++) {
      Snapshot now = store.snapshot();
      try {
        Optional<Duration> again = once(controller, ref, now);
        refusals.forget(controller, ref);
        return again;
      } catch (Problem e) {
        boolean overtaken = isOvertaken(e, now, former);
        former = e.line();
        if (!overtaken) {
          Snapshot after = store.snapshot();
          refusals
              .refused(controller, after, ref, e)
              .ifPresent(why -> stall(controller, ref, after, why));
        }
        if (!overtaken || tries == TRIES) {
          throw new StepFailed(true, ref + ": " + e.line(), e);
        }
      } catch (RuntimeException | LinkageError e) {
        failed(controller, ref, e);
        throw e;
      }
    }
  }

  /** A fault of the controller, unless its bundle has just gone. */
  private void failed(Controller controller, Ref ref, Throwable failure) {
    if (controllers.get(controller.name()).isPresent()) {
      Snapshot now = store.snapshot();
      refusals
          .failed(controller, now, ref, failure)
          .ifPresent(why -> stall(controller, ref, now, why));
    }
  }

  private void stall(Controller controller, Ref ref, Snapshot now, Problem why) {
    Optional<Fence> fence = partitions.fence(ref, now.revision());
    now.get(ref).ifPresent(r -> fence.ifPresent(f -> stall(new Turn(controller, now, r, f), why)));
  }

  /**
   * Also if another took, since this looked, what this chose: by what stands now it chooses anew.
   * To be refused twice for the same is no race.
   */
  private boolean isOvertaken(Problem e, Snapshot seen, String former) {
    return e.reason() == Problem.Reason.PRECONDITION
        || (e.reason() == Problem.Reason.CONFLICT
            && store.snapshot().revision() > seen.revision()
            && !e.line().equals(former));
  }

  private Optional<Duration> once(Controller controller, Ref ref, Snapshot now) {
    Optional<Resource> found = now.get(ref);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    Optional<Fence> fence = partitions.fence(ref, now.revision());
    if (fence.isEmpty()) {
      return partitions.mine(ref) ? Optional.of(BEHIND) : Optional.empty();
    }
    Turn turn = new Turn(controller, now, found.get(), fence.get());
    if (tickets.inFlight(turn.key())) {
      running.lost(turn.key()).ifPresent(why -> stallAt(turn, why));
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
    Optional<Duration> later = Timing.later(known, turn.now().now());
    if (later.isPresent()) {
      return later;
    }
    boolean foreign = known.verb().equals(Call.Verb.REMOVE.name()) && !known.digest().isEmpty();
    if (foreign) {
      // The removal of an orphan: the next list tells whether it is still there.
      String name = turn.controller().name();
      intents.say(
          turn, List.of(new Change.Observed(turn.resource().ref(), name, Observation.NONE)));
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
    Observation known = turn.known();
    Optional<Call> wanted =
        step.call().filter(call -> Effects.may(now, turn.resource(), known, call));
    Duration period = step.again().orElse(Freshness.MAX_AGE);
    Optional<Duration> wait =
        wanted.flatMap(
            call ->
                timing.wait(call, known, turn.controller(), turn.resource(), now.now(), period));
    Optional<Tickets.Ticket> ticket = Optional.empty();
    if (wanted.isPresent() && wait.isEmpty()) {
      ticket = reserve(turn, wanted.get());
      wait = ticket.isPresent() ? Optional.empty() : Optional.of(BUSY);
    }
    begin(ticket, turn, ticket.flatMap(t -> wanted), call -> intents.commit(turn, step, call));
    return Timing.soonest(step.again(), wait, known);
  }

  private Optional<Duration> make(Turn turn, Call call) {
    Optional<Tickets.Ticket> ticket = reserve(turn, call);
    begin(ticket, turn, Optional.of(call), any -> {});
    return ticket.isPresent() ? Optional.empty() : Optional.of(BUSY);
  }

  private Optional<Tickets.Ticket> reserve(Turn turn, Call call) {
    Tickets.Waiter who = new Tickets.Waiter(turn.controller().name(), turn.resource().ref());
    return tickets.reserve(who, turn.key(), turn.fence(), call.endpoint(), call.verb().hasEffect());
  }

  /** Whatever is thrown, an error too, the key of a call that was not begun is free again. */
  private void begin(
      Optional<Tickets.Ticket> ticket,
      Turn turn,
      Optional<Call> call,
      Consumer<Optional<Call>> before) {
    boolean begun = false;
    try {
      before.accept(call);
      ticket.ifPresent(
          t -> completion.start(t, turn.controller(), turn.resource(), call.orElseThrow()));
      begun = true;
    } finally {
      if (!begun) {
        ticket.ifPresent(tickets::giveBack);
      }
    }
  }

  /** Nothing more is done for it until the call comes back, which may be never. */
  private void stallAt(Turn turn, String lost) {
    String cure = "see to that system, or else restart the node";
    stall(turn, "NoAnswer", lost + ", and nothing is done before it comes back: " + cure);
  }

  private void stall(Turn turn, Problem problem) {
    stall(turn, problem.reason().name(), problem.line());
  }

  private void stall(Turn turn, String reason, String text) {
    intents.say(
        turn, Stalls.stalled(turn.now(), turn.resource(), turn.controller().name(), reason, text));
  }
}
