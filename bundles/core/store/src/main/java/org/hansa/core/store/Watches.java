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
 * The open watches and how far each has got, the newest commits, and up to where the change log is
 * gone: all that {@link Feed}, the writer and who watches share. Thread-safe.
 */
final class Watches {

  private static final Logger LOG = LoggerFactory.getLogger(Watches.class);

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition moved = lock.newCondition();
  private final Recent recent;
  private final Set<Watch> watches = new LinkedHashSet<>();
  private long head;
  private long compacted;
  private boolean closed;

  /** One sink and how far it has got. */
  final class Watch implements AutoCloseable {

    private final Consumer<List<Changed>> sink;
    private long seen;
    private volatile boolean open = true;

    private Watch(long from, Consumer<List<Changed>> sink) {
      this.seen = from;
      this.sink = sink;
    }

    /** Only of {@link Feed}'s thread, which alone moves it on. */
    long seen() {
      return seen;
    }

    void saw(long upTo) {
      locked(() -> seen = upTo);
    }

    /** Unless it was closed. */
    void deliver(Commit commit) {
      if (!open) {
        return;
      }
      try {
        sink.accept(commit.changes());
      } catch (RuntimeException | Error e) {
        // Errors too: a bundle that is being replaced may fail to load a class.
        LOG.error(
            "A watcher failed on revision {}; it goes on with the next", commit.revision(), e);
      }
    }

    @Override
    public void close() {
      open = false;
      locked(() -> watches.remove(this));
    }
  }

  Watches(long head, long compacted) {
    this.head = head;
    this.compacted = compacted;
    this.recent = new Recent(head);
  }

  /** As {@link Feed#publish}. */
  void publish(List<Commit> commits, long revision, long dropped, Runnable show) {
    locked(
        () -> {
          // What may fail comes first: a commit that was shown and is not among these would be
          // one that no watch is told of.
          commits.forEach(recent::add);
          compacted = Math.max(compacted, dropped);
          show.run();
          head = revision;
        });
  }

  /** As {@link Feed#forget}. */
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

  /** As {@link Feed#check}. */
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

  /**
   * @throws Problem as {@link #check}
   */
  Watch open(long from, Consumer<List<Changed>> sink) {
    Watch watch = new Watch(from, sink);
    locked(
        () -> {
          check(from);
          watches.add(watch);
        });
    return watch;
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

  /** Until one has something to see; false at the end. */
  boolean awaitWork() {
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
  void pause() {
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

  List<Watch> current() {
    lock.lock();
    try {
      return List.copyOf(watches);
    } finally {
      lock.unlock();
    }
  }

  /** The newest revision that may be read. */
  long head() {
    lock.lock();
    try {
      return head;
    } finally {
      lock.unlock();
    }
  }

  /** What comes after a revision, if the newest commits reach back to it. */
  Optional<History.Page> recent(long seen, int most) {
    lock.lock();
    try {
      if (!recent.reachesBackTo(seen)) {
        return Optional.empty();
      }
      List<Commit> some = recent.between(seen, head, most);
      long upTo = some.size() < most ? head : some.get(most - 1).revision();
      return Optional.of(new History.Page(some, upTo));
    } finally {
      lock.unlock();
    }
  }

  /** Ends all of them. */
  void close() {
    locked(
        () -> {
          closed = true;
          watches.forEach(watch -> watch.open = false);
        });
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
}
