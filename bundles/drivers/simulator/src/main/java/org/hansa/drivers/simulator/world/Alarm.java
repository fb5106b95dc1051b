package org.hansa.drivers.simulator.world;

import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Hints that an object has changed by itself; one task on the timer for all of them. */
final class Alarm {

  private record Ring(long at, String uid) {}

  /** More than this at once are found by those who look. */
  private static final int MOST = 100_000;

  private final ScheduledExecutorService timer;
  private final Consumer<String> hint;
  private final PriorityQueue<Ring> rings = new PriorityQueue<>(Comparator.comparingLong(Ring::at));
  private ScheduledFuture<?> waiting;
  private long waitsFor = Long.MAX_VALUE;
  private SimulatedClock clock;
  private boolean closed;

  Alarm(ScheduledExecutorService timer, Consumer<String> hint) {
    this.timer = timer;
    this.hint = hint;
  }

  /**
   * @param at in simulated time
   */
  void set(String uid, long at, SimulatedClock clock) {
    synchronized (rings) {
      if (!closed && rings.size() < MOST) {
        rings.add(new Ring(at, uid));
        this.clock = clock;
        await();
      }
    }
  }

  private void await() {
    Ring next = rings.peek();
    if (closed || next == null || next.at() >= waitsFor) {
      return;
    }
    if (waiting != null) {
      waiting.cancel(false);
    }
    Duration left = clock.until(next.at());
    try {
      waitsFor = next.at();
      waiting = timer.schedule(this::ring, left.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      closed = true; // the timer ends with whoever opened us
    }
  }

  private void ring() {
    while (true) {
      String uid;
      synchronized (rings) {
        Ring next = rings.peek();
        if (closed || next == null || next.at() > clock.now()) {
          waitsFor = Long.MAX_VALUE;
          await();
          return;
        }
        uid = rings.remove().uid();
      }
      hint.accept(uid);
    }
  }

  void close() {
    synchronized (rings) {
      closed = true;
      rings.clear();
      if (waiting != null) {
        waiting.cancel(false);
      }
    }
  }
}
