package org.hansa.drivers.sshhost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hansa.core.driver.DriverException.Reason;
import org.hansa.core.driver.Page;
import org.hansa.core.driver.workload.ForwardFacet;
import org.hansa.core.driver.workload.ForwardSpec;
import org.hansa.core.driver.workload.ForwardState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class ForwardsTest extends Bench {

  /** Says its letter to whoever comes, and holds the connection until who came has gone. */
  private static final class Letter implements AutoCloseable {

    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());

    Letter(char letter) throws IOException {
      begin(
          () -> {
            while (!server.isClosed()) {
              try {
                Socket caller = server.accept();
                begin(() -> serve(caller, letter));
              } catch (IOException e) {
                return;
              }
            }
          });
    }

    private static void begin(Runnable work) {
      Thread thread = new Thread(work);
      thread.setDaemon(true);
      thread.start();
    }

    private static void serve(Socket caller, char letter) {
      try (caller) {
        caller.getOutputStream().write(letter);
        assertThat(caller.getInputStream().readAllBytes()).isEmpty();
      } catch (IOException e) {
        // Gone is gone.
        return;
      }
    }

    String target() {
      return "127.0.0.1:" + server.getLocalPort();
    }

    @Override
    public void close() throws IOException {
      server.close();
    }
  }

  private static int read(int port) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(10_000);
      return socket.getInputStream().read();
    }
  }

  private List<ProcessHandle> forwarders() {
    return marked("HANSA_UID=" + installation + ":forwarder:edge\0");
  }

  @Test
  void leadsToItsTargetsAndFollowsThem() throws Exception {
    int port = free();
    try (Letter a = new Letter('a');
        Letter b = new Letter('b')) {
      ForwardSpec first = new ForwardSpec(port, List.of(a.target()));
      ForwardState state = forwards().apply("one", first, soon()).state().orElseThrow();
      assertThat(state).isEqualTo(forwards().expect(first));
      assertThat(read(port)).isEqualTo('a');
      assertThat(forwards().apply("one", first, soon()).state()).contains(state);

      forwards().apply("one", new ForwardSpec(port, List.of(b.target())), soon());
      assertThat(read(port)).isEqualTo('b');
      assertThat(forwards().observe("one", soon()).state().orElseThrow().targets())
          .containsExactly(b.target());
      assertThat(forwarders()).hasSize(1);
    }
  }

  @Test
  void removingTheLastLeavesNothing() throws Exception {
    int one = free();
    try (Letter a = new Letter('a')) {
      int two = free();
      forwards().apply("one", new ForwardSpec(one, List.of(a.target())), soon());
      forwards().apply("two", new ForwardSpec(two, List.of()), soon());
      assertThat(forwards().list(Optional.empty(), Page.MOST, soon()).items())
          .extracting(i -> i.uid())
          .containsExactlyInAnyOrder("one", "two");

      assertThat(forwards().remove("two", soon()).state()).isEmpty();
      assertThat(read(one)).isEqualTo('a');
      assertThat(forwards().remove("one", soon()).state()).isEmpty();
      assertThat(forwards().remove("one", soon()).state()).isEmpty();
    }
    assertThat(forwards().observe("one", soon()).state()).isEmpty();
    assertThatThrownBy(() -> read(one)).isInstanceOf(IOException.class);
    // What led there waits a while for another, whether anybody asks or not.
    session.close();
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> forwarders().isEmpty() && Files.notExists(root().resolve("forwarder")));
  }

  @Test
  void theNextAfterTheLastFindsTheSameProcess() throws Exception {
    try (Letter a = new Letter('a')) {
      int port = free();
      ForwardSpec spec = new ForwardSpec(port, List.of(a.target()));
      forwards().apply("one", spec, soon());
      List<ProcessHandle> before = forwarders();
      forwards().remove("one", soon());
      forwards().apply("two", spec, soon());
      assertThat(read(port)).isEqualTo('a');
      assertThat(forwarders()).isEqualTo(before);
    }
  }

  @Test
  void aPortThatAnotherHasIsAConflict() throws Exception {
    int port = free();
    forwards().apply("one", new ForwardSpec(port, List.of()), soon());
    fails(
        Reason.CONFLICT,
        "used by the forward one",
        () -> forwards().apply("two", new ForwardSpec(port, List.of()), soon()));
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      ForwardSpec there = new ForwardSpec(taken.getLocalPort(), List.of());
      fails(
          Reason.CONFLICT, "cannot be listened on", () -> forwards().apply("three", there, soon()));
      assertThat(forwards().observe("three", soon()).state().orElseThrow().listening()).isFalse();
    }
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> forwards().observe("three", soon()).state().orElseThrow().listening());
  }

  /** Nobody asks for it: what keeps it there is there too. */
  @Test
  void comesBackByItself() throws Exception {
    try (Letter a = new Letter('a')) {
      int port = free();
      forwards().apply("one", new ForwardSpec(port, List.of(a.target())), soon());
      session.close();
      forwarders().forEach(ProcessHandle::destroyForcibly);

      await().atMost(Duration.ofSeconds(30)).ignoreExceptions().until(() -> read(port) == 'a');
    }
  }

  /** As when somebody clears a machine by hand. */
  @Test
  void oneWhoseFolderIsGoneEnds() throws Exception {
    forwards().apply("one", new ForwardSpec(free(), List.of()), soon());
    assertThat(forwarders()).hasSize(1);
    session.close();
    Trees.delete(root());
    await().atMost(Duration.ofSeconds(20)).until(() -> forwarders().isEmpty());
  }

  /** What keeps it looks in vain while somebody else is at the forwards, and goes on after that. */
  @Test
  void theLastIsCleanedUpThoughTheForwardsWereLockedMeanwhile() throws Exception {
    forwards().apply("one", new ForwardSpec(free(), List.of()), soon());
    session.close();
    ProcessHandle keeper = keeper();
    Process holder =
        new ProcessBuilder("flock", root().resolve("locks/forwarder").toString(), "cat").start();
    try (OutputStream end = holder.getOutputStream()) {
      end.write('\n');
      end.flush();
      assertThat(holder.getInputStream().read()).as("it has the lock").isEqualTo('\n');
      forwarders().forEach(ProcessHandle::destroyForcibly);
      looks(keeper, 3);
      Files.write(root().resolve("forwarder/table"), new byte[0]);
      looks(keeper, 2);
    }
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> Files.notExists(root().resolve("forwarder")) && !keeper.isAlive());
  }

  @Test
  void whatCannotBeReadForAWhileEndsNoForwarder() throws Exception {
    ForwardSpec spec = new ForwardSpec(free(), List.of());
    forwards().apply("one", spec, soon());
    List<ProcessHandle> before = forwarders();
    Path wanted = root().resolve("forwarder/wanted");
    Files.delete(wanted);
    Files.createDirectory(wanted);
    fails(Reason.UNAVAILABLE, "does not answer", () -> forwards().apply("one", spec, in(4_000)));
    Trees.delete(wanted);

    assertThat(forwards().apply("one", spec, soon()).state()).contains(forwards().expect(spec));
    assertThat(forwarders()).isEqualTo(before);
  }

  private ProcessHandle keeper() {
    String call = "\0" + installation + "\0" + "0\0_keep\0";
    return await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> mentioned(call), all -> all.size() == 1)
        .get(0);
  }

  /** Each look ends with a pause, which is a process of its own. */
  private static void looks(ProcessHandle keeper, int more) {
    Set<Long> pauses = new HashSet<>();
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> {
              assertThat(keeper.isAlive()).as("what keeps the forwards lives").isTrue();
              keeper
                  .children()
                  .filter(p -> proc(p.pid(), "cmdline").startsWith("sleep"))
                  .forEach(p -> pauses.add(p.pid()));
              return pauses.size() > more;
            });
  }

  @Test
  void anUpgradeOfItBreaksNoConnection() throws Exception {
    try (Letter a = new Letter('a')) {
      int port = free();
      ForwardSpec spec = new ForwardSpec(port, List.of(a.target()));
      forwards().apply("one", spec, soon());
      ForwarderJar jar = ForwarderJar.ofThisBundle();
      try (Remote remote = new Remote(opening(), options(sshd.port()));
          Socket before = new Socket(InetAddress.getLoopbackAddress(), port)) {
        before.setSoTimeout(10_000);
        assertThat(before.getInputStream().read()).isEqualTo('a');
        ForwardFacet newer =
            new Forwards(
                remote,
                new RemoteHost(remote, options(sshd.port())),
                new ForwarderJar(jar.content(), "0123456789abcdef"),
                "edge");
        assertThat(newer.apply("one", spec, soon()).state().orElseThrow().listening()).isTrue();

        assertThat(read(port)).isEqualTo('a');
        assertThat(marked("HANSA_RUN=0123456789abcdef\0")).hasSize(1);
        assertThat(before.isConnected()).isTrue();
      }
      await().atMost(Duration.ofSeconds(20)).until(() -> forwarders().size() == 1);
    }
  }

  @Test
  void trialsAreOfPortsThatAreFree() {
    var trials = forwards().trials(soon());

    assertThat(trials).hasSizeGreaterThanOrEqualTo(2);
    trials.forEach(
        t -> {
          assertThat(forwards().apply("t" + t.spec().port(), t.spec(), soon()).progress())
              .isEmpty();
          assertThat(forwards().apply("t" + t.spec().port(), t.changed(), soon()).state())
              .contains(forwards().expect(t.changed()));
        });
    trials.forEach(t -> forwards().remove("t" + t.spec().port(), soon()));
  }

  @Test
  void refusesWhatIsNoForward() {
    for (ForwardSpec spec :
        List.of(
            new ForwardSpec(0, List.of()),
            new ForwardSpec(70_000, List.of()),
            new ForwardSpec(1, List.of("nowhere")),
            new ForwardSpec(1, List.of("a:0")),
            new ForwardSpec(1, List.of("a b:1")))) {
      fails(Reason.INVALID, "", () -> forwards().expect(spec));
      fails(Reason.INVALID, "", () -> forwards().apply("one", spec, soon()));
    }
  }
}
