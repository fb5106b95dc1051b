package org.hansa.core.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A line of each request, and by what it is known. */
class AccessLogTest {

  private static final String SHOP = "/api/v1/applications/demo/shop";
  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

  @TempDir Path folder;
  private TestDoor door;

  @BeforeEach
  void open() {
    door = new TestDoor(folder.resolve("state"));
  }

  @AfterEach
  void close() {
    door.close();
  }

  /** It is written once the answer was sent. */
  private String line() {
    await().until(() -> !door.visits.isEmpty());
    return door.visits.remove();
  }

  @Test
  void aRequestHasALine() {
    Answer made = door.json("PUT", SHOP, "{}", "X-Request-Id", "a-1");
    assertThat(line())
        .isEqualTo("a-1 user:ada PUT " + SHOP + " 201 " + made.body().length() + " 0.0");
    Answer read = door.get(SHOP, "Authorization", TestDoor.BOB, "X-Request-Id", "a-2");
    assertThat(line())
        .isEqualTo("a-2 user:bob@demo GET " + SHOP + " 200 " + read.body().length() + " 0.0");
    Answer list = door.get("/api/v1/applications?limit=1", "X-Request-Id", "a-3");
    assertThat(line())
        .isEqualTo("a-3 user:ada GET /api/v1/applications 200 " + list.body().length() + " 0.0");
    Answer yaml = door.get(SHOP, "Accept", Forms.YAML, "X-Request-Id", "a-4");
    assertThat(line()).endsWith(" 200 " + yaml.body().length() + " 0.0");
    door.call("DELETE", SHOP, "X-Request-Id", "a-5");
    assertThat(line()).isEqualTo("a-5 user:ada DELETE " + SHOP + " 204 0 0.0");
    door.get("/health/live", "X-Request-Id", "a-6");
    assertThat(line()).startsWith("a-6 - GET /health/live 200 ");
    assertThat(door.visits).isEmpty();
  }

  @Test
  void refusalsHaveOneToo() {
    Answer refused = door.json("PUT", SHOP, "{\"spec\":7}", "X-Request-Id", "r-1");
    assertThat(line())
        .isEqualTo("r-1 user:ada PUT " + SHOP + " 422 " + refused.body().length() + " 0.0");
    door.send(Asked.of("GET", SHOP).with("X-Request-Id", "r-2"));
    assertThat(line()).startsWith("r-2 - GET " + SHOP + " 401 ");
    door.get(SHOP, "Authorization", TestDoor.basic("geheim:x"), "X-Request-Id", "r-3");
    assertThat(line()).startsWith("r-3 - GET " + SHOP + " 401 ").doesNotContain("geheim");
  }

  @Test
  void whatStandsInTheQueryIsNotTold() {
    door.get("/api/v1/applications?password=hunter2&hunter3=x");
    assertThat(line()).contains(" /api/v1/applications 422 ").doesNotContain("hunter");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /api/v1/me%0d%0aforged HTTP/1.0\r\n\r\n",
        "GET /a\u00e9b HTTP/1.0\r\n\r\n",
        "GET /api/v1/me HTTP/1.0\r\nX-Request-Id: a b\r\n\r\n",
        "G\"T /api/v1/me HTTP/1.0\r\n\r\n"
      })
  void nothingCanBeTakenForAnotherLine(String text) throws IOException {
    try (Socket socket = door.open()) {
      socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
      socket.getInputStream().readAllBytes();
    }
    door.get("/api/v1/me", "X-Request-Id", "last");
    String line = line();
    assertThat(line).matches("[!-~]+( [!-~]+){6}");
  }

  @Test
  void aLongPathIsCut() {
    door.get("/api/v1/" + "x".repeat(900));
    assertThat(line()).hasSizeLessThan(450).contains("xxx... 404 ");
  }

  @Test
  void aWatchHasOneWhenItEnds() throws Exception {
    try (Watch watch = Watch.open(door, "/api/v1/applications?watch=true", TestDoor.ADA)) {
      door.json("PUT", SHOP, "{}");
      assertThat(watch.name()).isEqualTo("created shop");
      assertThat(line()).contains(" PUT ");
      door.nanos.addAndGet(Duration.ofMillis(2345).toNanos());
    }
    String line = line();
    assertThat(line).contains(" user:ada GET /api/v1/applications 200 ");
    String[] words = line.split(" ", -1);
    assertThat(Long.parseLong(words[5])).isGreaterThan(100);
    assertThat(words[6]).isEqualTo("2345.0");
  }

  @Test
  void aTraceIsTheId() {
    String parent = "00-" + TRACE + "-b7ad6b7169203331-01";
    assertThat(door.get("/api/v1/me", "traceparent", parent).header("x-request-id"))
        .isEqualTo(TRACE);
    assertThat(line()).startsWith(TRACE + " user:ada ");
    Answer both = door.get("/api/v1/none", "traceparent", parent, "X-Request-Id", "mine");
    assertThat(both.at("/instance")).isEqualTo("mine");
  }

  @ParameterizedTest
  @CsvSource({
    "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00, true",
    "cc-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-what-comes, true",
    "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-what-comes, false",
    "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01, false",
    "00-00000000000000000000000000000000-b7ad6b7169203331-01, false",
    "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01, false",
    "00-0af7651916cd43dd8448eb211c80319-cb7ad6b7169203331-01, false",
    "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-0, false",
    "00-0af7651916cd43dd8448eb211c80319c, false"
  })
  void onlyATraceIsTakenForOne(String parent, boolean taken) {
    String id = door.get("/api/v1/me", "traceparent", parent).header("x-request-id");
    assertThat(id).matches(taken ? TRACE : "[0-9a-f]{24}");
  }
}
