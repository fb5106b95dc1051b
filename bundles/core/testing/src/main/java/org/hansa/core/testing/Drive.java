package org.hansa.core.testing;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hansa.core.api.Condition;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Draft;
import org.hansa.core.api.Observation;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.control.Call;
import org.hansa.core.api.control.Change;
import org.hansa.core.api.control.Controller;
import org.hansa.core.api.control.Step;
import org.hansa.core.api.store.Entry;

/**
 * Runs controllers to rest on a snapshot in memory, for tests: every step on the newest state, its
 * changes and its call at once. It fails the test where a controller breaks its contract, a
 * reservation exceeds its pool, or nothing comes to rest.
 */
public final class Drive {

  private static final int ROUNDS = 200;

  private final List<Controller> controllers;
  private final Outside outside;
  private final List<Step> steps = new ArrayList<>();
  private final Commit commit = new Commit();
  private Snapshot now;

  public Drive(Instant start, Outside outside, List<Controller> controllers) {
    this.now = Snapshots.empty(start);
    this.outside = outside;
    this.controllers = List.copyOf(controllers);
  }

  public Snapshot snapshot() {
    return now;
  }

  public Resource get(Ref ref) {
    return now.get(ref).orElseThrow(() -> new AssertionError(ref + " is not there: " + now));
  }

  /** The steps of the last run that wanted or explained something, in order. */
  public List<Step> steps() {
    return List.copyOf(steps);
  }

  /** All that controllers have appended to the record streams, in order. */
  public List<Entry> entries() {
    return commit.entries();
  }

  public Drive put(Ref ref, Record spec) {
    return change(Change.Put.of(Draft.of(ref, Doc.of(spec))));
  }

  /** Writes a status as the runtime would. */
  public Drive status(Ref ref, Record status, Condition... conditions) {
    return change(new Change.Status(ref, Doc.of(status), List.of(conditions)));
  }

  public Drive delete(Ref ref) {
    return change(Change.Delete.of(ref));
  }

  public Drive change(Change... changes) {
    now = commit.all(now, List.of(changes));
    return this;
  }

  /** Lets time pass, observes everything anew and runs to rest. */
  public Drive pass(Duration time) {
    now = now.at(now.now().plus(time));
    for (Controller controller : controllers) {
      for (Resource r : now.list(controller.kind()).toList()) {
        Observation seen = r.observed(controller.name());
        if (seen.present() && !seen.verb().equals("LIST") && seen.endpoint().isPresent()) {
          call(controller, r.ref(), Call.observe(seen.endpoint().get(), seen.facet()));
        }
      }
    }
    return run();
  }

  /** Steps everything until nothing changes any more. */
  public Drive run() {
    steps.clear();
    for (int round = 0; round < ROUNDS; round++) {
      long before = now.revision();
      for (Controller controller : controllers) {
        now.list(controller.kind()).map(Resource::ref).toList().forEach(r -> step(controller, r));
      }
      if (now.revision() == before) {
        return this;
      }
    }
    throw new AssertionError("no rest after " + ROUNDS + " rounds; last: " + last());
  }

  private Object last() {
    return steps.subList(Math.max(0, steps.size() - 4), steps.size());
  }

  /** One step of one resource, carried out. */
  public Step step(Controller controller, Ref ref) {
    Optional<Resource> resource = now.get(ref);
    if (resource.isEmpty()) {
      return Step.done();
    }
    Step step = controller.step(now, resource.get());
    if (!step.equals(controller.step(now, resource.get()))) {
      throw new AssertionError(controller.name() + " is not a function of its arguments");
    }
    Rules.check(controller, resource.get(), step);
    if (!step.isDone() || !step.whys().isEmpty()) {
      steps.add(step);
    }
    now = commit.all(now, step.changes());
    step.call().ifPresent(call -> call(controller, ref, call));
    return step;
  }

  private void call(Controller controller, Ref ref, Call call) {
    Optional<Resource> found = now.get(ref);
    if (found.isEmpty() || call.verb() == Call.Verb.METER) {
      return;
    }
    Resource resource = found.get();
    if (call.verb() == Call.Verb.APPLY && !resource.finalizers().contains(controller.name())) {
      throw new AssertionError(controller.name() + " applied " + ref + " without its finaliser");
    }
    String uid = call.swept().orElse(resource.uid());
    Observation before = resource.observed(controller.name());
    Observation after = outside.answer(call, uid, before, now.now());
    // As in earnest, an observation that only repeats what is known writes nothing.
    boolean same = after.outcome() == before.outcome() && after.state().equals(before.state());
    if (!same
        || after.present() != before.present()
        || !after.digest().equals(before.digest())
        || !after.endpoint().equals(before.endpoint())) {
      now = now.with(List.of(resource.withObserved(controller.name(), after)), List.of());
    }
  }
}
