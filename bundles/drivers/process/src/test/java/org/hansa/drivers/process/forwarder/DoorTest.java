package org.hansa.drivers.process.forwarder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DoorTest {

  private final InetAddress loopback = InetAddress.getLoopbackAddress();
  private final Loop loop = loop();

  private static Loop loop() {
    try {
      return new Loop();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private Door open() throws IOException {
    int port;
    try (ServerSocket any = new ServerSocket(0, 1, loopback)) {
      port = any.getLocalPort();
    }
    Door door = new Door(loop, port);
    door.open(false);
    return door;
  }

  @Test
  void aPortIsFreeAsSoonAsItsDoorIsShut() throws IOException {
    Door door = open();
    assertThat(door.shut()).isTrue();
    try (ServerSocket next = new ServerSocket()) {
      next.bind(new InetSocketAddress(loopback, door.port()));
      assertThat(next.isBound()).isTrue();
    }
  }

  @Test
  void whoKnockedBeforeItsEndIsLetInAndNobodyKnocksAfterwards() throws IOException {
    Door door = open();
    List<Socket> early = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      early.add(new Socket(loopback, door.port()));
    }
    door.shut();
    assertThat(loop.links).isEqualTo(early.size());
    assertThatThrownBy(() -> new Socket(loopback, door.port()))
        .isInstanceOf(ConnectException.class);
    for (Socket socket : early) {
      socket.close();
    }
  }
}
