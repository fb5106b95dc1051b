package org.hansa.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import org.hansa.core.api.Json;
import org.hansa.core.testing.fault.Identity;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a server answers, there is one line, and the token is with nobody else. */
class DoorTest {

  @TempDir Path home;
  private StandIn server;
  private Desk desk;

  @BeforeEach
  void start() throws IOException {
    server = StandIn.start();
    desk = new Desk(home).at(server);
  }

  @AfterEach
  void end() {
    server.close();
  }

  private String refused(String... words) {
    Desk.Said said = desk.run(words);
    assertThat(said.code()).isEqualTo(1);
    assertThat(said.out()).isEmpty();
    assertThat(said.err()).startsWith("hansa: ").hasLineCount(1).doesNotContain("a-token");
    return said.err();
  }

  @Test
  void theInstallationsOwnWordsAreShown() {
    server.problem("GET /sites", 403, "you may not read Site", "Ask for a role that may.");
    assertThat(refused("get", "site"))
        .isEqualTo("hansa: you may not read Site. Ask for a role that may.\n");
  }

  @Test
  void aMessageDoesNotSteerTheTerminal() {
    server.problem("GET /sites", 409, "evil\\u001b[2J\\nnext", "Run.");
    assertThat(refused("get", "site")).isEqualTo("hansa: evil?[2J next. Run.\n");
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void neverFollowsToAnotherHost(int status) throws IOException {
    try (StandIn other = StandIn.start()) {
      server.on(
          "GET /sites",
          exchange -> {
            exchange.getResponseHeaders().set("Location", other.url() + "/api/v1/sites");
            exchange.sendResponseHeaders(status, -1);
          });
      assertThat(refused("get", "site")).contains("points to " + other.url(), "nothing was sent");
      assertThat(other.asked()).isEmpty();
    }
  }

  @Test
  void whatIsNoHansaIsSaid() {
    server.on(
        "GET /sites", exchange -> StandIn.send(exchange, 200, "text/html", "<html>Welcome</html>"));
    assertThat(refused("get", "site"))
        .contains("does not answer as Hansa does, but with text/html");
    server.on(
        "GET /sites",
        exchange -> StandIn.send(exchange, 502, "text/html", "<html>Bad gateway</html>"));
    assertThat(refused("get", "site")).contains("answered 502 and nothing that Hansa says");
    server.json("GET /sites", "{\"items\": [{\"kind\": \"Site\"");
    assertThat(refused("get", "site")).contains("not valid JSON");
    server.json("GET /sites", "{\"items\": [{\"kind\": \"Site\"}]}");
    assertThat(refused("get", "site")).contains("no resource that this client can read");
  }

  @Test
  void anAnswerThatIsCutIsNoAnswer() {
    server.on(
        "GET /sites",
        exchange -> {
          exchange.getResponseHeaders().set("Content-Type", "application/json");
          exchange.sendResponseHeaders(200, 1000);
          exchange.getResponseBody().write("{\"items\": []".getBytes(StandardCharsets.UTF_8));
        });
    assertThat(refused("get", "site")).contains("broke off");
  }

  @Test
  void anAnswerThatDoesNotEndIsEnded() {
    server.on(
        "GET /sites",
        exchange -> {
          exchange.getResponseHeaders().set("Content-Type", "application/json");
          exchange.sendResponseHeaders(200, 0);
          byte[] much = new byte[1 << 16];
          for (int sent = 0; sent < 16 * Json.MAX_BYTES; sent += much.length) {
            exchange.getResponseBody().write(much);
          }
        });
    assertThat(refused("get", "site")).contains("sent more than can be an answer");
  }

  @Test
  void whoIsNotThereIsNamed() throws IOException {
    int free;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = socket.getLocalPort();
    }
    desk.with("HANSA_URL", "http://127.0.0.1:" + free);
    assertThat(refused("get", "site")).contains("http://127.0.0.1:" + free + " cannot be reached");
    desk.with("HANSA_URL", "https://no-such-host.invalid");
    assertThat(refused("get", "site")).contains("no-such-host.invalid");
  }

  @Test
  void trustsWhoIsVouchedForAndNobodyElse() throws IOException, GeneralSecurityException {
    Identity one = Identity.make(home, "one");
    Identity other = Identity.make(home, "other");
    Path mine = Files.writeString(home.resolve("one.pem"), one.certificatePem());
    Path theirs = Files.writeString(home.resolve("other.pem"), other.certificatePem());
    try (StandIn secure = StandIn.start(one.context())) {
      secure.json("GET /sites", "{\"items\": []}");
      desk.at(secure);
      assertThat(refused("get", "site")).contains("does not prove who it is", "--ca FILE");
      desk.with("HANSA_CA", theirs.toString());
      assertThat(refused("get", "site")).contains("does not prove who it is");
      assertThat(secure.asked()).isEmpty();
      desk.with("HANSA_CA", mine.toString());
      assertThat(desk.run("get", "site").out()).isEqualTo("None.\n");
    }
    Path none = Files.writeString(home.resolve("none.pem"), "no certificate");
    desk.with("HANSA_CA", none.toString());
    assertThat(refused("get", "site")).contains("cannot be read");
  }

  @Test
  void onlyTheAddressThatWasSaidIsGivenTheToken() {
    desk.run("get", "site");
    assertThat(server.asked())
        .isNotEmpty()
        .allSatisfy(a -> assertThat(a.authorization()).isEqualTo("Bearer a-token-of-a-test"));
  }
}
