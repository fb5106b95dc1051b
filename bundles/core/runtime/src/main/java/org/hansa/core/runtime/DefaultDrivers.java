package org.hansa.core.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.hansa.core.api.Drivers;
import org.hansa.core.api.Endpoint;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Versions;
import org.hansa.core.api.store.Store;
import org.hansa.core.driver.Driver;
import org.hansa.core.driver.DriverException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The drivers of this node and how they are. One that throws when it is asked who it is, or that
 * could not even be made, is shown too: nothing of it is called. Thread-safe.
 */
final class DefaultDrivers implements Drivers {

  /** Code that could not be begun. */
  record Failed(String name, String bundle, String why) {}

  private static final String CURE = "give it an id of its own, or remove that one first";

  private static final Logger LOG = LoggerFactory.getLogger(DefaultDrivers.class);

  private final Store store;
  private final Sessions sessions;
  private final Running running;
  private final Verifications verifications;
  private final Map<Driver, String> bundles = new ConcurrentHashMap<>();
  private final Map<Driver, Failed> refused = new ConcurrentHashMap<>();
  private volatile Supplier<List<Failed>> failed = List::of;

  DefaultDrivers(Store store, Sessions sessions, Running running, Verifications verifications) {
    this.store = store;
    this.sessions = sessions;
    this.running = running;
    this.verifications = verifications;
  }

  Verifications verifications() {
    return verifications;
  }

  /** Where it is known whose code could not be begun. */
  void failures(Supplier<List<Failed>> known) {
    failed = known;
  }

  /**
   * True if it can be called: it says who it is, and is nobody else.
   *
   * @param name of its code, for one that does not
   */
  boolean add(Driver driver, String name, String bundle) {
    bundles.put(driver, bundle);
    try {
      String id = Contained.call(driver::id);
      Optional<String> owner = claim(id, Contained.call(driver::version), driver, bundle);
      if (owner.isPresent()) {
        String why = "'" + id + "' is the driver of " + owner.get() + ", which is installed: ";
        LOG.warn("a driver of {} is not called: {}", bundle, why + CURE);
        refused.put(driver, new Failed(name, bundle, why + CURE));
        return false;
      }
      running.installed(id);
      return true;
    } catch (RuntimeException e) {
      LOG.warn("a driver of {} does not say who it is", bundle, e);
      String why = e instanceof DriverException ? e.getMessage() : e.toString();
      refused.put(driver, new Failed(name, bundle, why));
      return false;
    }
  }

  /**
   * An id is its first bundle's, in whatever version: to whoever has it, endpoints and their
   * secrets are given. Who was refused is not let in when that bundle goes: an upgrade takes it
   * away for a moment.
   *
   * @return whose it is, if it is another's
   */
  private synchronized Optional<String> claim(
      String id, String version, Driver driver, String bundle) {
    Optional<String> other =
        sessions.drivers().all().stream()
            .filter(each -> each.name().equals(id))
            .map(each -> named(bundles.getOrDefault(each.what(), "")))
            .filter(owner -> !owner.equals(named(bundle)))
            .findFirst();
    if (other.isEmpty()) {
      sessions.add(id, version, driver);
    }
    return other;
  }

  /** Without its version. */
  private static String named(String bundle) {
    return bundle.split(" ", 2)[0];
  }

  /** Returns when no call of it runs, ten seconds at most. */
  void remove(Driver driver) {
    sessions.remove(driver);
    bundles.remove(driver);
    if (refused.remove(driver) == null) {
      running.removed(driver.id());
    }
  }

  /** Why an endpoint's driver is not called, if it is not. */
  Optional<String> quarantine(Endpoint.Spec endpoint) {
    return running.quarantine(endpoint.driver());
  }

  @Override
  public List<Standing> list() {
    List<Endpoint.Spec> endpoints =
        store.snapshot().list(Endpoint.KIND).map(e -> e.spec().as(Endpoint.Spec.class)).toList();
    List<Standing> all = new ArrayList<>();
    for (Versions.Installed<Driver> each : sessions.drivers().all()) {
      all.add(standing(each, endpoints));
    }
    for (Failed each : failed.get()) {
      all.add(failure(each));
    }
    refused.values().forEach(each -> all.add(failure(each)));
    return all;
  }

  @Override
  public List<Rule> rules() {
    return verifications.rules();
  }

  @Override
  public Verification verify(Ref endpoint, Wanted wanted, String by, String cause) {
    try {
      return verifications.begin(endpoint, wanted, by, cause);
    } catch (DriverException e) {
      throw Functions.problem(e);
    }
  }

  @Override
  public Optional<Verification> verification(Ref endpoint) {
    return verifications.of(endpoint);
  }

  private Standing standing(Versions.Installed<Driver> each, List<Endpoint.Spec> endpoints) {
    Driver driver = each.what();
    long served =
        endpoints.stream()
            .filter(e -> e.driver().equals(each.name()))
            .filter(
                e ->
                    sessions.drivers().get(e.driver(), e.version()).stream()
                        .anyMatch(driver::equals))
            .count();
    Optional<String> quarantine = running.quarantine(each.name());
    boolean newest =
        sessions.drivers().get(each.name(), Optional.empty()).stream().anyMatch(driver::equals);
    State state =
        quarantine.isPresent()
            ? State.QUARANTINED
            : newest || served > 0 ? State.ACTIVE : State.SUPERSEDED;
    return new Standing(
        each.name(),
        each.version(),
        bundles.getOrDefault(driver, ""),
        state,
        driver.simulated(),
        (int) served,
        running.running().getOrDefault(each.name(), 0),
        running.lost().getOrDefault(each.name(), 0),
        sessions.threads().of(driver.getClass().getClassLoader()),
        quarantine);
  }

  private static Standing failure(Failed each) {
    return new Standing(
        each.name(), "", each.bundle(), State.FAILED, false, 0, 0, 0, 0, Optional.of(each.why()));
  }
}
