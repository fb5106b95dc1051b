package org.hansa.core.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import org.hansa.core.api.Json;
import org.hansa.core.api.Problem;
import org.hansa.core.api.facade.Facade;
import org.hansa.core.api.facade.Refusal;
import org.hansa.core.api.facade.Reply;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Another interface behind the same door: the same people, the same bounds, its own words. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FacadeDoorTest {

  private TestDoor door;

  /** Says what it was asked, one thing a line. */
  private static final class Echo implements Facade {

    @Override
    public String path() {
      return "/echo";
    }

    @Override
    public Reply reply(org.hansa.core.api.facade.Asked asked) {
      if (asked.path().endsWith("/missing")) {
        throw new Problem(Problem.Reason.NOT_FOUND, "no such echo", "Shout.");
      }
      if (asked.path().endsWith("/crash")) {
        throw new IllegalStateException("an inner detail");
      }
      return said(
          200,
          asked.principal().name(),
          asked.id(),
          asked.method() + " " + asked.path() + " " + new TreeMap<>(asked.query()),
          asked.base(),
          asked.header("soapaction").orElse("none"),
          "" + asked.body().length);
    }

    @Override
    public Reply refused(Refusal refusal) {
      throw new AssertionError("asked without the headers");
    }

    @Override
    public Reply refused(Refusal refusal, Map<String, String> headers) {
      return said(
          refusal.status(),
          "refused",
          refusal.reason(),
          refusal.message(),
          refusal.id(),
          headers.getOrDefault("x-mark", "unmarked"));
    }

    private static Reply said(int status, String... lines) {
      return new Reply(
          status,
          Map.of("Content-Type", "text/x-echo"),
          String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
    }
  }

  @BeforeAll
  void open(@TempDir Path folder) {
    door = new TestDoor(folder.resolve("state"));
    door.facades.add(new Echo());
  }

  @AfterAll
  void close() {
    door.close();
  }

  private Answer post(String path, String body, String... headers) {
    return door.send(Asked.of("POST", path).with(headers).by(TestDoor.BOB).body(body));
  }

  @Test
  void itIsAskedWithWhoAsksAndAllThatWasSaid() {
    Answer answer = post("/echo/a?b=c&d", "twelve bytes", "X-Request-Id", "r1", "SOAPAction", "s");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("content-type")).isEqualTo("text/x-echo");
    assertThat(answer.header("x-content-type-options")).isEqualTo("nosniff");
    assertThat(answer.body().lines().toList())
        .startsWith("user:bob@demo", "r1", "POST /echo/a {b=c, d=}")
        .endsWith("s", "12");
  }

  @Test
  void whoIsNotLoggedInIsToldSoInItsWords() {
    for (String method : new String[] {"GET", "POST"}) {
      Answer nobody = door.send(Asked.of(method, "/echo"));
      assertThat(nobody.status()).as(method).isEqualTo(401);
      assertThat(nobody.header("www-authenticate")).contains("Basic", "Bearer");
      assertThat(nobody.body().lines()).startsWith("refused", "unauthenticated");
    }
    assertThat(door.send(Asked.of("GET", "/echo").by("Bearer " + "x".repeat(32))).body().lines())
        .startsWith("refused", "unauthenticated");
    assertThat(door.send(Asked.of("GET", "/echo").by("Bearer " + TestDoor.TOKEN)).status())
        .isEqualTo(200);
  }

  @Test
  void whoGuessesPasswordsIsSlowedDownThereToo() {
    Asked guess =
        Asked.of("POST", "/echo")
            .by(
                "Basic "
                    + Base64.getEncoder()
                        .encodeToString("olaf@demo:wrong".getBytes(StandardCharsets.UTF_8)));
    Answer last = door.send(guess);
    for (int tries = 0; tries < 50 && last.status() == 401; tries++) {
      last = door.send(guess);
    }
    assertThat(last.status()).isEqualTo(429);
    assertThat(last.body().lines()).startsWith("refused", "exhausted");
    assertThat(last.header("retry-after")).isNotEmpty();
  }

  @Test
  void whatItRefusesAndWhatFailsLeavesInItsWords() {
    Answer missing = post("/echo/missing", "", "X-Request-Id", "r2");
    assertThat(missing.status()).isEqualTo(404);
    assertThat(missing.body().lines())
        .containsExactly("refused", "not-found", "no such echo", "r2", "unmarked");
    Answer crash = post("/echo/crash", "");
    assertThat(crash.status()).isEqualTo(500);
    assertThat(crash.body()).startsWith("refused\ninternal").doesNotContain("inner detail");
  }

  @Test
  void aRefusalKnowsWhatWasSent() {
    assertThat(post("/echo/missing", "", "X-Mark", "m1").body().lines()).endsWith("m1");
    Answer nobody = door.send(Asked.of("GET", "/echo").with("X-Mark", "m2"));
    assertThat(nobody.status()).isEqualTo(401);
    assertThat(nobody.body().lines()).endsWith("m2");
  }

  @Test
  void whatIsTooLargeOrCompressedIsNotHandedOn() {
    String much = "x".repeat(Json.MAX_BYTES + 1);
    Answer said = post("/echo", "x", "Content-Length", "" + much.length());
    assertThat(said.status()).isEqualTo(413);
    assertThat(said.body().lines()).startsWith("refused", "too-large");
    assertThat(post("/echo", much.substring(1)).body().lines()).endsWith("" + Json.MAX_BYTES);
    Answer packed = post("/echo", "x", "Content-Encoding", "gzip");
    assertThat(packed.status()).isEqualTo(415);
    assertThat(packed.body().lines()).startsWith("refused", "unsupported-media-type");
  }

  @ParameterizedTest
  @CsvSource({
    "localhost:9000, http://localhost:9000",
    "127.0.0.1:9000, http://127.0.0.1:9000",
    "[::1]:9000, http://[::1]:9000",
    "hansa.example, http://hansa.example:80"
  })
  void itIsToldByWhichOfItsNamesTheServerWasAsked(String host, String base) {
    assertThat(post("/echo", "", "Host", host).body().lines()).contains(base);
  }

  @Test
  void aForgedNameIsRefusedAndNotPassedOn() {
    Answer forged = post("/echo", "", "Host", "evil.example");
    assertThat(forged.status()).isEqualTo(421);
    assertThat(forged.body()).startsWith("refused\nmisdirected-request");
    assertThat(forged.body()).doesNotContain("evil");
  }

  @Test
  void nothingElseIsItsOwn() {
    assertThat(door.get("/echoes").status()).isEqualTo(404);
    assertThat(door.get("/echoes").header("content-type")).startsWith("application/problem");
    assertThat(door.get("/api/v1/me").status()).isEqualTo(200);
    assertThat(post("/echo/../api", "").status()).isEqualTo(400);
  }
}
