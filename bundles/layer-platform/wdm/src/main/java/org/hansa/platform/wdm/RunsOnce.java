package org.hansa.platform.wdm;

import java.util.Optional;
import java.util.TreeMap;
import org.hansa.core.api.Observation;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.control.Call;
import org.hansa.core.api.control.External;
import org.hansa.core.driver.workload.WorkloadSpec;
import org.hansa.core.driver.workload.WorkloadState;
import org.hansa.platform.api.Instance;

/**
 * Whether an instance that is to run once has run. That is noted in its status by what was asked
 * for, wherever it is: what is observed is forgotten when the object vanishes or the place moves,
 * and work of hours would be done twice.
 *
 * @param before the status as it stands
 */
record RunsOnce(Resource instance, Instance.Spec spec, Instance.Status before) {

  static RunsOnce of(Resource instance, Instance.Status before) {
    return new RunsOnce(instance, instance.spec().as(Instance.Spec.class), before);
  }

  /** True if what is asked for now has ended well. */
  boolean hasEnded() {
    return before.phase().equals(Instance.ENDED) && isAsAsked();
  }

  /** True if nobody knows how what is asked for now has ended, nor has it been retried since. */
  boolean isUnknown() {
    return before.phase().equals(Instance.EXIT_UNKNOWN) && isAsAsked() && !isRetried();
  }

  /** True if only the place is another since it was noted. */
  boolean isMoved() {
    return before.once().filter(o -> !o.spec().equals(instance.spec().digest())).isPresent();
  }

  Optional<Instance.Once> note() {
    return isOnce()
        ? Optional.of(
            new Instance.Once(
                asked(spec.workload()), instance.spec().digest(), instance.generation()))
        : Optional.empty();
  }

  /** True if it has ended well, as the driver says now. */
  boolean endsWell(WorkloadState state) {
    return isOnce() && state.exitCode().filter(code -> code == 0).isPresent();
  }

  /** True if it has ended, nobody knows how, and nobody has said since that it is to be started. */
  boolean endsUnknown(WorkloadState state, Observation seen) {
    boolean again =
        before.phase().equals(Instance.EXIT_UNKNOWN)
            || (before.lastExit().isPresent()
                && before.lastExit().equals(seen.since())
                && (before.phase().equals(Instances.STARTING)
                    || before.phase().equals(Instances.RESTARTING)));
    return isOnce() && state.exitCode().isEmpty() && !again;
  }

  /** What has ended is told by what it was made of, though the answer to its start was lost. */
  boolean stands(External process, Ref endpoint) {
    Observation seen = process.seen();
    if (!isOnce() || !seen.isSettled() || !seen.present() || !isAt(seen, endpoint)) {
      return false;
    }
    WorkloadState state = seen.state().as(WorkloadState.class);
    return state.phase() == WorkloadState.Phase.EXITED
        && state.digest().equals(spec.workload().digest());
  }

  /** True if it was seen running, and has gone by itself. */
  boolean isGone(External process, Ref endpoint) {
    Observation seen = process.seen();
    return before.phase().equals(Instances.RUNNING)
        && isAsAsked()
        && seen.isSettled()
        && !seen.present()
        && !seen.verb().equals(Call.Verb.REMOVE.name())
        && isAt(seen, endpoint);
  }

  /** By this verb, and by no other way, it is started anew. */
  String unknown(String what) {
    return what
        + "; it was to run once, so it is not started again by itself: hansa:retry -t "
        + instance.ref().tenant()
        + " Instance "
        + instance.ref().name()
        + " starts it anew";
  }

  private boolean isOnce() {
    return spec.once().orElse(false);
  }

  private boolean isAsAsked() {
    return isOnce()
        && before.once().filter(o -> o.asked().equals(asked(spec.workload()))).isPresent();
  }

  /** A retry is a new generation of the same spec. */
  private boolean isRetried() {
    return !isMoved()
        && before.once().filter(o -> o.generation() != instance.generation()).isPresent();
  }

  private static boolean isAt(Observation seen, Ref endpoint) {
    return seen.endpoint().filter(endpoint::equals).isPresent();
  }

  /** Without the host and its numbers for the ports: those are the place's. */
  private static String asked(WorkloadSpec workload) {
    TreeMap<String, Integer> ports = new TreeMap<>();
    workload.ports().keySet().forEach(name -> ports.put(name, 0));
    return new WorkloadSpec(
            workload.name(),
            workload.runtime(),
            workload.artifacts(),
            workload.command(),
            workload.env(),
            ports,
            workload.cpu(),
            workload.memory(),
            workload.ready(),
            workload.grace(),
            workload.image(),
            Optional.empty())
        .digest();
  }
}
