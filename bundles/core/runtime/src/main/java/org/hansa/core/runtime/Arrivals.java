package org.hansa.core.runtime;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * Drivers from when their services come until they go. To get one runs its constructor, which may
 * never return: whoever brings it waits a while and goes on without, and what comes late is taken
 * then. Thread-safe.
 *
 * @param <K> what a driver is known by before it is there
 */
final class Arrivals<K> {

  /**
   * What comes within it is there when {@link #come} returns, so that nothing is missing between.
   */
  static final Duration PATIENCE = Duration.ofSeconds(10);

  /** What is known of one before it is there. */
  record Card(String name, String bundle) {}

  private final Executor openers;
  private final Duration patience;
  private final LongSupplier nanos;
  private final Function<K, Runnable> taking;
  private final Map<K, Arrival> all = new ConcurrentHashMap<>();

  /**
   * @param openers gives each a thread at once
   * @param taking gets the driver, which may never return, and has it known; gives what undoes that
   */
  Arrivals(Executor openers, Duration patience, LongSupplier nanos, Function<K, Runnable> taking) {
    this.openers = openers;
    this.patience = patience;
    this.nanos = nanos;
    this.taking = taking;
  }

  /** Returns when it is there, or when that takes too long. */
  void come(K key, Card card) {
    Arrival arrival = new Arrival(key, card, nanos.getAsLong());
    all.put(key, arrival);
    openers.execute(arrival);
    arrival.await();
  }

  void go(K key) {
    Arrival arrival = all.remove(key);
    if (arrival != null) {
      arrival.go();
    }
  }

  /** Those that keep whoever would call them waiting. */
  List<DefaultDrivers.Failed> late() {
    return all.values().stream().filter(Arrival::isLate).map(Arrival::failed).toList();
  }

  private final class Arrival implements Runnable {

    private final K key;
    private final Card card;
    private final long began;
    private final CountDownLatch done = new CountDownLatch(1);
    private Runnable undo = () -> {};
    private boolean gone;

    Arrival(K key, Card card, long began) {
      this.key = key;
      this.card = card;
      this.began = began;
    }

    @Override
    public void run() {
      try {
        Runnable back = taking.apply(key);
        boolean late;
        synchronized (this) {
          undo = back;
          late = gone;
        }
        if (late) {
          back.run();
        }
      } finally {
        done.countDown();
      }
    }

    void await() {
      try {
        boolean unused = done.await(patience.toNanos(), TimeUnit.NANOSECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    void go() {
      Runnable back;
      synchronized (this) {
        gone = true;
        back = undo;
      }
      back.run();
    }

    boolean isLate() {
      return done.getCount() > 0 && nanos.getAsLong() - began >= patience.toNanos();
    }

    DefaultDrivers.Failed failed() {
      return new DefaultDrivers.Failed(
          card.name(),
          card.bundle(),
          "its constructor has not returned, for "
              + TimeUnit.NANOSECONDS.toSeconds(nanos.getAsLong() - began)
              + " s by now: replace its bundle");
    }
  }
}
