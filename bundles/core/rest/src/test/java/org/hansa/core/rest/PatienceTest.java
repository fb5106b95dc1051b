package org.hansa.core.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hansa.core.rest.Patience.For.ANSWER;
import static org.hansa.core.rest.Patience.For.BODY;

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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PatienceTest {

  private static final String SHOP = "/api/v1/applications/demo/shop";

  private final Patience patience = new Patience();

  private static Client account(String name) {
    return new Client(name, true);
  }

  private static Client stranger(int address) {
    return new Client("nobody at 10.0.0." + address, false);
  }

  private void wait(Client who, int times) {
    IntStream.range(0, times).forEach(i -> patience.enter(ANSWER, who));
  }

  private void leave(Client who, int times) {
    IntStream.range(0, times).forEach(i -> patience.leave(ANSWER, who));
  }

  @Test
  void oneAccountDoesNotTakeAllOfIt() {
    Client eve = account("eve");
    wait(eve, Patience.EACH);
    assertThatThrownBy(() -> patience.enter(ANSWER, eve))
        .isInstanceOfSatisfying(
            Problem.class, p -> assertThat(p.reason()).isEqualTo(Problem.Reason.EXHAUSTED))
        .hasMessageContaining("40 of eve");
    patience.enter(ANSWER, account("bob"));
    patience.enter(BODY, eve);
    patience.leave(ANSWER, eve);
    patience.enter(ANSWER, eve);
  }

  @Test
  void manyAccountsTakeNoMoreThanThereIsAndLeaveOthersAFew() {
    Client bob = account("bob");
    Client ada = account("ada");
    wait(account("eve"), Patience.EACH);
    IntStream.range(0, Patience.EACH).forEach(i -> patience.enter(BODY, account("eve")));
    wait(bob, Patience.ALL - 2 * Patience.EACH);
    wait(ada, Patience.FEW);
    assertThatThrownBy(() -> patience.enter(ANSWER, ada))
        .hasMessageContaining("4 of ada, 104 in all");
    leave(bob, Patience.FEW + 1);
    patience.enter(ANSWER, ada);
  }

  @Test
  void howeverManyAccountsThereAreThreadsAreLeft() {
    int held = 0;
    for (int i = 0; i < Patience.END; i++) {
      Client one = account("a" + i);
      try {
        patience.enter(i % 2 == 0 ? ANSWER : BODY, one);
        held++;
        wait(one, Patience.FEW);
        held += Patience.FEW;
      } catch (Problem full) {
        assertThat(full.reason()).isEqualTo(Problem.Reason.EXHAUSTED);
      }
    }
    assertThat(held).isLessThanOrEqualTo(Patience.END);
    assertThatThrownBy(() -> patience.enter(BODY, account("new")))
        .hasMessageContaining("0 of new, 150 in all");
    assertThatThrownBy(() -> patience.check(ANSWER, account("new")))
        .hasMessageContaining("0 of new, 150 in all");
    patience.checkOwn(ANSWER, account("new"));
  }

  @Test
  void oneAddressDoesNotTakeItFromAnother() {
    wait(stranger(1), Patience.EACH);
    assertThatThrownBy(() -> patience.enter(ANSWER, stranger(1)))
        .hasMessageContaining("40 of nobody at 10.0.0.1");
    patience.enter(ANSWER, stranger(2));
  }

  @Test
  void whoHasManyAddressesTakesNothingFromAccounts() {
    for (int i = 0; i < Patience.STRANGERS; i++) {
      wait(stranger(i), 1);
    }
    assertThatThrownBy(() -> patience.enter(ANSWER, stranger(-1)))
        .hasMessageContaining("0 of nobody at 10.0.0.-1, 120 in all");
    wait(account("bob"), Patience.FEW);
    patience.leave(ANSWER, stranger(0));
    patience.enter(ANSWER, stranger(-1));
  }

  @Test
  void whoeverHasGoneHasTakenNothing() {
    Client eve = account("eve");
    wait(eve, Patience.EACH);
    leave(eve, Patience.EACH);
    wait(eve, Patience.EACH);
    wait(account("bob"), Patience.EACH);
    wait(account("ada"), Patience.ALL - 2 * Patience.EACH);
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.7, 192.0.2.7",
    "[2001:db8:1:2:3:4:5:6], [2001:db8:1:2",
    "[2001:db8:1:2:0:0:0:1], [2001:db8:1:2",
    "[0:0:0:0:0:0:0:1], [0:0:0:0"
  })
  void whoHasOneAddressOfANetworkHasAllOfThem(String address, String network) {
    assertThat(Client.network(address)).isEqualTo(network);
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
