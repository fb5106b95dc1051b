package org.hansa.drivers.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.hansa.core.driver.workload.ForwardSpec;
import org.hansa.core.driver.workload.ForwardState;
import org.hansa.drivers.process.forwarder.Forwarder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The forwarder's own life: beside ours, after a kill, and over an upgrade. */
class ForwarderProcessTest {

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

  private void kill() {
    bench.processes().forEach(t -> ProcessHandle.of(t.stat().pid()).get().destroyForcibly());
  }

  @Test
  void goesOnWhileClosedAndIsAdopted() throws IOException {
    try (Echo echo = new Echo("e")) {
      apply(echo);
      bench.session().close();
      assertThat(ask("alone")).isEqualTo("e:alone");
      long before = bench.processes().get(0).stat().pid();
      bench.reopen();
      assertThat(bench.forwards().observe("f", Bench.soon()).state().get().listening()).isTrue();
      apply(echo);
      assertThat(bench.processes()).hasSize(1);
      assertThat(bench.processes().get(0).stat().pid()).isEqualTo(before);
    }
  }

  @Test
  void oneThatWasKilledComesBack() throws Exception {
    try (Echo echo = new Echo("e")) {
      apply(echo);
      bench.hints.clear();
      kill();
      Bench.await("a hint", () -> bench.hints.contains("f"));
      assertThat(ask("again")).isEqualTo("e:again");
    }
  }

  @Test
  void anOlderForwarderHandsOverAndKeepsItsOpenConnections() throws Exception {
    try (Echo echo = new Echo("e")) {
      apply(echo);
      bench.session().close();
      kill();
      Bench.await("its end", () -> forwarders() == 0);
      Process older = olderForwarder();
      Bench.await("its port", () -> answers());
      try (Socket open = connect()) {
        open.getOutputStream().write('x');
        assertThat(open.getInputStream().readNBytes(3)).asString().isEqualTo("e:x");
        bench.reopen();
        Bench.await("the newer", () -> bench.hints.contains("f"));
        assertThat(ask("new")).isEqualTo("e:new");
        assertThat(older.isAlive()).isTrue();
        assertThat(ask(open, "old")).isEqualTo("old");
      }
      assertThat(older.waitFor()).isZero();
      assertThat(ask("after")).isEqualTo("e:after");
      assertThat(forwarders()).isEqualTo(1);
    }
  }

  private boolean answers() throws IOException {
    try (Socket socket = connect()) {
      return ask(socket, "?").equals("e:?");
    } catch (ConnectException e) {
      return false;
    }
  }

  /** As a former version of the driver would have started it. */
  private Process olderForwarder() throws IOException {
    Path home = folder.resolve("forwarder");
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            ForwarderCode.ofThisBundle().folder(),
            Forwarder.class.getName());
    builder.environment().put(Launch.UID, bench.mark("forwarder:local"));
    builder.environment().put(Launch.RUN, "older");
    builder.environment().put(Launch.FOLDER, home.toString());
    return builder.directory(home.toFile()).start();
  }

  @Test
  void oneWhoseFolderIsGoneEnds() throws Exception {
    apply();
    bench.session().close();
    assertThat(forwarders()).isEqualTo(1);
    Files.move(folder.resolve("forwarder"), folder.resolve("aside"));
    Bench.await("its end", () -> forwarders() == 0);
  }

  @Test
  void oneThatACrashLeftWithoutForwardsIsSwept() throws Exception {
    apply();
    bench.session().close();
    Files.delete(folder.resolve("forwarder").resolve(Forwarder.TABLE));
    bench.reopen();
    Bench.await("its end", () -> forwarders() == 0 && !Files.exists(folder.resolve("forwarder")));
    assertThat(Sockets.free(port)).isTrue();
  }
}
