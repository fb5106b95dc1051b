package org.hansa.core.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.hansa.core.driver.Deadline;
import org.hansa.core.driver.Driver;
import org.hansa.core.driver.DriverException;
import org.hansa.core.driver.Opening;
import org.hansa.core.driver.Session;
import org.hansa.core.driver.Trial;
import org.hansa.core.driver.workload.WorkloadFacet;

/** Hosts a driver as the container would, and sees at the end that no process is left. */
final class Bench implements AutoCloseable {

  static final String PASSWORD = "correct-horse-battery";

  final List<String> hints = new CopyOnWriteArrayList<>();
  final List<Driver> registered = new CopyOnWriteArrayList<>();

  /** What stands there while there is no driver. */
  final List<Driver> unbegun = new CopyOnWriteArrayList<>();

  final Threads threads = Threads.start();
  final Hosting hosting;

  private final Path folder;
  private final Set<Long> pids = ConcurrentHashMap.newKeySet();

  Bench(Path folder, DriverCode code, Limits limits) {
    this.folder = folder;
    this.hosting =
        new Hosting(
            code,
            folder.resolve("with a space"),
            Path.of(System.getProperty("java.home")),
            threads,
            limits,
            driver -> {
              List<Driver> all = driver instanceof Unbegun ? unbegun : registered;
              all.add(driver);
              return () -> all.remove(driver);
            });
    hosting.begin();
  }

  Bench(Path folder) {
    this(folder, new TestCode(TestDriver.class), quick());
  }

  /** As usual, but less patient. */
  static Limits quick() {
    return limits(Duration.ofMillis(1_500), Duration.ofSeconds(60), Duration.ofMillis(50));
  }

  static Limits limits(Duration hang, Duration idle, Duration pause) {
    return new Limits(
        Duration.ofSeconds(30),
        Duration.ofMillis(300),
        hang,
        4,
        idle,
        pause,
        pause.multipliedBy(8),
        Duration.ofSeconds(60),
        Duration.ofSeconds(10));
  }

  static ConditionFactory await() {
    return Awaitility.await().atMost(Duration.ofSeconds(60));
  }

  Driver driver() {
    await().until(() -> !registered.isEmpty());
    pid();
    return registered.get(0);
  }

  /** Of the process that runs now. */
  Optional<Long> pid() {
    Optional<Long> pid = hosting.running().map(ChildProcess::pid);
    pid.ifPresent(pids::add);
    return pid;
  }

  Opening opening(String endpoint) {
    return new Opening(
        "installation",
        endpoint,
        TestOptions.SOME,
        Map.of("password", PASSWORD),
        folder.resolve("own"),
        Bench::content,
        InstantSource.system(),
        threads.timer(),
        hints::add);
  }

  private static InputStream content(String digest) {
    if (digest.equals(Trial.ARTIFACT)) {
      return Trial.artifact();
    }
    throw new DriverException(DriverException.Reason.NOT_FOUND, "no such artefact");
  }

  Session open(String endpoint) {
    return driver().open(opening(endpoint));
  }

  static <T> T facet(Session session, Class<T> type) {
    return session.facets().stream()
        .filter(type::isInstance)
        .map(type::cast)
        .findFirst()
        .orElseThrow();
  }

  WorkloadFacet troubles() {
    return facet(open("one"), WorkloadFacet.class);
  }

  static Deadline in(long millis) {
    return Deadline.in(Duration.ofMillis(millis), System::nanoTime);
  }

  static Deadline soon() {
    return in(30_000);
  }

  static boolean alive(long pid) {
    return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
  }

  @Override
  public void close() {
    pid();
    hosting.end();
    threads.close();
    assertThat(pids).noneMatch(Bench::alive);
    assertThat(registered).isEmpty();
    assertThat(unbegun).isEmpty();
    assertThat(folder.resolve("with a space")).doesNotExist();
  }
}
