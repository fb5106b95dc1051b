package org.hansa.platform.wdm;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hansa.core.api.Condition;
import org.hansa.core.api.Endpoint;
import org.hansa.core.api.Observation;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.control.Change;
import org.hansa.core.api.control.Controller;
import org.hansa.core.api.control.External;
import org.hansa.core.api.control.Step;
import org.hansa.core.driver.workload.WorkloadFacet;
import org.hansa.core.driver.workload.WorkloadState;
import org.hansa.platform.api.Instance;
import org.osgi.service.component.annotations.Component;

/**
 * Keeps one instance running as its spec says: applies it, starts it again when it has ended (after
 * a pause that grows), and removes it.
 */
@Component(service = Controller.class)
public final class Instances implements Controller {

  static final String STARTING = "Starting";
  static final String RUNNING = "Running";
  static final String RESTARTING = "Restarting";
  private static final String CHANGING = "Changing";

  private static final Instance.Status FRESH =
      new Instance.Status(
          "Waiting", Optional.empty(), Optional.empty(), 0, Optional.empty(), java.util.Map.of());

  @Override
  public String name() {
    return Running.CONTROLLER;
  }

  @Override
  public String kind() {
    return Instance.KIND;
  }

  @Override
  public Step step(Snapshot snapshot, Resource instance) {
    Step.Builder step = Step.builder();
    External process = new External(snapshot, instance, name(), WorkloadFacet.NAME);
    Instance.Status before = status(instance);
    if (instance.isDeleting()) {
      stop(step, process, instance, before);
      return step.build();
    }
    Instance.Spec spec = instance.spec().as(Instance.Spec.class);
    RunsOnce once = new RunsOnce(instance, spec, before);
    if (once.hasEnded()) {
      // Whatever becomes of what is left of it, it has run.
      return Step.done();
    }
    if (once.isUnknown()) {
      if (once.isMoved()) {
        // So that a retry is still told from a move.
        Saying saying = new Saying(before, before.phase()).noting(once.note());
        instance
            .condition(Condition.READY)
            .ifPresent(said -> write(step, instance, saying.status(), said));
      }
      return step.build();
    }
    Ref endpoint = Ref.parse(spec.endpoint());
    Optional<String> closed = closed(snapshot, endpoint);
    if (closed.isPresent()) {
      step.again(External.FRESH);
      Condition away =
          Condition.unknown(Condition.READY, "NoEndpoint", closed.get(), snapshot.now());
      write(step, instance, before, away);
      return step.build();
    }
    Observation seen = process.seen();
    if (once.isGone(process, endpoint)) {
      lost(step, process, once, "it ran, and is gone");
      return step.build();
    }
    if (process.is(endpoint, spec.workload()) || once.stands(process, endpoint)) {
      WorkloadState state = seen.state().as(WorkloadState.class);
      if (state.phase() == WorkloadState.Phase.EXITED) {
        if (once.endsWell(state)) {
          rests(step, process, once);
        } else if (once.endsUnknown(state, seen)) {
          lost(step, process, once, "it has ended, and with which exit code is not known");
        } else {
          ended(step, process, instance, before, state, endpoint, spec);
        }
      } else {
        step.again(External.FRESH);
        Saying saying = new Saying(before, state).noting(once.note());
        write(step, instance, saying.status(), saying.running(state, snapshot.now()));
      }
      return step.build();
    }
    Optional<Duration> leaving = leaving(process, instance);
    if (leaving.isPresent()) {
      step.again(leaving.get());
      Saying saying = new Saying(before, before.phase());
      String message = "is changed as soon as no connection leads to it";
      write(step, instance, saying.status(), saying.no(CHANGING, message, snapshot.now()));
      return step.build();
    }
    process.ensure(step, endpoint, spec.workload(), false);
    boolean goesOn = seen.present() && !Running.isOver(before);
    Saying saying = new Saying(before, goesOn ? before.phase() : STARTING);
    write(step, instance, saying.status(), saying.open(seen, snapshot.now()));
    return step.build();
  }

  private static void stop(
      Step.Builder step, External process, Resource instance, Instance.Status before) {
    Saying saying = new Saying(before, "Stopping");
    Optional<Duration> left =
        process.seen().present()
            ? instance.deleting().flatMap(d -> Leaving.left(process.snapshot(), instance, d))
            : Optional.empty();
    String message;
    if (left.isPresent()) {
      step.again(left.get());
      message = "is stopped as soon as no connection leads to it";
    } else if (process.remove(step)) {
      process.release(step);
      return;
    } else {
      message = "is being stopped";
    }
    Condition ending = saying.no("Stopping", message, process.snapshot().now());
    write(step, instance, saying.status(), ending);
  }

  /** How long a change waits for those who are led there, when they can be led elsewhere. */
  private static Optional<Duration> leaving(External process, Resource instance) {
    if (!process.seen().present()
        || Running.isApplied(instance)
        || !Leaving.isReplaced(process.snapshot(), instance)) {
      return Optional.empty();
    }
    Instant now = process.snapshot().now();
    Instant since =
        instance
            .condition(Condition.READY)
            .filter(c -> c.state() == Condition.State.FALSE)
            .map(Condition::since)
            .orElse(now);
    return Leaving.left(process.snapshot(), instance, since);
  }

  /**
   * It has ended: first that is noted, and then, when the pause is over, it is started again. Which
   * end it is says when it was first seen. What was asked for, and held back, is asked for again.
   */
  private static void ended(
      Step.Builder step,
      External process,
      Resource instance,
      Instance.Status before,
      WorkloadState state,
      Ref endpoint,
      Instance.Spec spec) {
    Instant now = process.snapshot().now();
    Instant end = process.seen().since().orElse(now);
    boolean noted = before.lastExit().filter(end::equals).isPresent();
    int restarts =
        noted ? before.restarts() : Running.counted(before.restarts(), state.started(), now);
    boolean asked = noted && before.phase().equals(STARTING);
    Optional<Duration> left =
        asked ? Optional.empty() : Running.left(end, Running.pause(restarts), now);
    if (left.isPresent()) {
      step.again(left.get());
    } else {
      process.ensure(step, endpoint, spec.workload(), true);
    }
    Instance.Status next =
        new Instance.Status(
            left.isPresent() ? RESTARTING : STARTING,
            Optional.empty(),
            Optional.empty(),
            left.isPresent() || asked ? restarts : restarts + 1,
            Optional.of(end),
            before.limits(),
            before.once());
    String code = state.exitCode().map(c -> "exit code " + c).orElse("an unknown exit code");
    String message = "ended with " + code + "; restarts so far: " + next.restarts();
    write(step, instance, next, Condition.no(Condition.READY, RESTARTING, message, now));
  }

  /** It was to run once, and has. */
  private static void rests(Step.Builder step, External process, RunsOnce once) {
    Condition ended =
        Condition.no(
            Condition.READY,
            Instance.ENDED,
            "ended with exit code 0, and is not started again",
            process.snapshot().now());
    over(step, process, once, ended);
  }

  /** It was to run once, and whether it has, and well, nobody knows. */
  private static void lost(Step.Builder step, External process, RunsOnce once, String what) {
    Condition unknown =
        Condition.unknown(
            Condition.READY, Instance.EXIT_UNKNOWN, once.unknown(what), process.snapshot().now());
    over(step, process, once, unknown);
  }

  private static void over(
      Step.Builder step, External process, RunsOnce once, Condition condition) {
    Instance.Status before = once.before();
    boolean well = condition.reason().equals(Instance.ENDED);
    Instance.Status next =
        new Instance.Status(
            well ? Instance.ENDED : Instance.EXIT_UNKNOWN,
            Optional.empty(),
            before.started(),
            before.restarts(),
            Optional.of(process.seen().since().orElse(process.snapshot().now())),
            before.limits(),
            once.note());
    write(step, once.instance(), next, condition);
  }

  private static Instance.Status status(Resource instance) {
    return instance.status().isEmpty() ? FRESH : instance.status().as(Instance.Status.class);
  }

  private static Optional<String> closed(Snapshot snapshot, Ref endpoint) {
    Optional<Resource> found = snapshot.get(endpoint);
    if (found.isEmpty()) {
      return Optional.of(endpoint + " does not exist");
    }
    boolean open =
        found.get().status().as(Endpoint.Status.class).facets().contains(WorkloadFacet.NAME);
    return open ? Optional.empty() : Optional.of(endpoint + " is not open for workloads");
  }

  private static void write(
      Step.Builder step, Resource instance, Instance.Status status, Condition condition) {
    step.change(
        new Change.Status(instance.ref(), instance.status().with(status), List.of(condition)));
  }
}
