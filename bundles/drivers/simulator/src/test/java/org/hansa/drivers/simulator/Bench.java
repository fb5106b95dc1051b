package org.hansa.drivers.simulator;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicReference;
import org.hansa.core.driver.Ability;
import org.hansa.core.driver.Deadline;
import org.hansa.core.driver.Driver;
import org.hansa.core.driver.DriverException;
import org.hansa.core.driver.DriverException.Reason;
import org.hansa.core.driver.Opening;
import org.hansa.core.driver.Session;
import org.hansa.core.driver.Trial;

/** An endpoint with a clock that stands until it is moved; opened again, it is a restarted one. */
final class Bench implements AutoCloseable {

  /** A Wednesday. */
  static final Instant BEGIN = Instant.parse("2026-06-03T10:00:00Z");

  /** How much faster than the data says work is done. */
  static final BigDecimal HASTE = BigDecimal.valueOf(60);

  final Path folder;
  final AtomicReference<Instant> now = new AtomicReference<>(BEGIN);
  final Set<String> hints = ConcurrentHashMap.newKeySet();
  final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1);
  private final Map<String, byte[]> blobs = new ConcurrentHashMap<>();
  private Driver driver = new SimulatorDriver("1");
  private String installation = "test";
  private SimulatorOptions options;
  private Session session;

  Bench(Path folder, SimulatorOptions options) {
    this.folder = folder;
    this.options = options;
    reopen();
  }

  static Bench at(Path folder, String site) {
    return new Bench(folder, options(site));
  }

  /** In simulated time a boot takes a third of a second there. */
  static SimulatorOptions options(String site) {
    return new SimulatorOptions(
        Optional.empty(),
        site,
        Optional.empty(),
        Optional.empty(),
        Optional.of(HASTE),
        Optional.empty(),
        List.of());
  }

  /** As a restart does: another driver, another session, the same folder. */
  void reopen() {
    if (session != null) {
      session.close();
    }
    driver = new SimulatorDriver("1");
    session = driver.open(opening());
  }

  void reopen(SimulatorOptions other) {
    options = other;
    reopen();
  }

  void as(String other) {
    installation = other;
    reopen();
  }

  private Opening opening() {
    return new Opening(
        installation, "sim", options, Map.of(), folder, this::content, now::get, timer, hints::add);
  }

  private InputStream content(String digest) {
    if (digest.equals(Trial.ARTIFACT)) {
      return Trial.artifact();
    }
    byte[] content = blobs.get(digest);
    if (content == null) {
      throw new DriverException(DriverException.Reason.NOT_FOUND, "there is no " + digest);
    }
    return new ByteArrayInputStream(content);
  }

  void blob(String digest, byte[] content) {
    blobs.put(digest, content);
  }

  void pass(Duration time) {
    now.updateAndGet(t -> t.plus(time));
  }

  <T extends Ability> T facet(Class<T> type) {
    return session.facets().stream()
        .filter(type::isInstance)
        .map(type::cast)
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + type.getSimpleName() + " here"));
  }

  Session session() {
    return session;
  }

  static Deadline soon() {
    return Deadline.in(Duration.ofMinutes(1), System::nanoTime);
  }

  static Reason reason(Runnable call) {
    try {
      call.run();
    } catch (DriverException e) {
      return e.reason();
    }
    throw new AssertionError("nothing was thrown");
  }

  @Override
  public void close() {
    session.close();
    timer.shutdownNow();
  }
}
