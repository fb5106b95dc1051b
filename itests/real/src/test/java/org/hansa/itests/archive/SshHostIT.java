package org.hansa.itests.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.stream.Stream;
import org.hansa.core.driver.Deadline;
import org.hansa.core.driver.DriverException;
import org.hansa.core.driver.DriverException.Reason;
import org.hansa.core.driver.Opening;
import org.hansa.core.driver.Page;
import org.hansa.core.driver.Session;
import org.hansa.core.driver.workload.ForwardFacet;
import org.hansa.core.driver.workload.ForwardSpec;
import org.hansa.core.driver.workload.HostFacet;
import org.hansa.core.driver.workload.HostState;
import org.hansa.core.driver.workload.WorkloadFacet;
import org.hansa.core.driver.workload.WorkloadSpec;
import org.hansa.core.driver.workload.WorkloadSpec.Artifact;
import org.hansa.core.driver.workload.WorkloadSpec.Probe;
import org.hansa.core.driver.workload.WorkloadState;
import org.hansa.core.driver.workload.WorkloadState.Phase;
import org.hansa.drivers.sshhost.SshHostOptions;
import org.hansa.drivers.sshhost.SshHosts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The driver {@code ssh-host} at two machines with OpenSSH, and a network between that breaks. */
@Timeout(300)
class SshHostIT {

  private static final int PORT = 20_500;
  private static final int LINK = 20_600;

  /** Answers to whoever asks, from wherever. */
  private static final byte[] ANSWER =
      """
      import com.sun.net.httpserver.HttpServer;
      import java.net.InetSocketAddress;

      public class Answer {
        public static void main(String[] args) throws Exception {
          int port = Integer.parseInt(System.getenv("PORT_HTTP"));
          HttpServer server = HttpServer.create(new InetSocketAddress("0.0.0.0", port), 0);
          server.createContext(
              "/",
              exchange -> {
                byte[] text = ("pid " + ProcessHandle.current().pid()).getBytes();
                exchange.sendResponseHeaders(200, text.length);
                exchange.getResponseBody().write(text);
                exchange.close();
              });
          server.start();
        }
      }
      """
          .getBytes(StandardCharsets.UTF_8);

  @TempDir Path folder;
  private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1);
  private Network network;
  private Machine one;
  private Machine two;
  private Session atOne;
  private Session atTwo;

  @BeforeEach
  void start() throws IOException {
    network = Network.make();
    one = new Machine("one", folder, network, 11);
    two = new Machine("two", folder, network, 12);
    one.start();
    two.start();
    atOne = open(one);
    atTwo = open(two);
  }

  @AfterEach
  void end() throws IOException {
    for (Session session : List.of(atOne, atTwo)) {
      session.close();
    }
    timer.shutdownNow();
    one.close();
    two.close();
    network.close();
  }

  private Session open(Machine machine) throws IOException {
    SshHostOptions options =
        new SshHostOptions(
            machine.address(),
            Optional.empty(),
            "root",
            List.of(machine.knownHost()),
            Optional.of(machine.state().toString()),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(System.getProperty("java.home") + "/bin/java"));
    return SshHosts.driver()
        .open(
            new Opening(
                "it",
                "edge",
                options,
                Map.of("key", machine.key()),
                folder,
                digest -> new ByteArrayInputStream(ANSWER),
                Clock.systemUTC(),
                timer,
                uid -> {}));
  }

  private static <T> T facet(Session session, Class<T> type) {
    return session.facets().stream()
        .filter(type::isInstance)
        .map(type::cast)
        .findFirst()
        .orElseThrow();
  }

  private static Deadline in(long seconds) {
    return Deadline.in(Duration.ofSeconds(seconds), System::nanoTime);
  }

  private static WorkloadSpec answering() throws Exception {
    String digest =
        "sha256:" + HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(ANSWER));
    return new WorkloadSpec(
        "answer",
        "process",
        List.of(new Artifact("Answer.java", digest, false)),
        List.of("java", "-Xmx64m", "Answer.java"),
        Map.of(),
        Map.of("http", PORT),
        Optional.empty(),
        Optional.empty(),
        Optional.of(new Probe("http", Optional.of("/"))),
        Optional.of(Duration.ofSeconds(5)));
  }

  private WorkloadState ready(WorkloadFacet workloads) {
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> workloads.observe("w", in(20)).state().orElseThrow().ready());
    return workloads.observe("w", in(20)).state().orElseThrow();
  }

  /** Main processes of the workload on a machine, however they came to be there. */
  private static List<Path> running(Machine machine) throws IOException {
    try (Stream<Path> all = Files.list(Path.of("/proc"))) {
      return all.filter(p -> p.getFileName().toString().matches("[0-9]+"))
          .filter(
              p -> {
                try {
                  return Files.readString(p.resolve("environ"), StandardCharsets.ISO_8859_1)
                      .contains("HANSA_FOLDER=" + machine.state() + "/it/edge/workloads/w\0");
                } catch (IOException e) {
                  // It ended meanwhile.
                  return false;
                }
              })
          .toList();
    }
  }

  @Test
  void twoMachinesAreTwo() {
    HostState first = facet(atOne, HostFacet.class).all(in(20)).get(0);
    HostState second = facet(atTwo, HostFacet.class).all(in(20)).get(0);

    assertThat(first.name()).isEqualTo("one");
    assertThat(second.name()).isEqualTo("two");
    assertThat(first.facts().get("machine")).isNotEqualTo(second.facts().get("machine"));
    assertThat(second.outside()).contains(two.address());
    assertThat(first.takenPorts()).isEmpty();
  }

  @Test
  void aLinkLeadsAcrossAndOutlivesACutAndAHealing() throws Exception {
    WorkloadFacet workloads = facet(atTwo, WorkloadFacet.class);
    WorkloadSpec spec = answering();
    workloads.apply("w", spec, in(30));
    WorkloadState state = ready(workloads);
    ForwardFacet forwards = facet(atOne, ForwardFacet.class);
    forwards.apply("f", new ForwardSpec(LINK, List.of(two.address() + ":" + PORT)), in(30));
    String answer = one.get(LINK);
    assertThat(answer).isEqualTo("pid " + state.id().orElseThrow());

    two.cut();
    assertThatThrownBy(() -> workloads.observe("w", in(3)))
        .isInstanceOfSatisfying(
            DriverException.class, e -> assertThat(e.reason()).isEqualTo(Reason.UNAVAILABLE));
    // Asked in vain: nothing of it may be done twice, or late.
    assertThatThrownBy(() -> workloads.apply("w", spec, in(3))).isInstanceOf(DriverException.class);
    assertThatThrownBy(() -> workloads.remove("w", in(3))).isInstanceOf(DriverException.class);
    assertThat(running(two)).hasSize(1);
    assertThat(facet(atOne, HostFacet.class).all(in(20))).hasSize(1);

    two.heal();
    await()
        .atMost(Duration.ofSeconds(60))
        .ignoreExceptions()
        .until(() -> workloads.apply("w", spec, in(5)).state().isPresent());
    assertThat(ready(workloads)).isEqualTo(state);
    assertThat(running(two)).hasSize(1);
    assertThat(one.get(LINK)).isEqualTo(answer);
  }

  @Test
  void aRestartOfTheMachineEndsWhatRanAndItRunsAgain() throws Exception {
    WorkloadFacet workloads = facet(atTwo, WorkloadFacet.class);
    ForwardFacet forwards = facet(atTwo, ForwardFacet.class);
    WorkloadSpec spec = answering();
    workloads.apply("w", spec, in(30));
    WorkloadState state = ready(workloads);
    ForwardSpec link = new ForwardSpec(LINK, List.of("127.0.0.1:" + PORT));
    forwards.apply("f", link, in(30));
    two.kill();
    assertThatThrownBy(() -> workloads.observe("w", in(2))).isInstanceOf(DriverException.class);
    two.start();

    await()
        .atMost(Duration.ofSeconds(60))
        .ignoreExceptions()
        .until(() -> workloads.observe("w", in(5)).state().isPresent());
    WorkloadState after = workloads.observe("w", in(20)).state().orElseThrow();
    assertThat(after.phase()).isEqualTo(Phase.EXITED);
    assertThat(after.started()).isEqualTo(state.started());
    assertThat(after.exitCode()).isEmpty();
    assertThat(forwards.list(Optional.empty(), Page.MOST, in(20)).items())
        .extracting(item -> item.state().targets())
        .containsExactly(link.targets());
    workloads.apply("w", spec, in(30));
    forwards.apply("f", link, in(30));
    ready(workloads);
    assertThat(two.get(LINK)).startsWith("pid ");
    assertThat(running(two)).hasSize(1);

    workloads.remove("w", in(30));
    forwards.remove("f", in(30));
    assertThat(running(two)).isEmpty();
  }
}
