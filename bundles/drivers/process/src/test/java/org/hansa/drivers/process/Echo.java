package org.hansa.drivers.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A server that answers each connection with its name, a colon, and what it is sent. */
final class Echo implements AutoCloseable {

  private final String name;
  private final ServerSocket server = new ServerSocket();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  Echo(String name) throws IOException {
    this(name, 0);
  }

  Echo(String name, int port) throws IOException {
    this.name = name;
    server.setReuseAddress(true);
    server.bind(new InetSocketAddress(Sockets.loopback(), port), 1_000);
    Thread accepting = new Thread(this::accept, "echo");
    accepting.setDaemon(true);
    accepting.start();
  }

  String name() {
    return name;
  }

  String address() {
    return "127.0.0.1:" + server.getLocalPort();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        open.add(socket);
        Thread serving = new Thread(() -> serve(socket), "echo");
        serving.setDaemon(true);
        serving.start();
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket;
        InputStream in = socket.getInputStream();
        OutputStream out = socket.getOutputStream()) {
      out.write((name + ":").getBytes(StandardCharsets.UTF_8));
      in.transferTo(out);
    } catch (IOException e) {
      // The test closed it.
      return;
    } finally {
      open.remove(socket);
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket socket : open) {
      socket.close();
    }
  }
}
