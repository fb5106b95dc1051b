package org.hansa.drivers.sshhost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hansa.core.driver.Page;
import org.hansa.core.driver.Session;
import org.hansa.core.driver.workload.HostFacet;
import org.junit.jupiter.api.Test;

/** What one workload does to what another has there. */
class BesideTest extends Bench {

  private static final String HEX = "ab".repeat(32);

  private void removed(String uid) {
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> workloads().remove(uid, soon()).state().isEmpty());
  }

  /** What nobody names yet, since it is still on its way. */
  @Test
  void aRemovalLeavesWhatIsBeingUploaded() throws Exception {
    workloads().apply("one", spec("sleep", "1000"), soon());
    Path artifacts = Files.createDirectories(root().resolve("artifacts"));
    Path coming = Files.writeString(artifacts.resolve(HEX + ".abcdef"), "half");
    Path broken = Files.writeString(artifacts.resolve(HEX + ".uvwxyz"), "half");
    Path unnamed = Files.writeString(artifacts.resolve(HEX), "whole");
    Files.setLastModifiedTime(broken, FileTime.from(Instant.now().minus(Duration.ofHours(2))));

    removed("one");

    assertThat(coming).exists();
    assertThat(broken).doesNotExist();
    assertThat(unnamed).doesNotExist();
  }

  @Test
  void aLastLineThatDoesNotEndIsALineAllTheSame() {
    workloads().apply("one", spec("sh", "-c", "printf 'one\\ntwo'; exec sleep 1000"), soon());

    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () -> assertThat(workloads().logs("one", 100, soon())).containsExactly("one", "two"));
  }

  /** They are asked side by side: one after another twenty would take twenty seconds. */
  @Test
  void manyThatHangDelayAListNoLongerThanOne() throws Exception {
    workloads().apply("one", spec("sleep", "1000"), soon());
    HttpServer well =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    well.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    well.start();
    List<ServerSocket> deaf = new ArrayList<>();
    try {
      for (int i = 0; i < 20; i++) {
        deaf.add(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
        alike("deaf" + i, deaf.get(i).getLocalPort());
      }
      for (int i = 0; i < 79; i++) {
        alike("well" + i, well.getAddress().getPort());
      }

      assertThat(workloads().list(Optional.empty(), Page.MOST, in(15_000)).items())
          .hasSize(100)
          .allMatch(item -> item.state().ready() != item.uid().startsWith("deaf"));
    } finally {
      well.stop(0);
      for (ServerSocket socket : deaf) {
        socket.close();
      }
    }
  }

  /** One more that is thought to run, since the one process does. */
  private void alike(String uid, int port) throws Exception {
    Path folder = Files.createDirectories(root().resolve("workloads").resolve(uid));
    Files.copy(root().resolve("workloads/one/run"), folder.resolve("run"));
    Files.writeString(
        folder.resolve("spec"), "digest 0\nprobe " + port + " /" + uid + "\nlaunch\n");
  }

  private static boolean keeps(ProcessHandle process, Path script) {
    String words = proc(process.pid(), "cmdline");
    return words.contains(script.toString()) && words.contains("_keep");
  }

  private static Optional<ProcessHandle> keeper(Path script) {
    return ProcessHandle.allProcesses().filter(p -> keeps(p, script)).findFirst();
  }

  /** The former one looks whether it is still wanted only now and then. */
  @Test
  void whoKeepsByAFormerScriptIsFollowedByAnother() throws Exception {
    workloads().apply("one", spec("sleep", "1000"), soon());
    Path script;
    try (Stream<Path> all = Files.list(root().resolve("bin"))) {
      script = all.findFirst().orElseThrow();
    }
    await().atMost(Duration.ofSeconds(20)).until(() -> keeper(script).isPresent());
    keeper(script).orElseThrow().destroyForcibly();
    await().atMost(Duration.ofSeconds(20)).until(() -> keeper(script).isEmpty());
    Path former = Files.copy(script, root().resolve("bin/former.sh"));
    Process keeps =
        new ProcessBuilder("sh", "" + former, "" + root(), installation, "0", "_keep", "1").start();
    await().atMost(Duration.ofSeconds(20)).until(() -> keeper(former).isPresent());

    Session next = open(installation, options(sshd.port()), sshd.credentials());
    facet(next, HostFacet.class).all(soon());

    await().atMost(Duration.ofSeconds(20)).until(() -> !keeps.isAlive());
    await().atMost(Duration.ofSeconds(20)).until(() -> keeper(script).isPresent());
    removed("one");
  }
}
