package org.hansa.core.rest;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.hansa.core.api.Problem;
import org.hansa.core.api.store.Changed;
import org.hansa.core.api.store.Store;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves all watchers of one store from one thread. In each round it gives those that take more
 * what they have not seen: from the tail of newest commits, or, a few of them a round, from the
 * store's change log, so that who lags far behind does not hold up the others. Watchers that stand
 * at the same place and see the same get the same bytes, written once.
 */
final class Pump implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Pump.class);

  private static final int PAGE = 64;
  private static final int LAGGARDS_A_ROUND = 4;
  private static final byte[] ALIVE = ": alive\n\n".getBytes(StandardCharsets.UTF_8);

  private final Services services;
  private final Store store;
  private final InstantSource clock;
  private final Duration heartbeat;
  private final Semaphore news = new Semaphore(0);
  private final Set<Watcher> watchers = ConcurrentHashMap.newKeySet();
  private final Budget budget;
  private final Proofs proofs = new Proofs();
  private final Tail tail;
  private final AutoCloseable told;
  private volatile boolean closed;
  private long round;

  Pump(Services services, Store store, InstantSource clock, Duration heartbeat, Budget budget) {
    this.services = services;
    this.budget = budget;
    this.store = store;
    this.clock = clock;
    this.heartbeat = heartbeat;
    long from = store.snapshot().revision();
    this.tail = new Tail(from, this::wake);
    this.told = store.watch(from, this::told);
    Thread thread = new Thread(this::run, "hansa-watchers");
    thread.setDaemon(true);
    thread.start();
  }

  private void told(List<Changed> changes) {
    proofs.see(changes);
    tail.accept(changes);
  }

  boolean serves(Store other) {
    return store == other && !closed;
  }

  /** From when it first takes something on, until its request ends. */
  void add(Watcher watcher) {
    watchers.add(watcher);
    if (closed) {
      watcher.end();
    }
  }

  void remove(Watcher watcher) {
    watchers.remove(watcher);
    wake(); // others may have waited for what it kept
  }

  void wake() {
    if (news.availablePermits() == 0) {
      news.release();
    }
  }

  /** Lets all watchers go. */
  @Override
  public void close() {
    closed = true;
    watchers.forEach(Watcher::end);
    wake();
  }

  private void run() {
    try (AutoCloseable wake = told) {
      boolean more = false;
      while (!closed) {
        if (!more) {
          boolean woken = news.tryAcquire(heartbeat.toMillis() / 2 + 1, TimeUnit.MILLISECONDS);
          LOG.trace("woken {} by {}", woken, wake);
        }
        news.drainPermits();
        more = round();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      LOG.error("the watchers are let go, for their pump failed", e);
    } finally {
      close();
    }
  }

  /** True if some can be served more at once. */
  private boolean round() {
    round++;
    if (isReplaced()) {
      close();
      return false;
    }
    Instant now = clock.instant();
    Turn turn = new Turn(services, tail);
    watchers.forEach(watcher -> serve(watcher, turn, now));
    long base = tail.base();
    List<Watcher> behind =
        watchers.stream()
            .filter(w -> w.place().after < base && w.isFree())
            .filter(w -> hasRoom(w.watched().who()))
            .sorted(Comparator.comparingLong(w -> w.place().turn))
            .limit(LAGGARDS_A_ROUND + 1L)
            .toList();
    behind.stream().limit(LAGGARDS_A_ROUND).forEach(watcher -> catchUp(watcher, turn, base, now));
    return turn.isMore() || behind.size() > LAGGARDS_A_ROUND;
  }

  private boolean isReplaced() {
    try {
      return services.store() != store;
    } catch (Problem absent) {
      return true;
    }
  }

  private void serve(Watcher watcher, Turn turn, Instant now) {
    if (watcher.isOver(now) || !proofs.hold(watcher.watched().who(), watcher.since())) {
      watcher.end();
    }
    if (!watcher.isFree()) {
      return;
    }
    if (watcher.place().after < tail.head()) {
      turn.tail(watcher.place().after).ifPresent(commits -> give(watcher, turn, commits, now));
    } else {
      beat(watcher, now);
    }
  }

  /**
   * @param base that the tail had before: up to there the change log is complete
   */
  private void catchUp(Watcher watcher, Turn turn, long base, Instant now) {
    Watcher.Place place = watcher.place();
    place.turn = round;
    try {
      List<Rendered> commits = Rendered.commits(store.changes(place.after, PAGE));
      if (commits.isEmpty()) {
        // Commits without changes, for instance records alone, lie between.
        place.after = Math.max(place.after, base);
        turn.moved(watcher);
      } else {
        give(watcher, turn, commits, now);
      }
    } catch (Problem e) {
      LOG.debug("a watcher of {} must come again", watcher.watched().who(), e);
      watcher.end();
    }
  }

  private void give(Watcher watcher, Turn turn, List<Rendered> commits, Instant now) {
    Watcher.Place place = watcher.place();
    String who = watcher.watched().who();
    if (!hasRoom(who)) {
      return;
    }
    try {
      Turn.Piece piece = turn.piece(watcher.watched(), place.after, commits);
      place.after = piece.to();
      if (piece.bytes().length > 0) {
        place.said = piece.to();
        place.beat = now.plus(heartbeat);
        budget.take(who, piece.bytes().length);
        watcher.offer(piece.bytes(), () -> budget.give(who, piece.bytes().length));
      } else {
        beat(watcher, now);
      }
      turn.moved(watcher);
    } catch (Problem e) {
      LOG.debug("a watcher of {} is let go", who, e);
      watcher.end();
    } catch (RuntimeException e) {
      LOG.warn("a watcher of {} failed", who, e);
      watcher.end();
    }
  }

  /**
   * Nobody waits because others do not read: when all together keep too much, those of the fullest
   * account who have not taken what they were given for longest are let go until there is room.
   */
  private boolean hasRoom(String who) {
    if (!budget.isOpen(who)) {
      return false;
    }
    while (budget.isFull()) {
      String fullest = budget.fullest().orElse("");
      Optional<Watcher> stuck =
          watchers.stream()
              .filter(w -> w.watched().who().equals(fullest) && w.isStuck())
              .min(Comparator.comparing(w -> w.place().beat));
      if (stuck.isEmpty()) {
        return false; // some of it has just been taken, which wakes this
      }
      LOG.debug("a watcher of {} does not read, and makes room for others", fullest);
      stuck.get().end();
    }
    return true;
  }

  /** The client's place moves on even when nothing of what happened is for its eyes. */
  private void beat(Watcher watcher, Instant now) {
    Watcher.Place place = watcher.place();
    if (!now.isBefore(place.beat)) {
      boolean quiet = place.said == place.after;
      place.said = place.after;
      place.beat = now.plus(heartbeat);
      watcher.offer(
          quiet ? ALIVE : ("id: " + place.after + "\n\n").getBytes(StandardCharsets.UTF_8));
    }
  }
}
