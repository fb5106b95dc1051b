package org.hansa.core.runtime;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.hansa.core.api.Installation;
import org.hansa.core.api.Operation;
import org.hansa.core.api.Operation.Phase;
import org.hansa.core.api.Operation.Status;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.Tenant;
import org.hansa.core.api.control.Action;
import org.hansa.core.api.gate.Gate;
import org.hansa.core.api.store.Changed;
import org.hansa.core.api.store.Fence;
import org.hansa.core.api.store.Leases;
import org.hansa.core.api.store.Store;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the operations of this node's partitions done, and writes down how far each is. What another
 * node was at is begun anew if it may be repeated, else it is lost. Thread-safe.
 */
final class OperationKeeper implements OperationRun.Listener {

  /** At once, on this node. */
  static final int MOST_RUNNING = 4;

  /** Of all other tenants than the provider's, which finds room so. */
  static final int MOST_OF_TENANTS = 3;

  private static final int MOST_ATTEMPTS = 3;
  private static final long TELL_MILLIS = 1_000;
  private static final long AGAIN_MILLIS = 5_000;
  private static final Logger LOG = LoggerFactory.getLogger(OperationKeeper.class);

  private final Store store;
  private final OperationBook book;
  private final Partitions partitions;
  private final String node;
  private final Executor runners;
  private final ScheduledExecutorService executor;
  private final Map<String, Action> actions = new ConcurrentHashMap<>();

  /** By uid; only on the executor's thread, but for those that end. */
  private final Map<String, OperationRun> runs = new ConcurrentHashMap<>();

  /** What operations are done with: holds of those may be released, and they may go. */
  private volatile Set<Ref> subjects = Set.of();

  private volatile boolean stopped;
  private final AtomicBoolean looking = new AtomicBoolean();
  private final AtomicBoolean due = new AtomicBoolean();
  private final AtomicBoolean telling = new AtomicBoolean();

  /**
   * @param runners gives each run a thread at once
   * @param executor one thread of its own
   */
  OperationKeeper(
      Store store,
      Gate gate,
      Partitions partitions,
      String node,
      Executor runners,
      ScheduledExecutorService executor) {
    this.store = store;
    this.book = new OperationBook(gate, node);
    this.partitions = partitions;
    this.node = node;
    this.runners = runners;
    this.executor = executor;
  }

  void add(Action action) {
    actions.put(action.kind() + "/" + action.verb(), action);
    lookAtAll();
  }

  /** What it is at comes to its end. */
  void remove(Action action) {
    actions.values().removeIf(each -> each == action);
  }

  /** A sink of the store's changes; quick. */
  void changed(List<Changed> changes) {
    for (Changed change : changes) {
      Ref ref = change.resource().ref();
      if (ref.kind().equals(Operation.KIND)
          || ref.equals(Installation.SELF)
          || subjects.contains(ref)) {
        lookAtAll();
        return;
      }
    }
  }

  /** Others may act on these now. */
  void lost(Set<Integer> moved) {
    runs.values().stream()
        .filter(run -> moved.contains(Leases.partition(run.operation().ref())))
        .forEach(OperationRun::cut);
  }

  /** What runs is interrupted, and nothing more is begun. */
  void stop() {
    stopped = true;
    runs.values().forEach(OperationRun::cut);
  }

  /** True if nothing runs any more; waits for what was cut. */
  boolean isQuiet(Duration most) throws InterruptedException {
    long end = System.nanoTime() + most.toNanos();
    boolean quiet = true;
    for (OperationRun run : runs.values()) {
      quiet &= run.hasEnded(Math.max(0, end - System.nanoTime()));
    }
    return quiet;
  }

  /** However often it is called, at most one look waits. */
  void lookAtAll() {
    if (!executor.isShutdown() && looking.compareAndSet(false, true)) {
      executor.execute(this::look);
    }
  }

  /** Once in a while as long as something waits, however many looks ask for it. */
  private void lookAgain() {
    if (!executor.isShutdown() && due.compareAndSet(false, true)) {
      var unused =
          executor.schedule(
              () -> {
                due.set(false);
                lookAtAll();
              },
              AGAIN_MILLIS,
              TimeUnit.MILLISECONDS);
    }
  }

  @Override
  public void moved() {
    if (!executor.isShutdown() && telling.compareAndSet(false, true)) {
      var unused = executor.schedule(this::tellAll, TELL_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  @Override
  public void ended(OperationRun run) {
    if (!executor.isShutdown()) {
      executor.execute(() -> end(run));
    }
  }

  private void look() {
    looking.set(false);
    if (stopped) {
      return;
    }
    List<Resource> mine =
        store
            .snapshot()
            .list(Operation.KIND)
            .filter(each -> partitions.mine(each.ref()))
            .sorted(Comparator.comparing(Resource::created).thenComparing(Resource::ref))
            .toList();
    subjects = mine.stream().map(OperationKeeper::subject).collect(Collectors.toSet());
    Set<Ref> waiting = new HashSet<>();
    boolean again = false;
    for (Resource each : mine) {
      try {
        again |= look(each, waiting);
      } catch (Problem e) {
        LOG.info("{} is looked at again: {}", each.ref(), e.line());
        again = true;
      } catch (RuntimeException e) {
        // One that cannot be attended is in no other's way.
        LOG.warn("{} cannot be attended", each.ref(), e);
        again = true;
      }
    }
    // What a hold is on may be further up than what is waited for.
    if (again || !waiting.isEmpty()) {
      lookAgain();
    }
  }

  /** True if it is to be looked at again by itself. */
  private boolean look(Resource stale, Set<Ref> waiting) {
    Snapshot now = store.snapshot();
    Optional<Resource> found = now.get(stale.ref()).filter(r -> r.uid().equals(stale.uid()));
    if (found.isEmpty()) {
      Optional.ofNullable(runs.get(stale.uid())).ifPresent(OperationRun::cut);
      return false;
    }
    Resource operation = found.get();
    Optional<Fence> fence = partitions.fence(operation.ref(), now.revision());
    if (fence.isEmpty()) {
      return true;
    }
    OperationRun run = runs.get(operation.uid());
    if (operation.isDeleting()) {
      leave(operation, fence.get(), Optional.ofNullable(run));
    } else if (run != null && run.outcome().isPresent()) {
      end(run); // what came of it could not be written
    } else if (run == null) {
      attend(now, operation, fence.get(), waiting);
    }
    return run != null && run.outcome().isPresent();
  }

  private void leave(Resource operation, Fence fence, Optional<OperationRun> run) {
    run.ifPresent(OperationRun::cut);
    if (run.isEmpty()) {
      book.released(operation, fence);
    }
  }

  private void attend(Snapshot now, Resource operation, Fence fence, Set<Ref> waiting) {
    Status status = operation.status().as(Status.class);
    Operation.Spec spec = operation.spec().as(Operation.Spec.class);
    Ref ref = subject(operation);
    if (status.phase().isOver()) {
      if (now.get(ref).isEmpty()) {
        book.gone(operation, fence);
      }
      return;
    }
    Optional<Action> action = Optional.ofNullable(actions.get(spec.kind() + "/" + spec.verb()));
    boolean cutOff = status.phase() == Phase.RUNNING;
    if (cutOff && !isToBeRepeated(status, action)) {
      book.lost(now, operation, fence);
      return;
    }
    Optional<Resource> subject = now.get(ref).filter(r -> r.uid().equals(status.uid()));
    if (subject.isEmpty()) {
      book.failed(now, operation, fence, Problem.notFound(ref));
      return;
    }
    if (subject.get().isDeleting()) {
      Problem going = Problem.conflict(ref + " is being deleted", "Nothing new is begun with it.");
      book.failed(now, operation, fence, going);
      return;
    }
    Optional<String> why = wait(now, operation, subject.get(), action);
    if (why.isPresent()) {
      waiting.add(ref);
      // Of one that was cut off it is not known yet whether it may be begun anew.
      if (action.isPresent() || !cutOff) {
        book.waits(operation, fence, why.get());
      }
    } else {
      begin(now, operation, subject.get(), action.get(), fence);
    }
  }

  private static Ref subject(Resource operation) {
    Operation.Spec spec = operation.spec().as(Operation.Spec.class);
    return new Ref(spec.kind(), operation.ref().tenant(), spec.name());
  }

  private static boolean isToBeRepeated(Status status, Optional<Action> action) {
    // One whose bundle is not there yet is waited for.
    return status.attempts() < MOST_ATTEMPTS && action.map(Action::isRepeatable).orElse(true);
  }

  private Optional<String> wait(
      Snapshot now, Resource operation, Resource subject, Optional<Action> action) {
    if (action.isEmpty()) {
      return Optional.of("waits: nothing is installed that does it");
    }
    return Holds.open(now, operation)
        .or(() -> Holds.open(now, subject))
        .map(hold -> "held by " + hold)
        .or(() -> action.get().waits(now, subject))
        .or(() -> full(operation.ref().tenant()));
  }

  private Optional<String> full(String tenant) {
    long others =
        runs.values().stream()
            .filter(run -> !run.operation().ref().tenant().equals(Tenant.SYSTEM))
            .count();
    boolean full =
        runs.size() >= MOST_RUNNING || (others >= MOST_OF_TENANTS && !tenant.equals(Tenant.SYSTEM));
    return Optional.of("waits: " + runs.size() + " others run on " + node).filter(text -> full);
  }

  private void begin(
      Snapshot now, Resource operation, Resource subject, Action action, Fence fence) {
    Resource begun = book.begun(now, operation, subject, fence);
    OperationRun run = new OperationRun(begun, subject, action, fence, this);
    runs.put(operation.uid(), run);
    if (stopped || !partitions.holds(fence)) {
      run.cut();
    }
    boolean going = false;
    try {
      runners.execute(run);
      going = true;
    } finally {
      if (!going) {
        runs.remove(operation.uid());
      }
    }
  }

  /** What has moved since it was last told; about once a second. */
  private void tellAll() {
    telling.set(false);
    for (OperationRun run : runs.values()) {
      try {
        run.news().filter(far -> !run.isCut()).ifPresent(far -> tell(run, far));
      } catch (RuntimeException e) {
        LOG.debug("how far {} is was not written", run.operation().ref(), e);
      }
    }
  }

  private void tell(OperationRun run, OperationRun.Far far) {
    standing(run)
        .filter(now -> run.outcome().isEmpty())
        .ifPresent(now -> book.told(now, run.fence(), far));
  }

  private Optional<Resource> standing(OperationRun run) {
    return store
        .snapshot()
        .get(run.operation().ref())
        .filter(now -> now.uid().equals(run.operation().uid()));
  }

  /** Writes what came of it; if that cannot be written it is kept, and written later. */
  private void end(OperationRun run) {
    String uid = run.operation().uid();
    if (runs.get(uid) != run) {
      return; // a look came before, and has written it
    }
    try {
      if (!run.isCut() && partitions.holds(run.fence())) {
        standing(run).ifPresent(now -> book.ended(store.snapshot(), now, run));
      }
      runs.remove(uid);
      lookAtAll();
    } catch (RuntimeException e) {
      LOG.warn("what came of {} is written later", run.operation().ref(), e);
      lookAgain();
    }
  }
}
