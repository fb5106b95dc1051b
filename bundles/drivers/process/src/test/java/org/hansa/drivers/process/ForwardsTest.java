package org.hansa.drivers.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.hansa.core.driver.DriverException;
import org.hansa.core.driver.DriverException.Reason;
import org.hansa.core.driver.Observed;
import org.hansa.core.driver.Page;
import org.hansa.core.driver.workload.ForwardSpec;
import org.hansa.core.driver.workload.ForwardState;
import org.hansa.drivers.process.forwarder.Forwarder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForwardsTest {

  @TempDir Path folder;
  private Bench bench;
  private int port;

  @BeforeEach
  void open() throws IOException {
    bench = new Bench(folder);
    port = Bench.freePort();
  }

  @AfterEach
  void close() {
    bench.close();
  }

  private ForwardState apply(Echo... targets) {
    return apply("f", port, Stream.of(targets).map(Echo::address).toList());
  }

  private ForwardState apply(String uid, int at, List<String> targets) {
    return bench.forwards().apply(uid, new ForwardSpec(at, targets), Bench.soon()).state().get();
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket(Sockets.loopback(), port);
    socket.setSoTimeout(60_000);
    return socket;
  }

  /** Sends, ends its half, and gives all that comes back. */
  private String ask(String text) throws IOException {
    try (Socket socket = connect()) {
      return ask(socket, text);
    }
  }

  private static String ask(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    socket.shutdownOutput();
    return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  private long forwarders() {
    return bench.processes().stream().filter(t -> t.uid().contains(":forwarder:")).count();
  }

  @Test
  void leadsBothWaysInTurn() throws IOException {
    try (Echo one = new Echo("one");
        Echo two = new Echo("two")) {
      ForwardState state = apply(one, two);
      assertThat(state)
          .isEqualTo(
              bench
                  .forwards()
                  .expect(new ForwardSpec(port, List.of(one.address(), two.address()))));
      assertThat(List.of(ask("a"), ask("b"))).containsExactly("one:a", "two:b");
    }
  }

  @Test
  void carriesMuchWithoutLoss() throws Exception {
    byte[] sent = new byte[64 << 20];
    new Random(1).nextBytes(sent);
    try (Echo echo = new Echo("");
        Socket socket = apply(echo).listening() ? connect() : null) {
      CompletableFuture<Void> writing =
          CompletableFuture.runAsync(
              () -> {
                try {
                  socket.getOutputStream().write(sent);
                  socket.shutdownOutput();
                } catch (IOException e) {
                  throw new java.io.UncheckedIOException(e);
                }
              });
      InputStream in = socket.getInputStream();
      byte[] got = in.readNBytes(1 + sent.length);
      writing.join();
      assertThat(Arrays.equals(got, 1, got.length, sent, 0, sent.length)).isTrue();
      assertThat(in.read()).isEqualTo(-1);
    }
  }

  @Test
  void aTargetThatRefusesIsPassedOver() throws IOException {
    int nobody = Bench.freePort();
    try (Echo echo = new Echo("up")) {
      apply("f", port, List.of("127.0.0.1:" + nobody, echo.address()));
      assertThat(List.of(ask("1"), ask("2"), ask("3"))).containsExactly("up:1", "up:2", "up:3");
    }
  }

  @Test
  void newTargetsTakeNewConnectionsAndBreakNoOldOne() throws IOException {
    try (Echo old = new Echo("old");
        Echo next = new Echo("next")) {
      apply(old);
      try (Socket open = connect()) {
        open.getOutputStream().write('x');
        assertThat(open.getInputStream().readNBytes(5)).asString().isEqualTo("old:x");
        apply(next);
        assertThat(ask("y")).isEqualTo("next:y");
        assertThat(ask(open, "still here")).isEqualTo("still here");
      }
    }
  }

  @Test
  void aProviderThatRestartsLooksSlowAndNotGone() throws Exception {
    int provider = Bench.freePort();
    apply("f", port, List.of("127.0.0.1:" + provider));
    try (Socket early = connect()) {
      early.getOutputStream().write('x');
      early.shutdownOutput();
      try (Echo late = new Echo("late", provider)) {
        assertThat(new String(early.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
            .isEqualTo(late.name() + ":x");
      }
    }
  }

  @Test
  void withoutAnyTargetTheConnectionIsClosedInTheEnd() throws IOException {
    apply("f", port, List.of());
    try (Socket socket = connect()) {
      assertThat(socket.getInputStream().read()).isEqualTo(-1);
    }
  }

  @Test
  void manyConnectionsAtOnce() throws IOException {
    try (Echo echo = new Echo("e")) {
      apply(echo);
      List<Socket> open = new ArrayList<>();
      for (int i = 0; i < 500; i++) {
        open.add(connect());
      }
      for (Socket socket : open) {
        assertThat(ask(socket, "m")).isEqualTo("e:m");
        socket.close();
      }
    }
  }

  @Test
  void twoForwardsShareOneProcessAndTheLastTakesAllWithIt() throws IOException {
    int second = Bench.freePort();
    try (Echo echo = new Echo("e")) {
      apply(echo);
      apply("g", second, List.of(echo.address()));
      assertThat(forwarders()).isEqualTo(1);
      assertThat(bench.forwards().list(Optional.empty(), Page.MOST, Bench.soon()).items())
          .extracting(i -> i.uid() + i.state().listening())
          .containsExactly("ftrue", "gtrue");

      assertThat(bench.forwards().remove("g", Bench.soon())).isEqualTo(Observed.absent());
      assertThat(Sockets.free(second)).isTrue();
      assertThat(ask("x")).isEqualTo("e:x");

      bench.forwards().remove("f", Bench.soon());
      assertThat(Sockets.free(port)).isTrue();
      assertThat(bench.processes()).isEmpty();
      assertThat(Files.exists(folder.resolve("forwarder"))).isFalse();
      assertThat(bench.forwards().remove("f", Bench.soon())).isEqualTo(Observed.absent());
    }
  }

  @Test
  void aPortInUseIsSaid() throws IOException {
    try (ServerSocket other = new ServerSocket()) {
      other.bind(new InetSocketAddress(Sockets.loopback(), port));
      assertThatThrownBy(() -> apply("f", port, List.of()))
          .isInstanceOfSatisfying(
              DriverException.class, e -> assertThat(e.reason()).isEqualTo(Reason.CONFLICT))
          .hasMessageContaining(Integer.toString(port));
      assertThat(bench.forwards().observe("f", Bench.soon()).state().get().listening()).isFalse();
    }
  }

  @Test
  void whatIsNoTargetIsRefused() {
    for (String target : List.of("nobody", "a:0", "a:99999", "a b:1", "a:1,b:2", "a:1\n2")) {
      assertThatThrownBy(() -> apply("f", port, List.of(target)))
          .isInstanceOfSatisfying(
              DriverException.class, e -> assertThat(e.reason()).isEqualTo(Reason.INVALID));
    }
  }

  @Test
  void allClassesOfTheForwarderAreCopied() throws Exception {
    Path classes =
        Path.of(Forwarder.class.getProtectionDomain().getCodeSource().getLocation().toURI())
            .resolve(Forwarder.class.getPackageName().replace('.', '/'));
    try (Stream<Path> files = Files.list(classes)) {
      List<String> present =
          files
              .map(p -> p.getFileName().toString())
              .filter(n -> n.endsWith(".class") && !n.equals("package-info.class"))
              .toList();
      assertThat(Forwarder.code())
          .extracting(c -> c.getName().substring(c.getPackageName().length() + 1) + ".class")
          .containsExactlyInAnyOrderElementsOf(present);
    }
  }
}
