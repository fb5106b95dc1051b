package org.hansa.drivers.process;

import static org.assertj.core.api.Assertions.fail;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.hansa.core.driver.Ability;
import org.hansa.core.driver.Deadline;
import org.hansa.core.driver.DriverException;
import org.hansa.core.driver.Opening;
import org.hansa.core.driver.Session;
import org.hansa.core.driver.workload.ForwardFacet;
import org.hansa.core.driver.workload.HostFacet;
import org.hansa.core.driver.workload.MeterFacet;
import org.hansa.core.driver.workload.WorkloadFacet;
import org.hansa.core.driver.workload.WorkloadSpec;

/** An endpoint on a folder of its own; opened again, it is a restarted control plane. */
final class Bench implements AutoCloseable {

  private static final InstantSource CLOCK = InstantSource.system();

  private final Path folder;
  private final ProcessOptions options;
  private final String installation =
      "test-" + ProcessHandle.current().pid() + "-" + System.nanoTime();
  private final Map<String, byte[]> blobs = new ConcurrentHashMap<>();

  /** What is said of content that is not among them. */
  volatile DriverException.Reason missing = DriverException.Reason.NOT_FOUND;

  private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(2);
  final Set<String> hints = ConcurrentHashMap.newKeySet();
  private Session session;

  Bench(Path folder) {
    this(folder, ProcessOptions.DEFAULT);
  }

  Bench(Path folder, ProcessOptions options) {
    this.folder = folder;
    this.options = options;
    reopen();
  }

  /** Closes the session, if one is open, and opens another, as a restart does. */
  void reopen() {
    close(session);
    session = new ProcessDriver("1").open(opening());
  }

  private Opening opening() {
    return new Opening(
        installation,
        "local",
        options,
        Map.of(),
        folder,
        digest -> {
          byte[] content = blobs.get(digest);
          if (content == null) {
            throw new DriverException(missing, "there is no " + digest);
          }
          return new ByteArrayInputStream(content);
        },
        CLOCK,
        timer,
        hints::add);
  }

  String blob(String text) {
    String digest = "sha256:" + Specs.sha256(text);
    blobs.put(digest, text.getBytes(StandardCharsets.UTF_8));
    return digest;
  }

  void spoil(String digest) {
    blobs.put(digest, new byte[] {1});
  }

  private <T extends Ability> T facet(Class<T> type) {
    return session.facets().stream().filter(type::isInstance).map(type::cast).findFirst().get();
  }

  WorkloadFacet workloads() {
    return facet(WorkloadFacet.class);
  }

  ForwardFacet forwards() {
    return facet(ForwardFacet.class);
  }

  MeterFacet meter() {
    return facet(MeterFacet.class);
  }

  HostFacet hosts() {
    return facet(HostFacet.class);
  }

  Session session() {
    return session;
  }

  Path home(String uid) {
    return folder.resolve("workloads").resolve(uid);
  }

  Path folder() {
    return folder;
  }

  static Deadline soon() {
    return Deadline.in(Duration.ofMinutes(1), System::nanoTime);
  }

  static Deadline in(Duration time) {
    return Deadline.in(time, System::nanoTime);
  }

  static WorkloadSpec sh(String script) {
    return sh(script, Map.of(), Duration.ofSeconds(5));
  }

  static WorkloadSpec sh(String script, Map<String, Integer> ports, Duration grace) {
    return new WorkloadSpec(
        "sample",
        "process",
        List.of(),
        List.of("/bin/sh", "-c", script),
        Map.of(),
        ports,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(grace));
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(Sockets.loopback(), 0));
      return socket.getLocalPort();
    }
  }

  String mark(String uid) {
    return installation + ":" + uid;
  }

  /** Processes that carry the mark of this bench's installation. */
  List<Proc.Tagged> processes() {
    return new Proc(Path.of("/proc"))
        .tagged().stream().filter(t -> t.uid().startsWith(installation + ":")).toList();
  }

  static void await(String what, Callable<Boolean> condition) throws Exception {
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
    while (!condition.call()) {
      if (System.nanoTime() > end) {
        fail("not in a minute: " + what);
      }
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  private static void close(Session session) {
    if (session != null) {
      session.close();
    }
  }

  /** Whatever a test left running is ended here. */
  @Override
  public void close() {
    close(session);
    timer.shutdownNow();
    for (Proc.Tagged tagged : processes()) {
      ProcessHandle.of(tagged.stat().pid()).ifPresent(ProcessHandle::destroyForcibly);
    }
  }
}
