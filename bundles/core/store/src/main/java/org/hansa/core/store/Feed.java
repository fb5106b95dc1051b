package org.hansa.core.store;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.hansa.core.api.Problem;
import org.hansa.core.api.store.Changed;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives every watch every commit, in order, from one thread. The newest commits are kept in memory,
 * up to a bound; a watch that is further behind reads pages of the change log, so that nothing
 * grows while a sink is slow.
 */
final class Feed implements Runnable, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Feed.class);
  private static final int AT_ONCE = 256;

  private final History history;
  private final int retained;
  private final Runnable outrun;
  private final Thread thread;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition moved = lock.newCondition();
  private final Recent recent;
  private final Set<Watch> watches = new LinkedHashSet<>();
  private long head;
  private long compacted;
  private boolean closed;
  private volatile boolean missed;

  /** One sink and how far it has got. */
  private final class Watch implements AutoCloseable {

    private final Consumer<List<Changed>> sink;
    private long seen;
    private volatile boolean open = true;

    Watch(long from, Consumer<List<Changed>> sink) {
      this.seen = from;
      this.sink = sink;
    }

    @Override
    public void close() {
      open = false;
      locked(() -> watches.remove(this));
    }
  }

  /**
   * @param outrun called when changes are gone that a watch has yet to see, for another node
   *     dropped them; it must not wait
   */
  Feed(History history, int retained, long head, long compacted, Runnable outrun) {
    this.history = history;
    this.outrun = outrun;
    this.retained = retained;
    this.head = head;
    this.recent = new Recent(head);
    this.compacted = compacted;
    this.thread = new Thread(this, "hansa-store-watch");
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /**
   * Of the writer, after the commit.
   *
   * @param dropped up to where the changes are gone, as far as it knows
   * @param show makes the new state readable; under the lock, so that whoever has read it can watch
   *     from its revision, and whoever is told of a change reads no state from before it
   */
  void publish(List<Commit> commits, long revision, long dropped, Runnable show) {
    locked(
        () -> {
          show.run();
          compacted = Math.max(compacted, dropped);
          commits.forEach(recent::add);
          head = revision;
        });
  }

  /**
   * Of the writer, before it drops changes: nothing that an open watch has yet to see.
   *
   * @return up to where it may drop
   */
  long forget(long upTo) {
    lock.lock();
    try {
      long needed = watches.stream().mapToLong(watch -> watch.seen).min().orElse(upTo);
      compacted = Math.max(compacted, Math.min(upTo, needed));
      return compacted;
    } finally {
      lock.unlock();
    }
  }

  /**
   * @throws Problem EXHAUSTED if the changes after {@code from} are not all there
   */
  void check(long from) {
    lock.lock();
    try {
      if (from < compacted) {
        throw lost("changes after revision " + from + " were compacted; the oldest retained");
      }
      if (from > head) {
        throw lost("revision " + from + " is after the newest, " + head + "; the oldest retained");
      }
    } finally {
      lock.unlock();
    }
  }

  private Problem lost(String what) {
    return new Problem(
        Problem.Reason.EXHAUSTED,
        what + " revision is " + compacted,
        "List what there is, and watch from that snapshot's revision.");
  }

  AutoCloseable watch(long from, Consumer<List<Changed>> sink) {
    Watch watch = new Watch(from, sink);
    lock.lock();
    try {
      check(from);
      watches.add(watch);
      moved.signalAll();
    } finally {
      lock.unlock();
    }
    return watch;
  }

  /** Why watching is not well, if it is not. */
  Optional<String> trouble() {
    if (missed) {
      return Optional.of("changes are gone that a watcher has yet to see: all is read again");
    }
    long behind = behind();
    return behind > retained
        ? Optional.of("a watcher is " + behind + " revisions behind")
        : Optional.empty();
  }

  /** How many revisions the slowest watch has yet to see. */
  long behind() {
    lock.lock();
    try {
      return head - watches.stream().mapToLong(watch -> watch.seen).min().orElse(head);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void run() {
    boolean failing = false;
    while (awaitWork()) {
      for (Watch watch : current()) {
        try {
          advance(watch);
          failing = false;
        } catch (RuntimeException e) {
          if (isOutrun(watch, e)) {
            LOG.warn(
                "Another node dropped changes that a watch has yet to see: {}", e.getMessage());
            missed = true;
            outrun.run();
            return;
          }
          if (!failing) {
            LOG.error("The change log cannot be read; watches wait", e);
          }
          failing = true;
          pause();
        }
      }
    }
  }

  /**
   * A watch is told every change or ends: no later one is given in place of those that are gone.
   */
  private boolean isOutrun(Watch watch, RuntimeException failure) {
    try {
      return failure instanceof Problem problem
          && problem.reason() == Problem.Reason.EXHAUSTED
          && history.compacted() > watch.seen;
    } catch (Problem e) {
      LOG.debug("It is not known whether changes are gone", e);
      return false;
    }
  }

  private boolean awaitWork() {
    lock.lock();
    try {
      while (!closed && watches.stream().allMatch(watch -> watch.seen >= head)) {
        moved.awaitUninterruptibly();
      }
      return !closed;
    } finally {
      lock.unlock();
    }
  }

  /** A second, or until the end: a disk that refuses is not asked without pause. */
  private void pause() {
    lock.lock();
    try {
      long left = TimeUnit.SECONDS.toNanos(1);
      while (!closed && left > 0) {
        left = moved.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      LOG.debug("Nobody has this thread to interrupt it", e);
    } finally {
      lock.unlock();
    }
  }

  private List<Watch> current() {
    lock.lock();
    try {
      return List.copyOf(watches);
    } finally {
      lock.unlock();
    }
  }

  private void advance(Watch watch) {
    History.Page page = next(watch.seen);
    for (Commit commit : page.commits()) {
      if (watch.open && !commit.changes().isEmpty()) {
        deliver(watch, commit);
      }
    }
    locked(() -> watch.seen = page.upTo());
  }

  private static void deliver(Watch watch, Commit commit) {
    try {
      watch.sink.accept(commit.changes());
    } catch (RuntimeException | Error e) {
      // Errors too: a bundle that is being replaced may fail to load a class.
      LOG.error("A watcher failed on revision {}; it goes on with the next", commit.revision(), e);
    }
  }

  private History.Page next(long seen) {
    long until;
    lock.lock();
    try {
      until = head;
      if (recent.reachesBackTo(seen)) {
        List<Commit> some = recent.after(seen, AT_ONCE);
        return new History.Page(
            some, some.size() < AT_ONCE ? until : some.get(AT_ONCE - 1).revision());
      }
    } finally {
      lock.unlock();
    }
    return history.page(seen, until, AT_ONCE);
  }

  private void locked(Runnable change) {
    lock.lock();
    try {
      change.run();
      moved.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Ends all watches; a sink that is being called may still run when this returns after 10 s. */
  @Override
  public void close() {
    locked(
        () -> {
          closed = true;
          watches.forEach(watch -> watch.open = false);
        });
    if (Thread.currentThread() != thread) {
      Uninterrupted.run(() -> thread.join(10_000));
    }
  }
}
