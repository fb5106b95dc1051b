package org.hansa.core.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.hansa.core.driver.Deadline;
import org.hansa.core.driver.DriverException;
import org.hansa.core.driver.DriverException.Reason;
import org.hansa.core.testing.ssh.Sshd;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a real server. */
@Timeout(60)
class SshTest {

  private static final int MOST = 10 << 20;

  @TempDir Path home;
  private Sshd sshd;
  private Ssh ssh;

  static Deadline in(long millis) {
    return Deadline.in(Duration.ofMillis(millis), System::nanoTime);
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

  @BeforeEach
  void open() throws IOException {
    sshd = new Sshd(home);
    ssh = new Ssh(There.at(sshd, sshd.port()), There.login(sshd));
  }

  @AfterEach
  void close() throws IOException {
    ssh.close();
    sshd.close();
  }

  @Test
  void saysWhatACommandSaidAndHowItEnded() {
    Ran ran = ssh.run("echo out; echo err >&2; exit 3", MOST, in(20_000));

    assertThat(ran.exit()).isEqualTo(3);
    assertThat(ran.text()).isEqualTo("out\n");
    assertThat(ran.complaint()).isEqualTo("err");
  }

  @Test
  void givesACommandItsInputUnchanged() {
    byte[] bytes = new byte[3 << 20];
    new Random(7).nextBytes(bytes);

    Ran ran = ssh.run("cat", new ByteArrayInputStream(bytes), MOST, in(30_000));

    assertThat(ran.out()).isEqualTo(bytes);
  }

  @Test
  void aCommandNeedNotReadItsInput() {
    byte[] bytes = new byte[8 << 20];

    Ran ran = ssh.run("exit 5", new ByteArrayInputStream(bytes), MOST, in(30_000));

    assertThat(ran.exit()).isEqualTo(5);
  }

  @Test
  void refusesMoreOutputThanWasAskedFor() {
    fails(
        Reason.INTERNAL,
        "more than 100 bytes",
        () -> ssh.run("yes | head -c 100000; sleep 100", 100, in(20_000)));
    assertThat(ssh.run("echo on", MOST, in(20_000)).text()).isEqualTo("on\n");
  }

  @Test
  void keepsAPartOfALongComplaint() {
    Ran ran = ssh.run("yes no | head -c 1000000 >&2", MOST, in(20_000));

    assertThat(ran.exit()).isZero();
    assertThat(ran.complaint().length()).isBetween(1000, 20_000);
  }

  @Test
  void openingTouchesNothing() {
    try (Ssh closed = new Ssh(There.at(sshd, free()), There.login(sshd))) {
      assertThat(threads()).isEmpty();
      fails(Reason.UNAVAILABLE, "connecting to ada@", () -> closed.run("true", 1, in(10_000)));
    }
    assertThat(sshd.sessions()).isZero();
  }

  @Test
  void aNameThatNobodyKnowsIsUnavailable() {
    SshServer server =
        new SshServer(
            "nowhere.invalid",
            22,
            "ada",
            List.of(sshd.knownHosts(22).get(0).replaceFirst("\\S+", "nowhere.invalid")));
    try (Ssh nowhere = new Ssh(server, There.login(sshd))) {
      fails(Reason.UNAVAILABLE, "nowhere.invalid", () -> nowhere.run("true", 1, in(3_000)));
    }
  }

  @Test
  void aServerThatSaysNothingIsUnavailableByTheDeadline() throws IOException {
    try (ServerSocket mute = new ServerSocket(0);
        Ssh quiet = new Ssh(There.at(sshd, mute.getLocalPort()), There.login(sshd))) {
      long before = System.nanoTime();
      fails(Reason.UNAVAILABLE, "took longer than 0.5 s", () -> quiet.run("true", 1, in(500)));
      assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(3));
    }
  }

  @Test
  void aDeadlineThatPassedDoesNothing() {
    fails(Reason.UNAVAILABLE, "took longer", () -> ssh.run("touch done", 1, in(0)));

    assertThat(sshd.sessions()).isZero();
    assertThat(home.resolve("done")).doesNotExist();
  }

  @Test
  void aCommandThatIsTooSlowIsLeft() {
    ssh.run(":", 1, in(20_000));
    fails(
        Reason.UNAVAILABLE,
        "running a command at ada@127.0.0.1",
        () -> ssh.run("sleep 100", 1, in(700)));

    assertThat(ssh.run("echo on", MOST, in(20_000)).text()).isEqualTo("on\n");
  }

  @Test
  void inputThatNobodyReadsIsLeftByTheDeadline() {
    byte[] bytes = new byte[32 << 20];
    fails(
        Reason.UNAVAILABLE,
        "took longer",
        () -> ssh.run("sleep 100", new ByteArrayInputStream(bytes), 1, in(1_000)));
  }

  @Test
  void manyCallsShareOneConnection() {
    ExecutorService threads = Executors.newFixedThreadPool(20);
    try {
      List<CompletableFuture<String>> all =
          IntStream.range(0, 20)
              .mapToObj(
                  i ->
                      CompletableFuture.supplyAsync(
                          () -> ssh.run("sleep 0.1; echo " + i, MOST, in(30_000)).text(), threads))
              .toList();
      for (int i = 0; i < 20; i++) {
        assertThat(all.get(i).join()).isEqualTo(i + "\n");
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(sshd.sessions()).isEqualTo(1);
  }

  @Test
  void connectsAgainAfterTheConnectionBroke() {
    ssh.run("true", 1, in(20_000));
    sshd.cut();
    await().until(() -> ssh.run("echo on", MOST, in(20_000)).text().equals("on\n"));

    assertThat(sshd.sessions()).isEqualTo(2);
  }

  @Test
  void aConnectionThatBreaksAmidACommandIsUnavailable() throws Exception {
    CompletableFuture<Ran> call =
        CompletableFuture.supplyAsync(() -> ssh.run("touch on; sleep 100", 1, in(30_000)));
    await().until(() -> Files.exists(home.resolve("on")));
    sshd.cut();

    assertThatThrownBy(call::join)
        .cause()
        .isInstanceOfSatisfying(
            DriverException.class, e -> assertThat(e.reason()).isEqualTo(Reason.UNAVAILABLE));
  }

  @Test
  void closingEndsCallsAndThreads() throws Exception {
    CompletableFuture<Ran> call =
        CompletableFuture.supplyAsync(() -> ssh.run("touch on; sleep 100", 1, in(30_000)));
    await().until(() -> Files.exists(home.resolve("on")));
    ssh.close();

    assertThatThrownBy(call::join).hasCauseInstanceOf(DriverException.class);
    fails(Reason.UNAVAILABLE, "was closed", () -> ssh.run("true", 1, in(1_000)));
    await().untilAsserted(() -> assertThat(threads()).isEmpty());
  }

  /** The client's; those of the server are called otherwise. */
  private static List<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(n -> n.startsWith("ssh-") || n.startsWith("sshd-SshClient"))
        .toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain", "with space", "it's \"so\" $HOME `x`", "-r", "new\nline"})
  void uploadsAFileWithItsMode(String name) throws IOException {
    ssh.upload(content("one"), name, "640", in(20_000));
    ssh.upload(content("two"), name, "700", in(20_000));

    Path file = home.resolve(name);
    assertThat(file).hasContent("two");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rwx------");
    assertThat(ssh.read(name, 3, in(20_000))).asString().isEqualTo("two");
    try (var all = Files.list(home)) {
      assertThat(all).containsExactly(file);
    }
  }

  @Test
  void uploadsMuch() throws IOException {
    byte[] bytes = new byte[5_000_001];
    new Random(3).nextBytes(bytes);
    ssh.upload(new ByteArrayInputStream(bytes), "much", "600", in(30_000));

    assertThat(Files.readAllBytes(home.resolve("much"))).isEqualTo(bytes);
  }

  @Test
  void uploadsThoughTheLoginShellGreets() throws IOException {
    sshd.greet("welcome");
    ssh.upload(content("one"), "file", "600", in(20_000));

    assertThat(home.resolve("file")).hasContent("one");
  }

  @Test
  void contentThatCannotBeReadChangesNothing() throws IOException {
    ssh.upload(content("one"), "file", "600", in(20_000));
    InputStream broken =
        new SequenceInputStream(
            new ByteArrayInputStream(new byte[100_000]),
            new InputStream() {
              @Override
              public int read() throws IOException {
                throw new IOException("the disk is gone");
              }

              @Override
              public int read(byte[] bytes, int from, int length) throws IOException {
                return read();
              }
            });

    fails(Reason.INTERNAL, "the disk is gone", () -> ssh.upload(broken, "file", "600", in(20_000)));
    assertThat(home.resolve("file")).hasContent("one");
  }

  @Test
  void whereNoFileCanBeIsSaid() {
    fails(
        Reason.NOT_FOUND,
        "No such file",
        () -> ssh.upload(content("x"), "no/file", "600", in(20_000)));
    fails(Reason.NOT_FOUND, "no file nothing", () -> ssh.read("nothing", 1, in(20_000)));
    fails(Reason.INVALID, "no mode", () -> ssh.upload(content("x"), "f", "u+x", in(20_000)));
  }

  @Test
  void readsNoMoreThanAskedFor() {
    ssh.upload(content("0123456789"), "ten", "600", in(20_000));

    fails(Reason.INTERNAL, "more than 9 bytes", () -> ssh.read("ten", 9, in(20_000)));
  }

  @Test
  void asksAPortOfTheOtherMachine() throws Exception {
    try (ServerSocket server = new ServerSocket(0)) {
      CompletableFuture<Void> answering =
          CompletableFuture.runAsync(
              () -> {
                try (Socket socket = server.accept()) {
                  byte[] asked = socket.getInputStream().readNBytes(4);
                  socket.getOutputStream().write(asked);
                  socket.getOutputStream().write("!!".getBytes(StandardCharsets.US_ASCII));
                } catch (IOException e) {
                  throw new IllegalStateException(e);
                }
              });
      byte[] answer =
          ssh.ask(
              server.getLocalPort(), "ping".getBytes(StandardCharsets.US_ASCII), 99, in(20_000));
      assertThat(answer).asString().isEqualTo("ping!!");
      answering.join();
    }
  }

  @Test
  void aPortWhereNobodyListensIsUnavailable() {
    fails(Reason.UNAVAILABLE, "asking port", () -> ssh.ask(free(), new byte[1], 9, in(20_000)));
  }

  @Test
  void showsNoSecret() {
    SshLogin login = new SshLogin(Optional.of("k3y"), Optional.of("phr4se"), Optional.of("w0rd"));

    assertThat(login + " " + ssh.run("true", 1, in(20_000))).doesNotContain("k3y", "phr4", "w0rd");
  }

  private static InputStream content(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  static int free() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
