package org.hansa.core.store;

import java.util.List;
import java.util.Optional;
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
final class Feed implements Audience, Runnable, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Feed.class);
  private static final int AT_ONCE = 256;

  private final History history;
  private final int retained;
  private final Runnable outrun;
  private final Thread thread;
  private final Watches watches;
  private volatile boolean missed;

  /**
   * @param outrun called when changes are gone that a watch has yet to see, for another node
   *     dropped them; it must not wait
   */
  Feed(History history, int retained, long head, long compacted, Runnable outrun) {
    this.history = history;
    this.outrun = outrun;
    this.retained = retained;
    this.watches = new Watches(head, compacted);
    this.thread = new Thread(this, "hansa-store-watch");
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /**
   * {@inheritDoc}
   *
   * @param show is called under the lock, so that whoever has read the state can watch from its
   *     revision, and whoever is told of a change reads no state from before it
   */
  @Override
  public void publish(List<Commit> commits, long revision, long dropped, Runnable show) {
    watches.publish(commits, revision, dropped, show);
  }

  @Override
  public long forget(long upTo) {
    return watches.forget(upTo);
  }

  /**
   * @throws Problem EXHAUSTED if the changes after {@code from} are not all there
   */
  void check(long from) {
    watches.check(from);
  }

  AutoCloseable watch(long from, Consumer<List<Changed>> sink) {
    return watches.open(from, sink);
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
    return watches.behind();
  }

  @Override
  public void run() {
    boolean failing = false;
    while (watches.awaitWork()) {
      for (Watches.Watch watch : watches.current()) {
        try {
          advance(watch);
          failing = false;
        } catch (RuntimeException | Error e) {
          // Errors too: without this thread no watch is told of anything any more.
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
          watches.pause();
        }
      }
    }
  }

  /**
   * A watch is told every change or ends: no later one is given in place of those that are gone.
   */
  private boolean isOutrun(Watches.Watch watch, Throwable failure) {
    try {
      return failure instanceof Problem problem
          && problem.reason() == Problem.Reason.EXHAUSTED
          && history.compacted() > watch.seen();
    } catch (RuntimeException | Error e) {
      LOG.debug("It is not known whether changes are gone", e);
      return false;
    }
  }

  private void advance(Watches.Watch watch) {
    History.Page page = next(watch.seen());
    for (Commit commit : page.commits()) {
      if (!commit.changes().isEmpty()) {
        watch.deliver(commit);
      }
    }
    watch.saw(page.upTo());
  }

  private History.Page next(long seen) {
    // The head first: what is behind it by the time of the second look is in the log.
    long until = watches.head();
    return watches.recent(seen, AT_ONCE).orElseGet(() -> history.page(seen, until, AT_ONCE));
  }

  /** Ends all watches; a sink that is being called may still run when this returns after 10 s. */
  @Override
  public void close() {
    watches.close();
    if (Thread.currentThread() != thread) {
      Uninterrupted.run(() -> thread.join(10_000));
    }
  }
}
