package org.hansa.core.runtime;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
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

  /** Refusals of one step in a row before a person is told. */
  private static final int STALL_AFTER = 5;

  private static final Duration BUSY = Duration.ofMillis(200);

  private final Store store;
  private final Intents intents;
  private final Controllers controllers;
  private final Tickets tickets;
  private final Running running;
  private final Timing timing;
  private final Completion completion;
  private final Partitions partitions;
  private final Measures measures;
  private final Map<Key, Integer> refused = new ConcurrentHashMap<>();

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
    try {
      return step(controller.get(), ref);
    } finally {
      measures.step(name, began);
    }
  }

  private Optional<Duration> step(Controller controller, Ref ref) {
    String name = controller.name();
    String former = "";
    for (int tries = 1; ; tries++) {
      Snapshot now = store.snapshot();
      try {
        Optional<Duration> again = once(controller, ref, now);
        refused.remove(new Key(name, ref));
        return again;
      } catch (Problem e) {
        boolean overtaken = isOvertaken(e, now, former);
        former = e.line();
        if (!overtaken) {
          refused(controller, ref, e);
        }
        if (!overtaken || tries == TRIES) {
          throw new StepFailed(true, ref + ": " + e.line(), e);
        }
      }
    }
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

  private Optional<Duration> once(Controller controller, Ref ref, Snapshot now) {
    Optional<Resource> found = now.get(ref);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    Optional<Fence> fence = partitions.fence(ref, now.revision());
    if (fence.isEmpty()) {
      return partitions.mine(ref) ? Optional.of(BUSY) : Optional.empty();
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
      ticket = tickets.reserve(turn.key(), turn.fence(), wanted.get().endpoint());
      wait = ticket.isPresent() ? Optional.empty() : Optional.of(BUSY);
    }
    begin(ticket, turn, ticket.flatMap(t -> wanted), call -> intents.commit(turn, step, call));
    return Timing.soonest(step.again(), wait, known);
  }

  private Optional<Duration> make(Turn turn, Call call) {
    Optional<Tickets.Ticket> ticket = tickets.reserve(turn.key(), turn.fence(), call.endpoint());
    begin(ticket, turn, Optional.of(call), any -> {});
    return ticket.isPresent() ? Optional.empty() : Optional.of(BUSY);
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
    String cure = "see to that system, or else restart its driver's bundle";
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
