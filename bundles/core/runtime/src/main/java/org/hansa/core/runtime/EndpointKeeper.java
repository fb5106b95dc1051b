package org.hansa.core.runtime;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.hansa.core.api.Condition;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Endpoint;
import org.hansa.core.api.Observation;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.control.Change;
import org.hansa.core.api.gate.Gate;
import org.hansa.core.api.store.Changed;
import org.hansa.core.api.store.Fence;
import org.hansa.core.api.store.Store;
import org.hansa.core.driver.DriverException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what each endpoint of this node's partitions can do into its status, where planning reads
 * it, and into a condition whether it can be used; and lets an endpoint go only when nothing stands
 * on it any more. Thread-safe.
 */
final class EndpointKeeper {

  /** The runtime's own finaliser on endpoints. */
  static final String FINALIZER = "runtime";

  /** What could not be opened is tried again: what kept it may have gone by itself. */
  private static final Duration RETRY = Duration.ofSeconds(10);

  private static final Logger LOG = LoggerFactory.getLogger(EndpointKeeper.class);

  private final Store store;
  private final Gate gate;
  private final Sessions sessions;
  private final Partitions partitions;
  private final Function<Resource, Optional<String>> quarantines;
  private final Introductions introductions;
  private final ScheduledExecutorService executor;
  private final AtomicBoolean waiting = new AtomicBoolean();

  /**
   * @param quarantines why an endpoint's driver is not called, if it is not
   * @param openers gives each driver that is asked a thread at once
   * @param executor one thread of its own, which waits for no driver
   */
  EndpointKeeper(
      Store store,
      Gate gate,
      Sessions sessions,
      Partitions partitions,
      Function<Resource, Optional<String>> quarantines,
      Executor openers,
      LongSupplier nanos,
      ScheduledExecutorService executor) {
    this.store = store;
    this.gate = gate;
    this.sessions = sessions;
    this.partitions = partitions;
    this.quarantines = quarantines;
    this.introductions = new Introductions(sessions, openers, nanos, this::lookAgain);
    this.executor = executor;
  }

  /** A sink of the store's changes; quick. */
  void changed(List<Changed> changes) {
    boolean look = false;
    for (Changed change : changes) {
      boolean endpoint = change.resource().ref().kind().equals(Endpoint.KIND);
      boolean deleted = change.op() == Changed.Op.DELETED;
      if (endpoint && deleted) {
        // Whichever node let it go: this one may have used it too.
        executor.execute(() -> forget(change.resource()));
      }
      // What goes may have been the last thing that kept an endpoint.
      look |= endpoint || deleted;
    }
    if (look) {
      lookAtAll();
    }
  }

  private void forget(Resource endpoint) {
    introductions.forget(endpoint.ref());
    try {
      sessions.forget(endpoint);
    } catch (Problem e) {
      LOG.warn("what was kept of {} is left: {}", endpoint.ref(), e.line());
    }
  }

  /** Drivers have come or gone. However often it is called, at most one look waits. */
  void lookAtAll() {
    introductions.outdate();
    if (waiting.compareAndSet(false, true)) {
      executor.execute(this::look);
    }
  }

  /** One has answered. */
  private void lookAgain(Ref endpoint) {
    if (!executor.isShutdown()) {
      executor.execute(() -> store.snapshot().get(endpoint).ifPresent(this::look));
    }
  }

  private void look() {
    waiting.set(false);
    List<Resource> endpoints = store.snapshot().list(Endpoint.KIND).toList();
    endpoints.forEach(this::look);
    boolean closed =
        endpoints.stream()
            .flatMap(e -> store.snapshot().get(e.ref()).stream())
            .filter(e -> partitions.mine(e.ref()))
            .anyMatch(
                e ->
                    e.isDeleting()
                        || !e.is(Condition.READY)
                        || introductions.awaits(e.ref())
                        || partitions.fence(e.ref(), store.snapshot().revision()).isEmpty());
    if (closed && !executor.isShutdown()) {
      var unused = executor.schedule(this::lookAtAll, RETRY.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private void look(Resource stale) {
    Snapshot now = store.snapshot();
    Optional<Resource> found = now.get(stale.ref());
    Optional<Fence> fence = partitions.fence(stale.ref(), now.revision());
    try {
      boolean leaves = found.filter(Resource::isDeleting).isPresent();
      if (leaves && Holds.onAll(now).isPresent()) {
        return; // what its driver keeps of it would go
      }
      if (found.isPresent() && fence.isPresent()) {
        List<Change> changes =
            found.get().isDeleting() ? leave(now, found.get()) : attend(now, found.get());
        if (!changes.isEmpty()) {
          gate.submit(Completion.request(found.get(), changes, fence.get()));
        }
      }
    } catch (Problem e) {
      LOG.warn("status of {} was not written: {}", stale.ref(), e.line());
    }
  }

  private List<Change> attend(Snapshot now, Resource endpoint) {
    List<Change> changes = new ArrayList<>();
    if (!endpoint.finalizers().contains(FINALIZER)) {
      changes.add(new Change.Finalizer(endpoint.ref(), FINALIZER, true));
    }
    Doc status = endpoint.status();
    Optional<String> quarantine = quarantines.apply(endpoint);
    if (quarantine.isPresent()) {
      return news(
          changes,
          endpoint,
          status,
          Condition.no(Condition.READY, "Quarantined", quarantine.get(), now.now()));
    }
    Condition ready;
    try {
      Optional<Introductions.Said> said = introductions.ask(endpoint.ref());
      if (said.isEmpty()) {
        return changes;
      }
      status = status.with(status(endpoint, said.get()));
      ready =
          Answering.trouble(endpoint, now.now())
              .orElseGet(() -> Condition.yes(Condition.READY, "Open", open(said.get()), now.now()));
    } catch (DriverException e) {
      if (e.getCause() instanceof Error) {
        LOG.warn("the driver of {} failed", endpoint.ref(), e);
      }
      ready = Condition.no(Condition.READY, e.reason().name(), e.getMessage(), now.now());
    } catch (Problem e) {
      throw e;
    } catch (RuntimeException e) {
      // A driver that is broken is its own endpoints' trouble, and nobody else's.
      LOG.warn("the driver of {} failed", endpoint.ref(), e);
      ready = Condition.no(Condition.READY, "INTERNAL", "Its driver failed: " + e, now.now());
    }
    return news(changes, endpoint, status, ready);
  }

  private static Endpoint.Status status(Resource endpoint, Introductions.Said said) {
    return new Endpoint.Status(
        Optional.of(said.version()),
        said.facets(),
        said.capabilities(),
        Optional.of(said.simulated()),
        endpoint.status().as(Endpoint.Status.class).verifying());
  }

  private static String open(Introductions.Said said) {
    return "Driver " + said.driver() + " " + said.version() + " is open.";
  }

  /** What of it is new, besides the changes that there are. */
  private static List<Change> news(
      List<Change> changes, Resource endpoint, Doc status, Condition ready) {
    Condition next = endpoint.condition(Condition.READY).map(ready::after).orElse(ready);
    if (!status.equals(endpoint.status())
        || !Optional.of(next).equals(endpoint.condition(Condition.READY))) {
      changes.add(new Change.Status(endpoint.ref(), status, List.of(next)));
    }
    return changes;
  }

  private List<Change> leave(Snapshot now, Resource endpoint) {
    List<Ref> users =
        now.kinds().stream()
            .flatMap(now::list)
            .filter(r -> r.observed().values().stream().anyMatch(o -> stands(o, endpoint.ref())))
            .map(Resource::ref)
            .limit(10)
            .toList();
    if (users.isEmpty()) {
      sessions.forget(endpoint);
      return endpoint.finalizers().contains(FINALIZER)
          ? List.of(new Change.Finalizer(endpoint.ref(), FINALIZER, false))
          : List.of();
    }
    return Stalls.stalled(
        now, endpoint, FINALIZER, "InUse", "it is still used by " + users + "; remove these first");
  }

  private static boolean stands(Observation o, Ref endpoint) {
    boolean thing = o.verb().equals("APPLY") || o.verb().equals("REMOVE");
    return thing && (o.present() || o.isOpen()) && o.endpoint().equals(Optional.of(endpoint));
  }
}
