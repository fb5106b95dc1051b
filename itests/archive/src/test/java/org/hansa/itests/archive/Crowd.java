package org.hansa.itests.archive;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Many connections that want nothing but to be there: none is ever read from. */
final class Crowd implements AutoCloseable {

  /** As little as the system lets a client take before it is asked. */
  private static final int TINY = 2_048;

  private final int port;
  private final List<Socket> sockets = new ArrayList<>();

  Crowd(int port) {
    this.port = port;
  }

  /** So many more, each of which begins with this. */
  Crowd join(int many, String begin) throws IOException {
    byte[] bytes = begin.getBytes(StandardCharsets.ISO_8859_1);
    for (int i = 0; i < many; i++) {
      Socket socket = new Socket();
      sockets.add(socket);
      socket.setReceiveBufferSize(TINY);
      socket.connect(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), port), RawHttp.PATIENCE_MILLIS);
      socket.getOutputStream().write(bytes);
    }
    return this;
  }

  /** Each sends a little more; whom the server has cut off is silent. */
  void drip(String little) throws IOException {
    byte[] bytes = little.getBytes(StandardCharsets.ISO_8859_1);
    for (Socket socket : sockets) {
      try {
        socket.getOutputStream().write(bytes);
      } catch (SocketException cut) {
        // This is what the server may do.
      }
    }
  }

  int size() {
    return sockets.size();
  }

  @Override
  public void close() throws IOException {
    for (Socket socket : sockets) {
      // At once: thousands that take leave politely would be in the way of the next test.
      socket.setSoLinger(true, 0);
      socket.close();
    }
  }
}
