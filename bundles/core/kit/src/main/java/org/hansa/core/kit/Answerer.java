package org.hansa.core.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;

/** A server on loopback that answers each byte with its own letter. */
final class Answerer implements AutoCloseable {

  private static final int PATIENCE = (int) Duration.ofSeconds(5).toMillis();

  private final ServerSocket server;
  private final char letter;
  private final Calls calls;

  Answerer(char letter, Calls calls) {
    this.letter = letter;
    this.calls = calls;
    try {
      this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    calls.thread(this::accept).start();
  }

  String address() {
    return address(server.getLocalPort());
  }

  static String address(int port) {
    return InetAddress.getLoopbackAddress().getHostAddress() + ":" + port;
  }

  /** An address where nothing listens. */
  static String nobody() {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return address(free.getLocalPort());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        calls.thread(() -> answer(client)).start();
      } catch (IOException e) {
        // It was closed.
        return;
      }
    }
  }

  private void answer(Socket client) {
    try (client) {
      client.setSoTimeout(PATIENCE);
      while (client.getInputStream().read() >= 0) {
        client.getOutputStream().write(letter);
      }
    } catch (IOException e) {
      // The rule sees that no answer comes.
      return;
    }
  }

  static Socket connect(int port) throws IOException {
    Socket socket = new Socket();
    try {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE);
      socket.setSoTimeout(PATIENCE);
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /** Who is at the other end; '-' if the connection was ended. */
  static char ask(Socket socket) throws IOException {
    socket.getOutputStream().write('?');
    int answer = socket.getInputStream().read();
    return answer < 0 ? '-' : (char) answer;
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
