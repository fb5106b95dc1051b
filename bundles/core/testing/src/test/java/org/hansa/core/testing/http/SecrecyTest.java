package org.hansa.core.testing.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hansa.core.driver.DriverException.Reason.INTERNAL;
import static org.hansa.core.driver.DriverException.Reason.INVALID;
import static org.hansa.core.driver.DriverException.Reason.UNAUTHORIZED;
import static org.hansa.core.testing.http.Setting.failure;
import static org.hansa.core.testing.http.Setting.late;

import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hansa.core.driver.DriverException;
import org.hansa.core.driver.http.ClientCertificate;
import org.hansa.core.driver.http.Credentials;
import org.hansa.core.driver.http.HttpCaller;
import org.hansa.core.driver.http.HttpProxy;
import org.hansa.core.driver.http.HttpSettings;
import org.hansa.core.driver.http.Request;
import org.hansa.core.driver.http.Token;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class SecrecyTest {

  private static final String SECRET = "s3cr3t/+ü";

  private Setting setting;
  private Vendor other;

  @BeforeEach
  void open() throws IOException {
    setting = new Setting();
    other = Vendor.plain().on("/", Vendor.Reply.json("{}"));
  }

  @AfterEach
  void close() {
    other.close();
    setting.close();
  }

  static Stream<Arguments> shown() {
    return Stream.of(
        Arguments.of(Credentials.none(), "Authorization", ""),
        Arguments.of(
            Credentials.basic("me", SECRET), "Authorization", "Basic bWU6czNjcjN0LyvDvA=="),
        Arguments.of(Credentials.bearer("abc"), "Authorization", "Bearer abc"),
        Arguments.of(Credentials.header("X-Api-key", "abc"), "X-api-key", "abc"),
        Arguments.of(
            Credentials.token((here, deadline) -> new Token("abc", Optional.empty())),
            "Authorization",
            "Bearer abc"));
  }

  @ParameterizedTest
  @MethodSource("shown")
  void credentialsAreShownToTheServerAndToNobodyWhoPrintsThem(
      Credentials credentials, String header, String value) {
    HttpCaller caller = setting.caller(s -> s.credentials(credentials));

    failure(() -> caller.send(Request.get("/x"), late()));

    String seen = setting.vendor.seen().get(0).header(header);
    assertThat(seen).isEqualTo(value);
    assertThat(credentials + " " + caller).doesNotContain("abc", SECRET, "bWU6");
  }

  @Test
  void nothingPrintsASecret() {
    String all =
        ""
            + new Token(SECRET, Optional.empty())
            + new ClientCertificate("chain", SECRET)
            + HttpProxy.of(URI.create("http://p:1"), "me", SECRET)
            + HttpSettings.to(URI.create("http://localhost"))
                .credentials(Credentials.basic("me", SECRET))
                .hiding(List.of(SECRET))
            + Request.post("/x").query("key", SECRET).header("X-Key", SECRET).form("k", SECRET);

    assertThat(all).doesNotContain(SECRET, "s3cr3t");
  }

  @Test
  void aServerThatSaysThemAgainIsNotQuoted() {
    setting.vendor.on(
        "/x",
        asked ->
            Vendor.Reply.of(
                403, "text/plain", "x".repeat(188) + asked.header("Authorization") + " refused"));
    HttpCaller caller = setting.caller(s -> s.credentials(Credentials.bearer("abcdefghij")));

    DriverException e = failure(UNAUTHORIZED, () -> caller.send(Request.get("/x"), late()));

    assertThat(e.getMessage()).doesNotContain("abc").contains("xxx");
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void aRedirectToElsewhereIsNotFollowed(int status) {
    setting.vendor.on(
        "/x",
        Vendor.Reply.of(status)
            .with("Location", "http://127.0.0.1:" + other.port() + "/?token=hush"));
    HttpCaller caller = setting.caller(s -> s.credentials(Credentials.bearer("abc")));

    DriverException e = failure(() -> caller.send(Request.get("/x"), late()));

    assertThat(other.seen()).isEmpty();
    assertThat(e)
        .hasMessageContaining("not followed: it leads to http://127.0.0.1:" + other.port() + "/");
    assertThat(e.getMessage()).doesNotContain("hush");
  }

  @ParameterizedTest
  @CsvSource({
    "//evil.invalid/",
    "http://localhost:PORT/x",
    "//LOCALHOST:PORT/x",
    "https://127.0.0.1/",
    "http://127.0.0.1/",
    "http://user@127.0.0.1/",
    "'http://[bad'",
    "file:///etc/passwd"
  })
  void norIsALinkToElsewhere(String link) {
    HttpCaller caller = setting.caller();

    String there = link.replace("PORT", "" + setting.proxy.port());
    failure(INTERNAL, () -> caller.send(Request.link("GET", there), late()));
    assertThat(setting.vendor.seen()).isEmpty();
  }

  @Test
  void aRedirectWithinTheOriginIsFollowedForWhatIsSafe() {
    setting
        .vendor
        .on("/v1/x", Vendor.Reply.of(307).with("Location", "y?z=1"))
        .on("/v1/y", Vendor.Reply.of(302).with("Location", "/w"))
        .on("/w", Vendor.Reply.json("{}"));
    HttpCaller caller = setting.caller(s -> s.credentials(Credentials.bearer("abc")));

    assertThat(caller.send(Request.get("/v1/x"), late()).status()).isEqualTo(200);
    assertThat(setting.vendor.seen().get(1).query()).isEqualTo("z=1");
    assertThat(setting.vendor.seen().get(2).header("Authorization")).isEqualTo("Bearer abc");

    failure(INTERNAL, () -> caller.send(Request.post("/v1/x"), late()));
    assertThat(setting.vendor.count("POST", "/v1/y")).isZero();
  }

  @Test
  void aRoundOfRedirectsEnds() {
    setting.vendor.on("/x", Vendor.Reply.of(302).with("Location", "/x"));
    HttpCaller caller = setting.caller();

    DriverException e = failure(INTERNAL, () -> caller.send(Request.get("/x"), late()));

    assertThat(e).hasMessageContaining("more than 5 times");
    assertThat(setting.vendor.seen()).hasSize(6);
  }

  @ParameterizedTest
  @CsvSource({
    "http://vendor.example/, true",
    "http://127.0.0.1.vendor.example/, true",
    "http://10.0.0.1/, true",
    "https://vendor.example/, false",
    "http://localhost:8080/, false",
    "http://127.0.0.1/, false",
    "http://[::1]:80/, false"
  })
  void credentialsDoNotGoAbroadInTheClear(String base, boolean refused) {
    HttpSettings settings =
        HttpSettings.to(URI.create(base)).credentials(Credentials.basic("me", SECRET));

    assertThat(isRefused(settings)).isEqualTo(refused);
    assertThat(isRefused(settings.allowInTheClear())).isFalse();
    assertThat(isRefused(HttpSettings.to(URI.create(base)))).isFalse();
  }

  private static boolean isRefused(HttpSettings settings) {
    try {
      HttpCaller.open(settings, Instant::now, () -> 0).close();
      return false;
    } catch (DriverException e) {
      assertThat(e.reason()).isEqualTo(INVALID);
      return true;
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ftp://a/",
        "http:///x",
        "http://me:pw@a/",
        "http://a/?q=1",
        "http://a/#f",
        "/x",
        "http://a/../b"
      })
  void aBaseThatIsNoneIsRefused(String base) {
    assertThat(isRefused(HttpSettings.to(URI.create(base)))).isTrue();
  }

  @Test
  void cookiesAreKeptOnlyIfAskedFor() {
    setting.vendor.on("/x", Vendor.Reply.json("{}").with("Set-Cookie", "a=b"));
    HttpCaller without = setting.caller();
    HttpCaller with = setting.caller(HttpSettings::cookies);

    for (HttpCaller caller : List.of(without, with)) {
      caller.send(Request.get("/x"), late());
      caller.send(Request.get("/x"), late());
    }

    assertThat(setting.vendor.seen().stream().map(s -> s.header("Cookie")))
        .containsExactly("", "", "", "a=b");
  }
}
