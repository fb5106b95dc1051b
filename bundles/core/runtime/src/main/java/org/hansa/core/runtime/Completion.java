package org.hansa.core.runtime;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.hansa.core.api.Json;
import org.hansa.core.api.Observation;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.control.Call;
import org.hansa.core.api.control.Change;
import org.hansa.core.api.control.Controller;
import org.hansa.core.api.control.Relied;
import org.hansa.core.api.gate.Gate;
import org.hansa.core.api.gate.Principal;
import org.hansa.core.api.gate.Request;
import org.hansa.core.api.store.Fence;
import org.hansa.core.api.store.Store;
import org.hansa.core.driver.DriverException.Reason;
import org.hansa.core.driver.workload.Reading;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts a driver call and commits what came of it. Thread-safe. */
final class Completion {

  static final Principal RUNTIME =
      new Principal("system:runtime", Principal.SYSTEM_TENANT, Set.of());

  /** Failures of one call in a row before a person is told. */
  private static final int STALL_AFTER = 5;

  private static final Logger LOG = LoggerFactory.getLogger(Completion.class);

  /** Wakes a key whose call has come to its end; the delivery. */
  @FunctionalInterface
  interface Waker {
    void wake(String controller, Ref ref);
  }

  private final Store store;
  private final Gate gate;
  private final Calls calls;
  private final Freshness freshness;
  private final MeterBook meters;
  private final Settling settling;
  private final Waker waker;

  /** Uids of which a reading is being written: the next goes on from that, so it is not begun. */
  private final Set<String> booking = ConcurrentHashMap.newKeySet();

  Completion(
      Store store,
      Gate gate,
      Calls calls,
      Freshness freshness,
      MeterBook meters,
      Settling settling,
      Waker waker) {
    this.store = store;
    this.gate = gate;
    this.calls = calls;
    this.freshness = freshness;
    this.meters = meters;
    this.settling = settling;
    this.waker = waker;
  }

  void start(Tickets.Ticket ticket, Controller controller, Resource resource, Call call) {
    String uid = uid(resource, call);
    freshness.asking(knowing(controller, resource, call), resource.ref());
    calls.make(
        ticket,
        call,
        uid,
        new Calls.Sink() {
          @Override
          public void last(Reading reading) {
            book(controller, resource, call, ticket.fence(), reading);
          }

          @Override
          public void accept(Answer answer, Duration settle, long asked) {
            Told told = new Told(answer, settle, asked);
            commit(controller, resource, call, ticket.fence(), told);
          }
        },
        () -> waker.wake(controller.name(), resource.ref()));
  }

  /** A controller that sweeps an endpoint names the object; else it is the resource's own. */
  private static String uid(Resource resource, Call call) {
    return call.swept().orElse(resource.uid());
  }

  /** What is known by the call's answer. */
  private static Calls.Key knowing(Controller controller, Resource resource, Call call) {
    return call.verb().hasEffect() || call.verb() == Call.Verb.OBSERVE
        ? new Calls.Key(resource.uid(), controller.name())
        : reading(resource, controller, call);
  }

  /** Freshness of what is only read is kept by facet and verb, apart from the object's own. */
  static Calls.Key reading(Resource resource, Controller controller, Call call) {
    return new Calls.Key(
        resource.uid(), controller.name() + "/" + call.verb() + "/" + call.facet());
  }

  /** What the driver answered, its facet's settle time, and when it was asked. */
  private record Told(Answer answer, Duration settle, long asked) {}

  private void commit(Controller controller, Resource called, Call call, Fence fence, Told told) {
    Answer answer = told.answer();
    Snapshot now = store.snapshot();
    Optional<Resource> found = find(now, called);
    if (answer instanceof Answer.Seen || call.verb() == Call.Verb.METER) {
      // A failed reading leaves no trace but this: it is not repeated before its time either.
      freshness.seen(knowing(controller, called, call), told.asked());
    }
    if (answer instanceof Answer.Seen) {
      freshness.answered(call.endpoint(), told.asked());
    }
    if (found.isEmpty()) {
      freshness.forget(called.uid());
      return;
    }
    try {
      if (call.verb() == Call.Verb.METER) {
        // One that is not booked is no loss: the next one counts from the same entry.
        reading(answer).ifPresent(r -> booked(controller, found.get(), call, fence, r));
      } else {
        submit(found.get(), observed(controller, found.get(), call, fence, told, now), fence);
      }
    } catch (Problem e) {
      // The intent stays open, or the state as it was: the next step looks again.
      LOG.warn("outcome of {} for {} was not written: {}", call.verb(), called.ref(), e.line());
    }
  }

  /**
   * Before the workload ends: once it has, nobody could read it again.
   *
   * @throws Problem if it was not written
   */
  private void book(Controller controller, Resource called, Call call, Fence fence, Reading last) {
    Optional<Resource> found = find(store.snapshot(), called);
    if (found.isPresent() && !booked(controller, found.get(), call, fence, last)) {
      throw new Problem(
          Problem.Reason.UNAVAILABLE,
          "another reading of " + called.ref() + " is being written",
          "Nothing: it is tried again.");
    }
  }

  /** Two readings of one workload must not both go on from the same ledger entry: false then. */
  private boolean booked(
      Controller controller, Resource resource, Call call, Fence fence, Reading reading) {
    String uid = uid(resource, call);
    if (!booking.add(uid)) {
      return false;
    }
    try {
      String actor = gate.controller(controller).name();
      // What a resource has left somewhere was used by it, not by the endpoint.
      Resource user = Effects.leaver(store.snapshot(), call).orElse(resource);
      List<Change> entry =
          meters
              .entry(user, uid, call.endpoint(), reading, actor)
              .<Change>map(Change.Append::new)
              .stream()
              .toList();
      submit(resource, entry, fence);
    } finally {
      booking.remove(uid);
    }
    return true;
  }

  private void submit(Resource about, List<Change> changes, Fence fence) {
    if (!changes.isEmpty()) {
      gate.submit(request(about, changes, fence));
    }
  }

  private static Optional<Resource> find(Snapshot now, Resource called) {
    return now.get(called.ref()).filter(r -> r.uid().equals(called.uid()));
  }

  private static Optional<Reading> reading(Answer answer) {
    return answer instanceof Answer.Seen seen
        ? seen.state().map(state -> Json.view(state.tree(), Reading.class))
        : Optional.empty();
  }

  private List<Change> observed(
      Controller controller, Resource resource, Call call, Fence fence, Told told, Snapshot now) {
    Answer answer = told.answer();
    Instant at = now.now();
    Observation before = resource.observed(controller.name());
    Calls.Key key = new Calls.Key(resource.uid(), controller.name());
    Duration left =
        before.isOpen() ? settling.left(key, fence, told.settle(), told.asked()) : told.settle();
    Observation next = Outcomes.after(before, call, answer, at, left);
    if (!next.isOpen()) {
      settling.settled(key);
    } else if (call.verb().hasEffect()) {
      settling.lost(key, fence);
    }
    List<Change> changes = new ArrayList<>();
    if (!next.equals(before)) {
      changes.add(new Change.Observed(resource.ref(), controller.name(), next));
    }
    next.failure()
        .filter(f -> !f.retryable() || next.attempts() >= STALL_AFTER)
        .ifPresent(
            f ->
                changes.addAll(
                    Stalls.stalled(now, resource, controller.name(), f.reason(), f.message())));
    if (next.failure().isEmpty() && before.failure().isPresent()) {
      changes.addAll(Stalls.cleared(now, resource, controller.name()));
    }
    if (answer instanceof Answer.Failed failed && failed.reason() == Reason.INTERNAL) {
      LOG.warn(
          "{} at {} for {}: {}", call.verb(), call.endpoint(), resource.ref(), failed.message());
    }
    return changes;
  }

  /** Of this resource and no other that comes to have its name. */
  static Request request(Resource about, List<Change> changes, Fence fence) {
    return new Request(
        RUNTIME,
        "runtime",
        about.ref().toString(),
        changes,
        List.of(Relied.is(about.ref(), "/uid", about.uid())),
        Optional.of(fence));
  }

  /** What a controller acts for: the resource at the top, at its generation. */
  static String cause(Snapshot now, Resource resource) {
    Resource top = resource;
    for (int depth = 0; depth < 32; depth++) {
      Optional<Resource> owner = top.owner().flatMap(o -> now.get(o.ref()));
      if (owner.isEmpty()) {
        break;
      }
      top = owner.get();
    }
    return top.ref() + "@" + top.generation();
  }
}
