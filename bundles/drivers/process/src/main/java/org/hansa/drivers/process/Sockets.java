package org.hansa.drivers.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.SortedSet;
import java.util.TreeSet;

/** Ports of this machine: who listens, what is free, what answers. */
final class Sockets {

  private static final String LISTEN = "0A";

  private Sockets() {}

  static InetAddress loopback() {
    try {
      return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    } catch (IOException e) {
      throw new IllegalStateException("four bytes are an address", e);
    }
  }

  /** All TCP ports that something listens on, on whatever address. */
  static SortedSet<Integer> listening(Proc proc) {
    SortedSet<Integer> ports = new TreeSet<>();
    for (String file : new String[] {"net/tcp", "net/tcp6"}) {
      for (String line : proc.lines(file)) {
        String[] words = line.strip().split("\\s+");
        if (words.length > 3 && words[3].equals(LISTEN)) {
          ports.add(Integer.parseInt(words[1].substring(words[1].lastIndexOf(':') + 1), 16));
        }
      }
    }
    return ports;
  }

  /** True if a server can listen on it, on loopback and on all addresses. */
  static boolean free(int port) {
    return binds(new InetSocketAddress(loopback(), port)) && binds(new InetSocketAddress(port));
  }

  private static boolean binds(InetSocketAddress address) {
    try (ServerSocket socket = new ServerSocket()) {
      // Connections that were closed a moment ago do not count as use.
      socket.setReuseAddress(true);
      socket.bind(address);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Asks a probe; never longer than twice the time. */
  static boolean answers(Applied.Probe probe, Duration time) {
    int millis = (int) Math.max(1, time.toMillis());
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(loopback(), probe.port()), millis);
      if (probe.path().isEmpty()) {
        return true;
      }
      socket.setSoTimeout(millis);
      String request =
          "GET %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nUser-Agent: hansa\r\nConnection: close\r\n\r\n"
              .formatted(probe.path().get(), probe.port());
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      // "HTTP/1.1 200": twelve characters say all.
      String head = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
      return head.matches("HTTP/1\\.[01] [23][0-9][0-9]");
    } catch (IOException e) {
      return false;
    }
  }
}
