package org.hansa.itests.archive;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/**
 * Ports of loopback that nobody listens on, for servers that are started later, and again after a
 * kill. They lie below those that the kernel gives to outgoing connections: one of these could else
 * be given away in between.
 */
public final class Ports {

  private static final int FIRST = 12_000;
  private static final int LAST = 29_900;

  private Ports() {}

  public static int free() {
    return free(1);
  }

  /** The first of so many in a row. */
  static int free(int many) {
    return IntStream.generate(() -> ThreadLocalRandom.current().nextInt(FIRST, LAST - many))
        .limit(1_000)
        .filter(first -> IntStream.range(first, first + many).allMatch(Ports::isFree))
        .findFirst()
        .orElseThrow();
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException taken) {
      return false;
    }
  }
}
