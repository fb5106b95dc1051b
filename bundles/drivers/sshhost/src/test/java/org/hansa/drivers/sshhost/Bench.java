package org.hansa.drivers.sshhost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.hansa.core.driver.Deadline;
import org.hansa.core.driver.DriverException;
import org.hansa.core.driver.DriverException.Reason;
import org.hansa.core.driver.Opening;
import org.hansa.core.driver.Session;
import org.hansa.core.driver.Trial;
import org.hansa.core.driver.workload.ForwardFacet;
import org.hansa.core.driver.workload.HostFacet;
import org.hansa.core.driver.workload.MeterFacet;
import org.hansa.core.driver.workload.WorkloadFacet;
import org.hansa.core.driver.workload.WorkloadSpec;
import org.hansa.core.driver.workload.WorkloadSpec.Artifact;
import org.hansa.core.driver.workload.WorkloadSpec.Probe;
import org.hansa.core.testing.ssh.Sshd;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** An SSH server on loopback with a home of its own, and endpoints at it. */
abstract class Bench {

  @TempDir Path home;
  final String installation = "test-" + UUID.randomUUID();
  final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1);
  final List<String> hints = new CopyOnWriteArrayList<>();
  final Map<String, byte[]> content = new ConcurrentHashMap<>();
  final SshHostDriver driver = new SshHostDriver("1");
  private final List<Session> open = new ArrayList<>();
  Sshd sshd;
  Session session;

  @BeforeEach
  void begin() throws IOException {
    sshd = new Sshd(home);
    timer.setRemoveOnCancelPolicy(true);
    try (var in = Trial.artifact()) {
      content.put(Trial.ARTIFACT, in.readAllBytes());
    }
    session = open(installation, options(sshd.port()), sshd.credentials());
  }

  SshHostOptions options(int port) {
    return new SshHostOptions(
        "127.0.0.1",
        Optional.of(port),
        Sshd.USER,
        sshd.knownHosts(port),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(Map.of("COMMON", "shared")),
        Optional.of("10.1.2.3"),
        Optional.of(System.getProperty("java.home") + "/bin/java"));
  }

  Session open(String of, SshHostOptions options, Map<String, String> credentials) {
    Session fresh = driver.open(opening(of, options, credentials));
    open.add(fresh);
    return fresh;
  }

  Opening opening() {
    return opening(installation, options(sshd.port()), sshd.credentials());
  }

  private Opening opening(String of, SshHostOptions options, Map<String, String> credentials) {
    return new Opening(
        of,
        "edge",
        options,
        credentials,
        home.resolve("unused"),
        this::content,
        Clock.systemUTC(),
        timer,
        hints::add);
  }

  private ByteArrayInputStream content(String digest) {
    byte[] bytes = content.get(digest);
    if (bytes == null) {
      throw new DriverException(DriverException.Reason.NOT_FOUND, "nothing of this digest");
    }
    return new ByteArrayInputStream(bytes);
  }

  String artifact(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    String digest = "sha256:" + Specs.sha256(bytes);
    content.put(digest, bytes);
    return digest;
  }

  /** All that runs of this test ends, whatever it is; what keeps the folder ends with that. */
  @AfterEach
  void end() throws Exception {
    open.forEach(Session::close);
    sshd.close();
    assertThat(timer.shutdownNow()).as("tasks that closing left").isEmpty();
    Trees.delete(home.resolve(".hansa"));
    await().atMost(Duration.ofSeconds(20)).until(() -> ended(marked(installation)));
    await().atMost(Duration.ofSeconds(20)).until(() -> mentioned(home.toString()).isEmpty());
  }

  private static boolean ended(List<ProcessHandle> all) {
    all.forEach(ProcessHandle::destroyForcibly);
    return all.isEmpty();
  }

  /** Processes whose environment says so. */
  static List<ProcessHandle> marked(String text) {
    return having("environ", text);
  }

  static List<ProcessHandle> mentioned(String text) {
    return having("cmdline", text);
  }

  private static List<ProcessHandle> having(String file, String text) {
    long self = ProcessHandle.current().pid();
    return ProcessHandle.allProcesses()
        .filter(p -> p.pid() != self && p.parent().filter(q -> q.pid() == self).isEmpty())
        .filter(p -> proc(p.pid(), file).contains(text))
        .toList();
  }

  static String proc(long pid, String file) {
    try {
      return Files.readString(Path.of("/proc", "" + pid, file), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return "";
    }
  }

  /** Where it all lies. */
  Path root() {
    return home.resolve(".hansa").resolve(installation).resolve("edge");
  }

  <T> T facet(Session of, Class<T> type) {
    return of.facets().stream().filter(type::isInstance).map(type::cast).findFirst().orElseThrow();
  }

  WorkloadFacet workloads() {
    return facet(session, WorkloadFacet.class);
  }

  ForwardFacet forwards() {
    return facet(session, ForwardFacet.class);
  }

  HostFacet hosts() {
    return facet(session, HostFacet.class);
  }

  MeterFacet meter() {
    return facet(session, MeterFacet.class);
  }

  static Deadline soon() {
    return in(30_000);
  }

  static Deadline in(long millis) {
    return Deadline.in(Duration.ofMillis(millis), System::nanoTime);
  }

  static WorkloadSpec spec(String... command) {
    return spec(List.of(), Map.of(), Map.of(), Optional.empty(), command);
  }

  static WorkloadSpec spec(
      List<Artifact> artifacts,
      Map<String, String> env,
      Map<String, Integer> ports,
      Optional<Probe> probe,
      String... command) {
    return new WorkloadSpec(
        "one",
        "process",
        artifacts,
        List.of(command),
        env,
        ports,
        Optional.empty(),
        Optional.empty(),
        probe,
        Optional.of(Duration.ofSeconds(2)));
  }

  static int free() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
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

  /** Whole folders, also while something still writes into them. */
  static final class Trees {

    private Trees() {}

    static void delete(Path tree) {
      await().atMost(Duration.ofSeconds(20)).until(() -> deleted(tree));
    }

    private static boolean deleted(Path tree) throws IOException {
      if (!Files.exists(tree)) {
        return true;
      }
      try (Stream<Path> all = Files.walk(tree)) {
        for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(path);
        }
        return true;
      } catch (IOException | java.io.UncheckedIOException e) {
        return false;
      }
    }
  }
}
