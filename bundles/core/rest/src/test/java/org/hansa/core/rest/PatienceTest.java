package org.hansa.core.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.IntStream;
import org.hansa.core.api.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PatienceTest {

  private static final String SHOP = "/api/v1/applications/demo/shop";

  private final Patience patience = new Patience();

  private void wait(String who, int times) {
    IntStream.range(0, times).forEach(i -> patience.enter(who));
  }

  @Test
  void oneAccountDoesNotTakeAllOfIt() {
    wait("eve", Patience.EACH);
    assertThatThrownBy(() -> patience.enter("eve"))
        .isInstanceOfSatisfying(
            Problem.class, p -> assertThat(p.reason()).isEqualTo(Problem.Reason.EXHAUSTED))
        .hasMessageContaining("40 of eve");
    patience.enter("bob");
    patience.leave("eve");
    patience.enter("eve");
  }

  @Test
  void manyAccountsTakeNoMoreThanThereIsAndLeaveOthersAFew() {
    wait("eve", Patience.EACH);
    wait("bob", Patience.ALL - Patience.EACH);
    wait("ada", Patience.FEW);
    assertThatThrownBy(() -> patience.enter("ada")).hasMessageContaining("4 of ada, 84 in all");
    IntStream.range(0, Patience.FEW + 1).forEach(i -> patience.leave("bob"));
    patience.enter("ada");
  }

  @Test
  void whoeverHasGoneHasTakenNothing() {
    wait("eve", Patience.EACH);
    IntStream.range(0, Patience.EACH).forEach(i -> patience.leave("eve"));
    wait("eve", Patience.EACH);
    wait("bob", Patience.ALL - Patience.EACH);
  }

  @Test
  void aBodyThatDripsIsNotWaitedForForLong(@TempDir Path folder) throws IOException {
    try (TestDoor door = new TestDoor(folder);
        Socket socket = door.open()) {
      OutputStream out = socket.getOutputStream();
      out.write(
          Asked.of("PUT", SHOP)
              .with("Content-Type", "application/json")
              .with("Content-Length", "100000")
              .by(TestDoor.BOB)
              .body("{")
              .bytes());
      await()
          .pollInterval(Duration.ofMillis(10))
          .until(
              () -> {
                door.nanos.addAndGet(Duration.ofSeconds(1).toNanos());
                out.write(" ".getBytes(StandardCharsets.US_ASCII));
                return socket.getInputStream().available() > 0;
              });
      Answer answer = Answer.read(socket.getInputStream());
      assertThat(answer.status()).isEqualTo(408);
      assertThat(answer.at("/type")).isEqualTo("urn:hansa:problem:request-timeout");
      assertThat(answer.at("/detail")).contains("1024 bytes a second");
      assertThat(answer.header("connection")).isEqualTo("close");
    }
  }
}
