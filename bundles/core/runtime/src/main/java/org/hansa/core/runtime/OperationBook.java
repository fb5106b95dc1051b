package org.hansa.core.runtime;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Operation;
import org.hansa.core.api.Operation.Phase;
import org.hansa.core.api.Operation.Status;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.control.Change;
import org.hansa.core.api.control.Relied;
import org.hansa.core.api.gate.Gate;
import org.hansa.core.api.store.Fence;

/** What is written of operations, through the gate under the fence of their partition. */
final class OperationBook {

  /** The runtime's own finaliser on those that are begun. */
  private static final String FINALIZER = "runtime";

  private final Gate gate;
  private final String node;

  OperationBook(Gate gate, String node) {
    this.gate = gate;
    this.node = node;
  }

  /**
   * Said before it is begun, if no hold has come meanwhile and the subject is the same.
   *
   * @return as it stands then
   */
  Resource begun(Snapshot now, Resource operation, Resource subject, Fence fence) {
    Status begun = status(operation).begun(node, now.now());
    List<Change> changes =
        List.of(new Change.Finalizer(operation.ref(), FINALIZER, true), change(operation, begun));
    List<Relied> relied = new ArrayList<>(Holds.none(now, operation));
    relied.addAll(Holds.none(now, subject));
    relied.add(Relied.is(subject.ref(), "/uid", subject.uid()));
    gate.submit(Completion.request(operation, changes, fence).relying(relied));
    return operation.withStatus(Doc.of(begun));
  }

  void waits(Resource operation, Fence fence, String why) {
    Status next = status(operation).waiting(why);
    if (!next.equals(status(operation))) {
      write(operation, fence, List.of(change(operation, next)));
    }
  }

  void told(Resource operation, Fence fence, OperationRun.Far far) {
    Status next = status(operation).at(far.percent(), far.line());
    if (!next.equals(status(operation))) {
      write(operation, fence, List.of(change(operation, next)));
    }
  }

  /** What came of it; if that cannot be stored, that it cannot. */
  void ended(Snapshot now, Resource operation, OperationRun run) {
    OperationRun.Outcome outcome = run.outcome().orElseThrow();
    Status far = status(operation).at(run.far().percent(), run.far().line());
    try {
      over(
          now,
          operation,
          run.fence(),
          outcome
              .result()
              .map(result -> far.done(result, now.now()))
              .orElseGet(() -> failure(now, far, Phase.FAILED, outcome.problem().get())));
    } catch (Problem e) {
      if (e.reason() != Problem.Reason.TOO_LARGE && e.reason() != Problem.Reason.INVALID) {
        throw e;
      }
      Problem lost =
          new Problem(
              Problem.Reason.TOO_LARGE,
              "it has ended, but what came of it cannot be kept: " + e.reason(),
              "Look at what it was done with.");
      failed(now, operation, run.fence(), lost);
    }
  }

  void failed(Snapshot now, Resource operation, Fence fence, Problem why) {
    over(now, operation, fence, failure(now, status(operation), Phase.FAILED, why));
  }

  /** Of one that another node, or a former life of this one, was at. */
  void lost(Snapshot now, Resource operation, Fence fence) {
    Problem why =
        new Problem(
            Problem.Reason.UNAVAILABLE,
            "the node "
                + status(operation).node().orElse("")
                + ", which was at it, has gone: whether it is done is not known",
            "Look at what it was done with, and ask for another if need be.");
    over(now, operation, fence, failure(now, status(operation), Phase.LOST, why));
  }

  /** Of one that is deleted and not under way. */
  void released(Resource operation, Fence fence) {
    if (operation.finalizers().contains(FINALIZER)) {
      write(operation, fence, List.of(new Change.Finalizer(operation.ref(), FINALIZER, false)));
    }
  }

  /** What it was done with is no more. */
  void gone(Resource operation, Fence fence) {
    write(operation, fence, List.of(Change.Delete.of(operation.ref())));
  }

  private static Status failure(Snapshot now, Status status, Phase how, Problem why) {
    return status.over(
        how, new Operation.Failure(why.reason().name(), why.getMessage(), why.cure()), now.now());
  }

  /** Older ones of the same subject make room. */
  private void over(Snapshot now, Resource operation, Fence fence, Status status) {
    List<Change> changes = new ArrayList<>();
    changes.add(change(operation, status));
    if (operation.finalizers().contains(FINALIZER)) {
      changes.add(new Change.Finalizer(operation.ref(), FINALIZER, false));
    }
    Operation.Spec spec = operation.spec().as(Operation.Spec.class);
    now.list(Operation.KIND, operation.ref().tenant())
        .filter(each -> isOverWith(each, spec))
        .sorted(Comparator.comparing(Resource::created).reversed())
        .skip(Operation.MOST_KEPT - 1L)
        .forEach(each -> changes.add(Change.Delete.of(each.ref())));
    write(operation, fence, changes);
  }

  private static boolean isOverWith(Resource operation, Operation.Spec with) {
    Operation.Spec spec = operation.spec().as(Operation.Spec.class);
    return spec.kind().equals(with.kind())
        && spec.name().equals(with.name())
        && status(operation).phase().isOver();
  }

  private static Status status(Resource operation) {
    return operation.status().as(Status.class);
  }

  private static Change.Status change(Resource operation, Status status) {
    return new Change.Status(operation.ref(), operation.status().with(status), List.of());
  }

  private void write(Resource operation, Fence fence, List<Change> changes) {
    gate.submit(Completion.request(operation, changes, fence));
  }
}
