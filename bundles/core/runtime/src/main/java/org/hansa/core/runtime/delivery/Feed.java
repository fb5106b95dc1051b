package org.hansa.core.runtime.delivery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.store.Changed;
import org.hansa.core.api.store.Store;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the store for all lines. The store's thread only hands over; what a batch wakes is worked
 * out on the shared pool, one batch at a time. What cannot be followed without a gap is listed
 * anew.
 */
final class Feed {

  private static final Logger LOG = LoggerFactory.getLogger(Feed.class);

  /** More changes than this waiting cost more than listing everything. */
  private static final int MOST_PENDING = 20_000;

  private static final Duration BEHIND = Duration.ofMillis(5);
  private static final Duration LOST = Duration.ofSeconds(1);

  private final Store store;
  private final Lines lines;
  private final Engine engine;
  private final Runnable committed;
  private final Wanted wanted = new Wanted();

  private List<Changed> pending = new ArrayList<>();
  private Optional<AutoCloseable> watch = Optional.empty();
  private boolean draining;
  private boolean overflown;
  private boolean troubled;
  private boolean stopped;

  /**
   * @param committed told of every commit, on the store's thread; it must not wait
   */
  Feed(Store store, Lines lines, Engine engine, Runnable committed) {
    this.committed = committed;
    this.store = store;
    this.lines = lines;
    this.engine = engine;
  }

  /** Begins to follow; if the store refuses now, again later: it does not fail. */
  void start() {
    synchronized (this) {
      if (stopped || watch.isPresent()) {
        return;
      }
    }
    try {
      Snapshot snapshot = store.snapshot();
      wanted.begin(snapshot);
      AutoCloseable began = store.watch(snapshot.revision(), this::accept);
      boolean late;
      synchronized (this) {
        watch = Optional.of(began);
        late = stopped;
      }
      recovered();
      if (late) {
        stop();
      } else {
        lines.list(ref -> true);
        committed.run(); // what came between two watches
      }
    } catch (RuntimeException e) {
      // EXHAUSTED: compacted past the snapshot just read; there is a newer one at once.
      boolean compacted = e instanceof Problem p && p.reason() == Problem.Reason.EXHAUSTED;
      troubled(e);
      engine.after(compacted ? BEHIND : LOST, this::start);
    }
  }

  void stop() {
    Optional<AutoCloseable> former;
    synchronized (this) {
      stopped = true;
      former = watch;
      watch = Optional.empty();
      pending = new ArrayList<>();
    }
    former.ifPresent(Feed::close);
  }

  private void accept(List<Changed> changes) {
    take(changes);
    committed.run();
  }

  private synchronized void take(List<Changed> changes) {
    if (stopped) {
      return;
    }
    if (pending.size() + changes.size() > MOST_PENDING) {
      pending = new ArrayList<>();
      overflown = true;
    }
    if (!overflown) {
      pending.addAll(changes);
    }
    if (!draining) {
      draining = true;
      engine.execute(this::drain);
    }
  }

  private void drain() {
    boolean lists;
    List<Changed> batch;
    Snapshot snapshot = store.snapshot();
    synchronized (this) {
      if (stopped || (pending.isEmpty() && !overflown)) {
        draining = false;
        return;
      }
      boolean behind =
          !pending.isEmpty() && snapshot.revision() < pending.get(pending.size() - 1).revision();
      if (behind) {
        engine.after(BEHIND, () -> engine.execute(this::drain));
        return;
      }
      lists = overflown;
      batch = pending;
      overflown = false;
      pending = new ArrayList<>();
    }
    try {
      deliver(snapshot, batch, lists);
      engine.execute(this::drain);
    } catch (RuntimeException | Error e) {
      // Also what code of a bundle that is being replaced throws: else nothing is delivered again.
      troubled(e);
      synchronized (this) {
        overflown = true;
      }
      engine.after(LOST, () -> engine.execute(this::drain));
    }
  }

  private void deliver(Snapshot snapshot, List<Changed> batch, boolean lists) {
    if (lists) {
      LOG.info("Changes were left out: everything is listed again.");
      wanted.begin(snapshot);
      lines.list(ref -> true);
    }
    Map<Ref, Resource> newest = new LinkedHashMap<>();
    List<Resource> changed = new ArrayList<>();
    Set<Ref> wantedNow = new HashSet<>();
    for (Changed change : batch) {
      Resource resource = change.resource();
      if (wanted.changes(change)) {
        wantedNow.add(resource.ref());
      }
      // A former state matters only where it wakes others than the newest does.
      Optional.ofNullable(newest.put(resource.ref(), resource))
          .filter(former -> !wakesSame(former, resource))
          .ifPresent(changed::add);
    }
    changed.addAll(newest.values());
    lines.forEach(line -> line.wake(snapshot, changed, wantedNow));
    recovered();
  }

  private static boolean wakesSame(Resource one, Resource other) {
    return one.owner().equals(other.owner()) && one.labels().equals(other.labels());
  }

  private synchronized void troubled(Throwable e) {
    if (!troubled) {
      troubled = true;
      LOG.warn("The store cannot be followed; it is tried again.", e);
    }
  }

  private synchronized void recovered() {
    if (troubled) {
      troubled = false;
      LOG.info("The store is followed again.");
    }
  }

  private static void close(AutoCloseable watch) {
    try {
      watch.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      LOG.warn("The watch of the store did not close.", e);
    }
  }
}
