package org.hansa.drivers.hansa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.hansa.core.driver.Deadline;
import org.hansa.core.driver.DriverException;
import org.hansa.core.driver.DriverException.Reason;
import org.hansa.core.driver.Observed;
import org.hansa.core.driver.Opening;
import org.hansa.core.driver.Session;
import org.hansa.core.driver.Trial;
import org.hansa.core.driver.workload.WorkloadFacet;
import org.hansa.core.driver.workload.WorkloadSpec;
import org.hansa.core.driver.workload.WorkloadSpec.Artifact;
import org.hansa.core.driver.workload.WorkloadState;
import org.hansa.core.testing.fault.FaultProxy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Sessions at endpoints, each with what they were given. */
abstract class Bench {

  /** Where nothing else is said. */
  static final String ENDPOINT = "lubeca";

  private static final long SEED = 7;

  @TempDir Path folder;
  final String installation = "here-" + UUID.randomUUID();
  final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1);
  final List<String> hints = new CopyOnWriteArrayList<>();
  private final List<AutoCloseable> open = new ArrayList<>();

  @BeforeEach
  void begin() {
    timer.setRemoveOnCancelPolicy(true);
  }

  /** What is closed last was opened first. */
  @AfterEach
  void end() throws Exception {
    for (int i = open.size() - 1; i >= 0; i--) {
      open.get(i).close();
    }
    assertThat(timer.shutdownNow()).as("tasks that closing left").isEmpty();
  }

  <T extends AutoCloseable> T closing(T opened) {
    open.add(opened);
    return opened;
  }

  Provider provider() {
    return closing(new Provider(folder.resolve("provider")));
  }

  Session session(int port) {
    return session(Provider.options(port), Provider.credentials());
  }

  Session session(HansaOptions options, Map<String, String> credentials) {
    return session(ENDPOINT, options, credentials);
  }

  Session session(String endpoint, HansaOptions options, Map<String, String> credentials) {
    return closing(new HansaDriver("1").open(opening(endpoint, options, credentials)));
  }

  private Opening opening(String endpoint, HansaOptions options, Map<String, String> credentials) {
    return new Opening(
        installation,
        endpoint,
        options,
        credentials,
        folder.resolve(endpoint),
        Bench::content,
        InstantSource.system(),
        timer,
        hints::add);
  }

  private static ByteArrayInputStream content(String digest) {
    if (!digest.equals(Trial.ARTIFACT)) {
      throw new DriverException(Reason.NOT_FOUND, "nothing of this digest");
    }
    try (var in = Trial.artifact()) {
      return new ByteArrayInputStream(in.readAllBytes());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  FaultProxy proxy(int port) throws IOException {
    return closing(
        FaultProxy.http(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), SEED));
  }

  static <T> T facet(Session of, Class<T> type) {
    return of.facets().stream().filter(type::isInstance).map(type::cast).findFirst().orElseThrow();
  }

  static String uid() {
    return UUID.randomUUID().toString();
  }

  static WorkloadSpec spec(String... command) {
    return spec(new BigDecimal("0.5"), Map.of(), Optional.empty(), command);
  }

  static WorkloadSpec spec(
      BigDecimal cpu, Map<String, Integer> ports, Optional<String> host, String... command) {
    return new WorkloadSpec(
        "shop.web.0",
        "process",
        List.of(new Artifact("bin/serve", Trial.ARTIFACT, true)),
        List.of(command),
        Map.of("GREETING", "moin"),
        ports,
        Optional.of(cpu),
        Optional.of(64L << 20),
        Optional.empty(),
        Optional.of(Duration.ofMillis(1_500)),
        Optional.empty(),
        host);
  }

  static Deadline soon() {
    return in(20_000);
  }

  static Deadline in(long millis) {
    return Deadline.in(Duration.ofMillis(millis), System::nanoTime);
  }

  /** As it is once it has settled. */
  static Optional<WorkloadState> settled(WorkloadFacet workloads, String uid) {
    return await()
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(50))
        .until(() -> workloads.observe(uid, soon()), seen -> seen.progress().isEmpty())
        .state();
  }

  /** As it is once it is ready. */
  static WorkloadState running(WorkloadFacet workloads, String uid, WorkloadSpec spec) {
    Observed<WorkloadState> unused = workloads.apply(uid, spec, soon());
    return await()
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(50))
        .until(() -> settled(workloads, uid).orElseThrow(), WorkloadState::ready);
  }

  static void gone(WorkloadFacet workloads, String uid) {
    await()
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(50))
        .until(() -> workloads.remove(uid, soon()).state().isEmpty());
  }

  static void fails(Reason reason, String text, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            DriverException.class,
            e -> {
              assertThat(e.reason()).as(e.getMessage()).isEqualTo(reason);
              assertThat(e).hasMessageContaining(text);
            });
  }
}
