package org.hansa.drivers.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import org.hansa.core.driver.workload.HostState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalHostTest {

  @TempDir Path folder;

  @Test
  void thisMachineIsOneHostWhoseFiguresStandStill() {
    try (Bench bench = new Bench(folder)) {
      List<HostState> hosts = bench.hosts().all(Bench.soon());
      assertThat(hosts).hasSize(1);
      HostState host = hosts.get(0);
      assertThat(host.name()).matches("[a-z0-9]([-a-z0-9]*[a-z0-9])?");
      assertThat(host.runtimes()).containsExactly("process");
      assertThat(host.address()).isEqualTo("127.0.0.1");
      assertThat(host.capacity().get("cpu"))
          .isEqualTo(BigDecimal.valueOf(Runtime.getRuntime().availableProcessors()));
      assertThat(host.facts()).containsKeys("arch", "os", "kernel", "java");
      assertThat(host.facts()).containsEntry("rights", "hansa");
      HostState again = bench.hosts().all(Bench.soon()).get(0);
      assertThat(again.capacity()).isEqualTo(host.capacity());
      assertThat(again.facts()).isEqualTo(host.facts());
    }
  }

  @Test
  void twoEndpointsOnOneMachineSaySo() {
    try (Bench one = new Bench(folder.resolve("1"));
        Bench two = new Bench(folder.resolve("2"))) {
      assertThat(machine(one)).isNotBlank().isEqualTo(machine(two));
    }
  }

  private static String machine(Bench bench) {
    return bench.hosts().all(Bench.soon()).get(0).facts().get("machine");
  }

  @Test
  void aPortThatSomethingElseListensOnIsTaken() throws IOException {
    try (Bench bench = new Bench(folder);
        ServerSocket other = listener()) {
      assertThat(bench.hosts().all(Bench.soon()).get(0).takenPorts())
          .contains(other.getLocalPort())
          .isSorted();
    }
  }

  /** In the range of the options, wherever there is room. */
  private static ServerSocket listener() throws IOException {
    for (int port = 29_999; port > 20_000; port--) {
      if (Sockets.free(port)) {
        ServerSocket socket = new ServerSocket();
        socket.bind(new InetSocketAddress(Sockets.loopback(), port));
        return socket;
      }
    }
    throw new IOException("no port is free");
  }
}
