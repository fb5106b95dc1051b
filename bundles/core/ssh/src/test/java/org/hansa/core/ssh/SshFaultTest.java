package org.hansa.core.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hansa.core.ssh.SshTest.fails;
import static org.hansa.core.ssh.SshTest.in;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.hansa.core.driver.DriverException.Reason;
import org.hansa.core.testing.fault.Ending;
import org.hansa.core.testing.fault.Fault;
import org.hansa.core.testing.fault.FaultProxy;
import org.hansa.core.testing.fault.Rule;
import org.hansa.core.testing.ssh.Sshd;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Over a network on which things go wrong. */
@Timeout(60)
class SshFaultTest {

  /** More than it takes to log in, and less than what the commands below say. */
  private static final long AMID = 12_000;

  @TempDir Path home;
  private Sshd sshd;
  private FaultProxy proxy;
  private Ssh ssh;

  @BeforeEach
  void open() throws Exception {
    sshd = new Sshd(home);
    proxy = FaultProxy.tcp(new InetSocketAddress(InetAddress.getLoopbackAddress(), sshd.port()), 7);
    ssh = new Ssh(There.at(sshd, proxy.port()), There.login(sshd), Duration.ofMillis(300));
  }

  @AfterEach
  void close() throws Exception {
    ssh.close();
    proxy.close();
    sshd.close();
  }

  private void works() {
    assertThat(ssh.run("echo on", 100, in(20_000)).text()).isEqualTo("on\n");
  }

  @Test
  void latencyIsBorne() {
    proxy.play(Rule.always(new Fault.Late(Duration.ofMillis(20), Duration.ofMillis(60))));

    works();
  }

  @Test
  void aSlowLineIsBorne() {
    proxy.play(Rule.always(new Fault.Slow(200_000)));

    assertThat(ssh.run("head -c 50000 /dev/zero", 50_000, in(20_000)).out()).hasSize(50_000);
  }

  @Test
  void aResetOfTheConnectionIsUnavailableAndTheNextCallConnects() {
    proxy.play(Rule.always(Fault.reset()).once());

    fails(Reason.UNAVAILABLE, "ada@127.0.0.1", () -> ssh.run("true", 1, in(10_000)));
    works();
  }

  @Test
  void aServerThatIsGoneIsUnavailableByTheDeadline() {
    proxy.play(Rule.always(Fault.halfOpen()).once());

    fails(Reason.UNAVAILABLE, "took longer than 0.8 s", () -> ssh.run("true", 1, in(800)));
    works();
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 10, 100, 1_000, 1_500})
  void cutInTheMidstOfTheHandshakeIsUnavailable(long after) {
    proxy.play(Rule.always(new Fault.Broken(after, Ending.RESET)).once());

    fails(Reason.UNAVAILABLE, "ada@127.0.0.1", () -> ssh.run("true", 1, in(10_000)));
    works();
  }

  @ParameterizedTest
  @EnumSource
  void cutInTheMidstOfAnAnswerIsNeverTakenForWhole(Ending ending) {
    proxy.play(Rule.always(new Fault.Broken(AMID, ending)).once());

    fails(
        Reason.UNAVAILABLE,
        "running a command at",
        () -> ssh.run("head -c 1000000 /dev/zero", 2_000_000, in(3_000)));
    works();
  }

  /** Nobody calls, and still it is found that nobody is there any more. */
  @Test
  void aPeerThatFellSilentBetweenCallsIsFound() {
    proxy.play(Rule.always(new Fault.Broken(AMID, Ending.SILENCE)).once());
    fails(
        Reason.UNAVAILABLE,
        "running a command",
        // The heartbeat is sooner than this.
        () -> ssh.run("head -c 1000000 /dev/zero; sleep 50", 2_000_000, in(40_000)));

    works();
    assertThat(sshd.sessions()).isEqualTo(2);
  }

  @Test
  void anUploadThatIsCutLeavesTheFormerFile() throws Exception {
    ssh.upload(
        new ByteArrayInputStream("one".getBytes(StandardCharsets.US_ASCII)),
        "file",
        "600",
        in(20_000));
    byte[] much = new byte[60 << 20];
    Thread cutting =
        new Thread(
            () -> {
              await().until(this::partIsThere);
              sshd.cut();
            });
    cutting.start();
    fails(
        Reason.UNAVAILABLE,
        "ada@127.0.0.1",
        () -> ssh.upload(new ByteArrayInputStream(much), "file", "600", in(30_000)));
    cutting.join();

    assertThat(home.resolve("file")).hasContent("one");
    works();
  }

  private boolean partIsThere() throws IOException {
    try (DirectoryStream<Path> parts = Files.newDirectoryStream(home, "file.*")) {
      for (Path part : parts) {
        if (Files.size(part) > 100_000) {
          return true;
        }
      }
      return false;
    }
  }
}
