package org.hansa.core.runtime;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.hansa.core.api.Versions;
import org.hansa.core.driver.Driver;

/**
 * The drivers that are installed. A container upgrades a bundle by taking it away and putting
 * another in its place: so who asks for a driver that has just left waits a moment for the one that
 * follows it, and no call fails because of an upgrade. Thread-safe.
 */
final class Succession {

  private final Versions<Driver> drivers = new Versions<>();

  /** By id, when one has left. */
  private final Map<String, Long> left = new HashMap<>();

  Versions<Driver> all() {
    return drivers;
  }

  synchronized void add(String id, String version, Driver driver) {
    drivers.add(id, version, driver);
    notifyAll();
  }

  synchronized void remove(Driver driver) {
    drivers.all().stream()
        .filter(each -> each.what() == driver)
        .forEach(each -> left.put(each.name(), System.nanoTime()));
    drivers.remove(driver);
  }

  /**
   * As {@link Versions#get}; waits for what comes in the place of one that has just left.
   *
   * @param patience nanoseconds since that has left
   */
  synchronized Optional<Driver> get(String id, Optional<String> version, long patience) {
    Optional<Driver> found = drivers.get(id, version);
    long wait = wait(id, patience);
    while (found.isEmpty() && wait > 0) {
      try {
        TimeUnit.NANOSECONDS.timedWait(this, wait);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return found;
      }
      found = drivers.get(id, version);
      wait = wait(id, patience);
    }
    return found;
  }

  private long wait(String id, long patience) {
    Long since = left.get(id);
    return since == null ? 0 : patience - (System.nanoTime() - since);
  }
}
