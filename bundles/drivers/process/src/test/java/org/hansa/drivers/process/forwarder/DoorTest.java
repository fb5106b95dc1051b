package org.hansa.drivers.process.forwarder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class DoorTest {

  @Test
  void aPortIsFreeAsSoonAsItsDoorIsShut() throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    int port;
    try (ServerSocket any = new ServerSocket(0, 1, loopback)) {
      port = any.getLocalPort();
    }
    Door door = new Door(new Loop(), port);
    door.open(false);
    assertThat(door.shut()).isTrue();
    try (ServerSocket next = new ServerSocket()) {
      next.bind(new InetSocketAddress(loopback, port));
      assertThat(next.isBound()).isTrue();
    }
  }
}
