package org.hansa.core.testing.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Through to a server that says again what it is told. */
class TcpProxyTest {

  private ServerSocket echo;
  private FaultProxy proxy;

  @BeforeEach
  void open() throws IOException {
    echo = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread thread = new Thread(this::serve, "echo");
    thread.setDaemon(true);
    thread.start();
    proxy =
        FaultProxy.tcp(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), echo.getLocalPort()), 1);
  }

  @AfterEach
  void close() throws IOException {
    proxy.close();
    echo.close();
  }

  private void serve() {
    while (!echo.isClosed()) {
      try (Socket client = echo.accept()) {
        client.getInputStream().transferTo(client.getOutputStream());
      } catch (IOException e) {
        // The client broke off, or the test is over.
      }
    }
  }

  private byte[] said(byte[] bytes, Duration most) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), proxy.port())) {
      socket.setSoTimeout((int) most.toMillis());
      socket.getOutputStream().write(bytes);
      socket.shutdownOutput();
      return socket.getInputStream().readAllBytes();
    }
  }

  @Test
  void withoutRulesNothingIsChanged() throws Exception {
    byte[] all = new byte[300_000];
    all[299_999] = 7;

    assertThat(said(all, Duration.ofSeconds(30))).isEqualTo(all);
  }

  @Test
  void aConnectionBreaksOffAfterSoMuch() throws Exception {
    proxy.play(Rule.always(new Fault.Broken(1000, Ending.CLOSE)));
    assertThat(said(new byte[5000], Duration.ofSeconds(30))).hasSize(1000);

    proxy.play(Rule.always(new Fault.Broken(0, Ending.RESET)));
    assertThatThrownBy(() -> said(new byte[5000], Duration.ofSeconds(30)))
        .isInstanceOf(IOException.class);
  }

  @Test
  void nothingComesBackAndTheConnectionStands() throws Exception {
    proxy.play(Rule.always(Fault.halfOpen()).once());

    assertThatThrownBy(() -> said(new byte[10], Duration.ofMillis(300)))
        .isInstanceOf(SocketTimeoutException.class);
    assertThat(said(new byte[10], Duration.ofSeconds(30))).hasSize(10);
  }

  @Test
  void eachPieceComesLate() throws Exception {
    proxy.play(Rule.always(new Fault.Late(Duration.ofMillis(100), Duration.ofMillis(200))));
    long began = System.nanoTime();

    assertThat(said(new byte[10], Duration.ofSeconds(30))).hasSize(10);

    assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofMillis(99));
  }

  @Test
  void whatNeedsHttpIsRefused() {
    assertThatThrownBy(() -> proxy.play(Rule.always(Fault.truncated())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("HTTP");
  }
}
