package org.hansa.core.runtime;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.hansa.core.api.Endpoint;
import org.hansa.core.api.Json;
import org.hansa.core.api.Nearest;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Secret;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.Tenant;
import org.hansa.core.api.Versions;
import org.hansa.core.api.gate.Gate;
import org.hansa.core.api.store.Store;
import org.hansa.core.driver.Driver;
import org.hansa.core.driver.DriverException;
import org.hansa.core.driver.DriverException.Reason;
import org.hansa.core.driver.Opening;

/**
 * The open sessions, one an endpoint, opened when first needed and again when the endpoint, its
 * secret or its driver has changed. Thread-safe.
 */
final class Sessions {

  /** For a session to be opened: as long as a look may take. */
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(10);

  /** For what follows a driver, or a session that is still used: the callers are few. */
  private static final long HANDOVER = TimeUnit.SECONDS.toNanos(2);

  private final Store store;
  private final Gate gate;
  private final Path folder;
  private final InstantSource clock;
  private final Supplier<ScheduledExecutorService> errands;
  private final Executor openers;
  private final Consumer<String> hints;
  private final DriverThreads threads = new DriverThreads(this::serving);
  private final Succession drivers = new Succession();
  private final Map<Ref, SessionSlot> slots = new ConcurrentHashMap<>();
  private final Map<Driver, ScheduledExecutorService> timers = new ConcurrentHashMap<>();

  /**
   * @param errands makes the timer of one driver
   * @param openers runs drivers that open, which may never end
   */
  Sessions(
      Store store,
      Gate gate,
      Path folder,
      InstantSource clock,
      Supplier<ScheduledExecutorService> errands,
      Executor openers,
      Consumer<String> hints) {
    this.store = store;
    this.gate = gate;
    this.folder = folder;
    this.clock = clock;
    this.errands = errands;
    this.openers = openers;
    this.hints = hints;
  }

  /** The drivers that are installed. */
  Versions<Driver> drivers() {
    return drivers.all();
  }

  DriverThreads threads() {
    return threads;
  }

  void add(Driver driver) {
    add(driver.id(), driver.version(), driver);
  }

  /** One that has said who it is. */
  void add(String id, String version, Driver driver) {
    drivers.add(id, version, driver);
  }

  /** Returns when no call of this driver runs any more, or after ten seconds. */
  void remove(Driver driver) {
    drivers.remove(driver);
    timers.remove(driver);
    long until = SessionSlot.until();
    slots.values().forEach(slot -> slot.retire(driver, until));
  }

  void close() {
    long until = SessionSlot.until();
    slots.values().forEach(slot -> slot.retire(null, until));
  }

  /**
   * The session of an endpoint, to be given back. While it or its driver is being replaced that is
   * waited for, two seconds at most.
   *
   * @throws DriverException UNAVAILABLE while the driver is absent or has not opened the endpoint,
   *     or calls still use the former session; INVALID if the options do not fit
   */
  SessionSlot.Lease lease(Ref endpoint) {
    return lease(endpoint, HANDOVER);
  }

  /**
   * The same for somebody who waits for the answer, and so for a driver for as long as for that.
   */
  SessionSlot.Lease leaseForPeople(Ref endpoint) {
    return lease(endpoint, PATIENCE);
  }

  private SessionSlot.Lease lease(Ref endpoint, long handover) {
    Snapshot now = store.snapshot();
    Resource resource =
        now.get(endpoint)
            .orElseThrow(() -> new DriverException(Reason.NOT_FOUND, endpoint + " does not exist"));
    Endpoint.Spec spec = resource.spec().as(Endpoint.Spec.class);
    Driver driver = driver(spec, handover);
    requireTheProviders(driver, endpoint);
    Optional<Resource> secret = secret(now, endpoint, spec);
    SessionSlot.Print print =
        new SessionSlot.Print(
            driver,
            resource.uid(),
            resource.generation(),
            secret.map(Resource::revision).orElse(0L));
    return slots
        .computeIfAbsent(endpoint, e -> new SessionSlot(threads, openers, PATIENCE, HANDOVER))
        .lease(print, () -> driver.open(opening(resource, spec, driver, secret)));
  }

  /** The gate has looked only if the driver was there by then. */
  private static void requireTheProviders(Driver driver, Ref endpoint) {
    if (driver.local() && !endpoint.tenant().equals(Tenant.SYSTEM)) {
      throw new DriverException(
          Reason.INVALID,
          "driver '" + driver.id() + "' acts on Hansa's own machine: for tenant system alone");
    }
  }

  private Driver driver(Endpoint.Spec spec, long handover) {
    return drivers
        .get(spec.driver(), spec.version(), handover)
        .orElseThrow(() -> notInstalled(spec));
  }

  private int serving(ClassLoader driver) {
    return (int) slots.values().stream().filter(slot -> slot.isOf(driver)).count();
  }

  /** One that its driver has shut is made anew. */
  private ScheduledExecutorService timer(Driver driver) {
    return timers.compute(driver, (d, t) -> t == null || t.isShutdown() ? errands.get() : t);
  }

  private static Optional<Resource> secret(Snapshot now, Ref endpoint, Endpoint.Spec spec) {
    Optional<Resource> secret =
        spec.secret().flatMap(n -> now.get(new Ref(Secret.KIND, endpoint.tenant(), n)));
    if (spec.secret().isPresent() && secret.isEmpty()) {
      throw new DriverException(
          Reason.UNAUTHORIZED, "secret '" + spec.secret().get() + "' does not exist");
    }
    return secret;
  }

  /**
   * An endpoint for the contract kit.
   *
   * @throws DriverException as {@link #lease}
   */
  LiveSubject subject(Resource endpoint) {
    Endpoint.Spec spec = endpoint.spec().as(Endpoint.Spec.class);
    Driver driver = driver(spec, PATIENCE);
    requireTheProviders(driver, endpoint.ref());
    return new LiveSubject(
        driver,
        LiveSubject.installation(store.installation(), endpoint.uid()),
        endpoint.ref().name(),
        options(spec, driver),
        secret(store.snapshot(), endpoint.ref(), spec)
            .map(s -> gate.reveal(s.ref()))
            .orElse(Map.of()),
        kits(driver.id(), endpoint.uid()));
  }

  /** Where the kit's sessions keep what they must: beside the endpoint's own folder. */
  private Path kits(String driver, String uid) {
    return folder.resolve(driver).resolve(uid + ".verify");
  }

  private DriverException notInstalled(Endpoint.Spec spec) {
    String which = "driver '" + spec.driver() + "'";
    List<String> others = drivers().of(spec.driver());
    return new DriverException(
        Reason.UNAVAILABLE,
        spec.version()
            .filter(v -> !others.isEmpty())
            .map(v -> "version " + v + " of " + which + " is not installed; there is " + others)
            .orElse(
                which
                    + " is not installed: driver:list says which are, and which could not be begun"));
  }

  /** The endpoint is gone: close, and forget its folder. */
  void forget(Resource endpoint) {
    SessionSlot slot = slots.get(endpoint.ref());
    // By that name there may be another by now.
    if (slot != null && slot.isOf(endpoint.uid()) && slots.remove(endpoint.ref(), slot)) {
      slot.retire(null, SessionSlot.until());
    }
    String driver = endpoint.spec().as(Endpoint.Spec.class).driver();
    try {
      Folders.delete(folder.resolve(driver).resolve(endpoint.uid()));
      Folders.delete(kits(driver, endpoint.uid()));
    } catch (IOException e) {
      throw new Problem(
          Problem.Reason.UNAVAILABLE,
          "the folder of " + endpoint.ref() + " cannot be deleted",
          "Look at the disk and its rights.",
          List.of(),
          e);
    }
  }

  private Opening opening(
      Resource resource, Endpoint.Spec spec, Driver driver, Optional<Resource> secret) {
    Path own = folder.resolve(driver.id()).resolve(resource.uid());
    try {
      Files.createDirectories(own);
    } catch (IOException e) {
      throw new DriverException(Reason.UNAVAILABLE, "cannot make the folder " + own, e);
    }
    return new Opening(
        store.installation(),
        resource.ref().name(),
        options(spec, driver),
        secret.map(s -> gate.reveal(s.ref())).orElse(Map.of()),
        own,
        this::content,
        clock,
        timer(driver),
        hints);
  }

  /** A driver knows nothing of what the store throws. */
  private InputStream content(String digest) throws IOException {
    try {
      return store.open(digest);
    } catch (Problem e) {
      boolean none = e.reason() == Problem.Reason.NOT_FOUND || e.reason() == Problem.Reason.INVALID;
      throw new DriverException(none ? Reason.NOT_FOUND : Reason.UNAVAILABLE, e.line(), e);
    }
  }

  private static Record options(Endpoint.Spec spec, Driver driver) {
    JsonNode given = Json.tree(spec.options().orElse(Map.of()));
    try {
      Nearest.check(
          "/spec/options/",
          given,
          Arrays.stream(driver.options().getRecordComponents()).map(c -> c.getName()).toList());
      return Json.view(given, driver.options());
    } catch (Problem e) {
      throw new DriverException(Reason.INVALID, e.line(), e);
    }
  }
}
