package org.hansa.core.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.hansa.core.api.page.Page;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages beside the interface, for whoever comes by a name that this server has. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PageDoorTest {

  private static final Page PAGE =
      new Page(
          200,
          Map.of(
              "Content-Type", "text/html",
              "ETag", "\"d1\"",
              "Cache-Control", "no-cache",
              "Content-Security-Policy", "default-src 'self'"),
          "<p>hello".getBytes(StandardCharsets.UTF_8));

  private TestDoor door;

  @BeforeAll
  void open(@TempDir Path folder) {
    door = new TestDoor(folder.resolve("state"));
    door.pages.add(path -> path.equals("/ui/") ? Optional.of(PAGE) : Optional.empty());
    door.pages.add(
        path ->
            path.equals("/")
                ? Optional.of(new Page(307, Map.of("Location", "/ui/"), new byte[0]))
                : Optional.empty());
    door.pages.add(path -> Optional.of(PAGE).filter(page -> path.startsWith("/api")));
  }

  @AfterAll
  void close() {
    door.close();
  }

  private Answer nobody(String method, String path, String... headers) {
    return door.send(Asked.of(method, path).with(headers));
  }

  @Test
  void itIsShownToWhoeverComesAndItsHeadersGoBeforeTheDoors() {
    Answer page = nobody("GET", "/ui/");
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.body()).isEqualTo("<p>hello");
    assertThat(page.header("cache-control")).isEqualTo("no-cache");
    assertThat(page.header("content-security-policy")).isEqualTo("default-src 'self'");
    assertThat(page.header("x-content-type-options")).isEqualTo("nosniff");
    assertThat(nobody("HEAD", "/ui/").header("etag")).isEqualTo("\"d1\"");
    assertThat(nobody("HEAD", "/ui/").body()).isEmpty();
    assertThat(nobody("GET", "/").header("location")).isEqualTo("/ui/");
    assertThat(nobody("GET", "/ui/other").status()).isEqualTo(404);
  }

  @Test
  void whoHasItIsNotSentItAgain() {
    Answer known = nobody("GET", "/ui/", "If-None-Match", "\"d0\", W/\"d1\"");
    assertThat(known.status()).isEqualTo(304);
    assertThat(known.body()).isEmpty();
    assertThat(nobody("GET", "/ui/", "If-None-Match", "\"d0\"").status()).isEqualTo(200);
  }

  @Test
  void nothingIsWrittenThereAndNothingOfTheInterfaceIsAPage() {
    for (String method : new String[] {"POST", "PUT", "DELETE", "PATCH", "OPTIONS"}) {
      Answer answer = nobody(method, "/ui/");
      assertThat(answer.status()).as(method).isEqualTo(405);
      assertThat(answer.header("allow")).isEqualTo("GET, HEAD");
    }
    assertThat(nobody("GET", "/api/v1/me").status()).isEqualTo(401);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/ui/../api/v1/me",
        "/ui/..",
        "/ui/%2e%2e/",
        "/ui/..%2f",
        "/ui/.%00",
        "/ui//",
        "//ui/",
        "/ui/\\",
        "/ui/;x",
        "/ui/./"
      })
  void noTrickOfPathsComesToAPage(String path) {
    assertThat(nobody("GET", path).status()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "LOCALHOST:8181",
        "app.localhost",
        "127.0.0.1",
        "127.1.2.3:1",
        "[::1]:80",
        "hansa.example:443"
      })
  void itsOwnNamesAreServed(String host) {
    assertThat(nobody("GET", "/ui/", "Host", host).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example",
        "evil.example:8181",
        "localhost.evil.example",
        "127.0.0.1.evil.example",
        "127.evil",
        "0.0.0.0",
        "[::2]",
        "10.0.0.1"
      })
  void aNameThatSomebodyElseLetsPointHereIsNot(String host) {
    for (String path : new String[] {"/ui/", "/health/live", "/api/v1/me", SessionDoor.PATH}) {
      Answer answer = door.get(path, "Host", host);
      assertThat(answer.status()).as(path).isEqualTo(421);
      assertThat(answer.at("/cure")).contains("hosts");
    }
  }
}
