package org.hansa.core.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hansa.core.ssh.SshTest.fails;
import static org.hansa.core.ssh.SshTest.in;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.hansa.core.driver.DriverException.Reason;
import org.hansa.core.testing.ssh.Sshd;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Commands that stay, against a real server. */
@Timeout(60)
class TalkTest {

  private static final int MOST = 1 << 20;

  /** Does what it is told, line by line, and says by which process. */
  private static final String OBEYS =
      "while read -r n line; do echo mark $n; echo $$; eval \"$line\"; echo mark $n; done";

  @TempDir Path home;
  private Sshd sshd;
  private Ssh ssh;

  @BeforeEach
  void open() throws IOException {
    sshd = new Sshd(home);
    ssh = new Ssh(There.at(sshd, sshd.port()), There.login(sshd));
  }

  @AfterEach
  void close() throws IOException {
    ssh.close();
    sshd.close();
  }

  private Ran told(String line, int most, long millis) {
    byte[] request = (line + "\n").getBytes(StandardCharsets.UTF_8);
    return ssh.converse(OBEYS, request, "mark", most, in(millis));
  }

  private List<String> answer(String line) {
    Ran ran = told(line, MOST, 20_000);
    assertThat(ran.exit()).isZero();
    return ran.text().lines().toList();
  }

  @Test
  void oneCommandAnswersOneRequestAfterAnother() {
    List<String> first = answer("x=5; echo it is not over; printf 'a\\n\\nb'; echo");
    List<String> second = answer("echo $x");

    assertThat(first).hasSize(5).endsWith("it is not over", "a", "", "b");
    assertThat(second).containsExactly(first.get(0), "5");
    assertThat(sshd.sessions()).isEqualTo(1);
  }

  @Test
  void aLongAnswerComesWholeAndATooLongOneNotAtAll() {
    assertThat(answer("yes | head -c 300000")).hasSize(150_001);
    fails(
        Reason.INTERNAL, "more than 1000 bytes", () -> told("yes | head -c 300000", 1_000, 20_000));
    assertThat(answer("echo well")).endsWith("well");
  }

  @Test
  void oneThatEndsSaysHowAndTheNextIsAskedAnew() {
    String first = answer(":").get(0);
    Ran ran = told("echo why >&2; exit 7", MOST, 20_000);

    assertThat(ran.exit()).isEqualTo(7);
    assertThat(ran.complaint()).isEqualTo("why");
    assertThat(answer(":").get(0)).isNotEqualTo(first);
    fails(Reason.UNAVAILABLE, "within its answer", () -> told("exit 0", MOST, 20_000));
  }

  @Test
  void answersThoughTheLoginShellGreets() {
    sshd.greet("mark 0; echo welcome; printf %s prompt");
    List<String> first = answer("echo well");

    assertThat(first).hasSize(2).endsWith("well");
    assertThat(answer("echo again")).containsExactly(first.get(0), "again");
    assertThat(told("n=; exit 7", MOST, 20_000).exit()).isEqualTo(7);
  }

  @Test
  void anAnswerMayBeEmpty() {
    String silent = "while read -r n line; do echo mark $n; echo mark $n; done";
    for (int i = 0; i < 2; i++) {
      assertThat(ssh.converse(silent, new byte[] {'\n'}, "mark", 0, in(20_000)).out()).isEmpty();
    }
  }

  @Test
  void anAnswerIsNotTakenForAnothers() {
    String first = answer("echo one").get(0);
    // It says so itself, and after a while it is said once more.
    assertThat(answer("echo two; echo mark $n; sleep 3")).endsWith("two");
    fails(Reason.UNAVAILABLE, "is no answer to what", () -> told("echo 3", MOST, 20_000));
    fails(
        Reason.UNAVAILABLE,
        "is no answer to what",
        () -> told("printf 'a\\nmark 1\\nmark 2\\nb\\n'", MOST, 20_000));

    assertThat(answer("echo three")).doesNotContain(first).endsWith("three");
  }

  @Test
  void oneThatIsLateIsNotAskedAgain() {
    String first = answer(":").get(0);
    fails(Reason.UNAVAILABLE, "took longer than 0.5 s", () -> told("sleep 20", MOST, 500));

    assertThat(answer("echo well")).doesNotContain(first).endsWith("well");
  }

  @Test
  void aCutEndsTheCallAndTheNextConnectsAgain() {
    answer(":");
    sshd.cut();
    CompletableFuture<List<String>> next =
        CompletableFuture.supplyAsync(() -> ssh.run("echo up", MOST, in(20_000)).text())
            .handle((text, e) -> answer("echo well"));

    assertThat(next.join()).endsWith("well");
  }

  /** A usual server allows ten at once, and counts one until its command has ended. */
  @Test
  void manyAtOnceHaveOneEachAndFewStay() {
    sshd.profile("trap 'sleep 0.5' EXIT; trap '' TERM");
    ExecutorService threads = Executors.newFixedThreadPool(16);
    Set<Long> pids = new HashSet<>();
    try {
      for (int wave = 0; wave < 2; wave++) {
        List<CompletableFuture<List<String>>> all =
            IntStream.range(0, 16)
                .mapToObj(
                    i ->
                        CompletableFuture.supplyAsync(
                            () -> answer("sleep 0.2; echo " + i), threads))
                .toList();
        for (int i = 0; i < all.size(); i++) {
          assertThat(all.get(i).join()).hasSize(2).endsWith("" + i);
          pids.add(Long.valueOf(all.get(i).join().get(0)));
        }
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(sshd.sessions()).isEqualTo(1);
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> pids.stream().map(ProcessHandle::of).filter(Optional::isPresent).count() <= 2);
    assertThat(pids).contains(Long.valueOf(answer(":").get(0)));
  }
}
