package org.hansa.core.runtime;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.function.Predicate;
import org.hansa.core.api.Ref;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The driver calls under way on this node. One that outlives its deadline is lost until it comes
 * back: its thread is replaced, so that others go on. A driver that has as many lost as its budget
 * is quarantined: none of its calls is begun until one comes back or the driver is replaced. So a
 * driver costs no more threads than its budget and what was under way when it was used up.
 * Thread-safe.
 */
final class Running {

  /** Lost calls that a driver may have: as many as four endpoints that do not answer. */
  static final int BUDGET = 4 * Tickets.PERMITS;

  private static final Logger LOG = LoggerFactory.getLogger(Running.class);

  private final Function<Ref, String> drivers;
  private final IntConsumer spare;
  private final Function<String, Optional<String>> leaks;
  private final Runnable news;

  /**
   * By key, whose hash is the same in every process: their order decides whom a cut meets first.
   */
  private final Map<Calls.Key, Underway> all = new ConcurrentHashMap<>();

  /** Ids of the drivers that there are or were: they alone have figures. */
  private final Set<String> known = new ConcurrentSkipListSet<>();

  /**
   * @param drivers the id of an endpoint's driver
   * @param spare told how many threads are lost, whenever that changes
   * @param leaks what is said of a driver that has too many threads of its own
   * @param news run when a driver is quarantined, or called again; quick
   */
  Running(
      Function<Ref, String> drivers,
      IntConsumer spare,
      Function<String, Optional<String>> leaks,
      Runnable news) {
    this.drivers = drivers;
    this.spare = spare;
    this.leaks = leaks;
    this.news = news;
  }

  /** A call that is about to be made on this thread. */
  Underway begin(Tickets.Ticket ticket) {
    String driver = drivers.apply(ticket.endpoint());
    Underway it =
        new Underway(Thread.currentThread(), ticket.fence().partition(), ticket.endpoint(), driver);
    all.put(ticket.key(), it);
    return it;
  }

  /** Interrupts it and counts it as lost; false if it has ended. */
  synchronized boolean lose(Underway it, String text) {
    if (!it.lose(text)) {
      return false;
    }
    spare.accept(count(Underway::isLost));
    if (charged(it.driver()) == BUDGET) {
      LOG.warn("{}", quarantine(it.driver()).orElseThrow());
      news.run();
    }
    return true;
  }

  /** On its thread: it has come back. */
  synchronized void end(Calls.Key key, Underway it) {
    boolean full = quarantine(it.driver()).isPresent();
    all.remove(key);
    it.end();
    if (it.isLost()) {
      spare.accept(count(Underway::isLost));
      if (full && quarantine(it.driver()).isEmpty()) {
        LOG.info("Driver {} is called again.", it.driver());
        news.run();
      }
    }
  }

  /** Interrupts what is under way in these partitions. */
  void cut(Predicate<Integer> partitions) {
    all.forEach(
        (key, it) -> {
          if (partitions.test(it.partition())) {
            it.expire();
          }
        });
  }

  void installed(String driver) {
    known.add(driver);
  }

  /** What comes in its place has the whole budget, though the threads are no freer. */
  synchronized void removed(String driver) {
    all.values().stream().filter(it -> it.driver().equals(driver)).forEach(Underway::pardon);
  }

  /** Why none of the driver's calls is begun, and what to do; empty while they are. */
  Optional<String> quarantine(String driver) {
    return charged(driver) < BUDGET
        ? leaks.apply(driver)
        : Optional.of(
            "driver '"
                + driver
                + "' is quarantined, "
                + BUDGET
                + " of its calls have not come back: restart its bundle, and the node if it stays"
                + " so");
  }

  /** The same of all that are. */
  Optional<String> quarantines() {
    return known.stream()
        .flatMap(driver -> quarantine(driver).stream())
        .reduce((one, other) -> one + "; " + other);
  }

  /** Why the key's call is lost; empty if none is. */
  Optional<String> lost(Calls.Key key) {
    return Optional.ofNullable(all.get(key)).flatMap(Underway::lost);
  }

  /** How many are lost at an endpoint. */
  int lostAt(Ref endpoint) {
    return count(it -> it.isLost() && it.endpoint().equals(endpoint));
  }

  /** Those that are not lost, by driver. */
  Map<String, Integer> running() {
    return byDriver(it -> !it.isLost());
  }

  Map<String, Integer> lost() {
    return byDriver(Underway::isLost);
  }

  private Map<String, Integer> byDriver(Predicate<Underway> which) {
    Map<String, Integer> counts = new TreeMap<>();
    known.forEach(
        driver -> counts.put(driver, count(it -> it.driver().equals(driver) && which.test(it))));
    return counts;
  }

  private int charged(String driver) {
    return count(it -> it.driver().equals(driver) && it.isCharged());
  }

  private int count(Predicate<Underway> which) {
    Collection<Underway> now = all.values();
    return (int) now.stream().filter(which).count();
  }
}
