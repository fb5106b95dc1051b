package org.hansa.core.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever comes, the answer is problem details that help, and nothing happens. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileTest {

  private static final String SHOP = "/api/v1/applications/demo/shop";

  private TestDoor door;
  private Answer before;

  @BeforeAll
  void open(@TempDir Path folder) {
    door = new TestDoor(folder.resolve("state"));
    before = door.json("PUT", SHOP, "{\"spec\":{\"size\":7}}");
  }

  @AfterAll
  void close() {
    door.close();
  }

  static List<HostileCases.Case> cases() {
    return HostileCases.all();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void isAnsweredWell(HostileCases.Case hostile) {
    Answer answer = door.send(hostile.asked().by(TestDoor.ADA));
    assertThat(answer.status()).as(answer.body()).isEqualTo(hostile.status());
    assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
    assertThat(answer.at("/type")).isEqualTo("urn:hansa:problem:" + hostile.type());
    assertThat(answer.at("/status")).isEqualTo(Integer.toString(hostile.status()));
    assertThat(answer.body()).contains(hostile.says());
    assertThat(answer.at("/title")).isNotEmpty();
    assertThat(answer.at("/detail")).isNotEmpty();
    assertThat(answer.at("/cure")).isNotEmpty();
    assertThat(answer.at("/instance")).isNotEmpty().isEqualTo(answer.header("x-request-id"));
    // The instance is random, and has had these digits by chance.
    assertThat(answer.body().replace(answer.at("/instance"), ""))
        .doesNotContain("Exception", "org.hansa", "org.apache", "inner detail", "4711", "jetty");
    assertThat(answer.header("cache-control")).isEqualTo("no-store");
    assertThat(answer.header("x-content-type-options")).isEqualTo("nosniff");
    assertThat(answer.headers()).doesNotContainKeys("set-cookie", "x");
    if (hostile.status() == 401) {
      assertThat(answer.header("www-authenticate")).contains("Basic", "Bearer");
    }
    if (hostile.status() == 405) {
      assertThat(answer.header("allow")).isNotEmpty();
    }
    assertThat(door.get(SHOP).body()).isEqualTo(before.body());
    assertThat(door.get("/api/v1/applications").names()).containsExactly("shop");
  }

  /** What is no HTTP at all never reaches the door; the server's own answer must betray nothing. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /api/v1/me%00 HTTP/1.0\r\n\r\n",
        "GET /api/v1/me %0d%0aX: y HTTP/1.0\r\n\r\n",
        "GET /api/v1/me HTTP/1.1\r\n\r\n",
        "GET /api/v1/me HTTP/1.0\r\nNo header\r\n\r\n",
        "\u0000\u0001\u0002\r\n\r\n"
      })
  void whatIsNoHttpIsRefusedByTheServerInAWord(String text) throws IOException {
    try (Socket socket = door.open()) {
      socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
      String answer =
          new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
      assertThat(answer).startsWith("HTTP/1.1 400 ").doesNotContain("Exception", "\tat ");
    }
  }

  @Test
  void nobodyAtAllIsAskedToLogIn() {
    Answer answer = door.send(Asked.of("GET", SHOP));
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.at("/detail")).contains("nobody");
  }

  @Test
  void aWrongNameIsAnsweredAsAWrongPassword() {
    Answer name = door.get(SHOP, "Authorization", TestDoor.basic("nobody2:x"));
    Answer password = door.get(SHOP, "Authorization", TestDoor.basic("ada:x"));
    assertThat(name.at("/detail")).isEqualTo(password.at("/detail"));
  }

  @Test
  void aBodyInEndlessChunksIsCut() throws IOException {
    try (Socket socket = door.open()) {
      OutputStream out = socket.getOutputStream();
      out.write(
          ("PUT "
                  + SHOP
                  + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: "
                  + TestDoor.ADA
                  + "\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n")
              .getBytes(StandardCharsets.ISO_8859_1));
      String chunk = "10000\r\n" + " ".repeat(0x10000) + "\r\n";
      for (int i = 0; i < 65; i++) {
        out.write(chunk.getBytes(StandardCharsets.ISO_8859_1));
      }
      out.flush();
      InputStream in = socket.getInputStream();
      assertThat(Answer.line(in)).contains(" 413 ");
    }
  }

  /** JAX-RS would put it into a file first, for as long as it comes. */
  @ParameterizedTest
  @ValueSource(
      strings = {"application/octet-stream /api/v1/blobs", "application/json /api/v1/backups"})
  void whatIsRefusedIsNotReadToItsEnd(String what) throws IOException {
    int much = 64 << 20;
    int sent = 0;
    try (Socket socket = door.open()) {
      OutputStream out = socket.getOutputStream();
      String[] words = what.split(" ");
      out.write(
          Asked.of("POST", words[1])
              .with("Content-Type", words[0])
              .with("Content-Length", Long.toString(1L << 40))
              .by(TestDoor.ADA)
              .body("")
              .bytes());
      while (sent < much && socket.getInputStream().available() == 0) {
        out.write(new byte[1 << 16]);
        sent += 1 << 16;
      }
      assertThat(Answer.line(socket.getInputStream())).contains(" 413 ");
    } catch (SocketException gone) {
      // It has answered and gone, before this could be seen here.
    }
    assertThat(sent).isLessThan(much);
  }

  @Test
  void aBodyThatNeverComesHoldsNobodyUp() throws IOException {
    try (Socket socket = door.open()) {
      Asked asked = Asked.of("PUT", SHOP).with("Content-Type", "application/json");
      socket
          .getOutputStream()
          .write(asked.with("Content-Length", "1000").by(TestDoor.ADA).body("{").bytes());
      // Until the server's idle time for reading is over.
      Answer answer = Answer.read(socket.getInputStream());
      assertThat(answer.status()).isBetween(400, 408);
      assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
    }
  }
}
