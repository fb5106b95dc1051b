package org.hansa.core.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hansa.core.api.Account;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Ref;
import org.hansa.core.api.control.Change;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a browser is given for a name and a password, and when that is worth nothing any more. */
class SessionTest {

  private static final String PATH = "/api/v1/session";
  private static final String ME = "/api/v1/me";
  private static final String BOB = "{\"name\":\"bob@demo\",\"password\":\"bobs secret\"}";

  private TestDoor door;

  /** As a browser and a page of ours keep it. */
  private record Browser(String cookie, String key) {
    Asked asks(String method, String path) {
      return Asked.of(method, path).with("Cookie", cookie, SessionDoor.KEY, key);
    }
  }

  @BeforeEach
  void open(@TempDir Path folder) {
    door = new TestDoor(folder.resolve("state"));
  }

  @AfterEach
  void close() {
    door.close();
  }

  private Answer login(String body, String... headers) {
    return door.send(
        Asked.of("POST", PATH)
            .with(headers)
            .or("Content-Type", "application/json")
            .or(SessionDoor.KEY, "none")
            .body(body));
  }

  private Browser bob() {
    Answer answer = login(BOB);
    assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    return new Browser(answer.header("set-cookie").split(";", 2)[0], answer.at("/key"));
  }

  private int status(Asked asked) {
    return door.send(asked).status();
  }

  private int status(Browser browser) {
    return status(browser.asks("GET", ME));
  }

  @Test
  void whoLogsInIsWhoHeIsAndMayWhatHeMay() {
    Answer answer = login(BOB);
    assertThat(answer.at("/name")).isEqualTo("user:bob@demo");
    assertThat(answer.at("/idleSeconds")).isEqualTo("3600");
    assertThat(answer.header("cache-control")).isEqualTo("no-store");
    Browser bob = bob();
    assertThat(door.send(bob.asks("GET", ME)).at("/name")).isEqualTo("user:bob@demo");
    Asked write = bob.asks("PUT", "/api/v1/applications/demo/shop");
    assertThat(status(write.with("Content-Type", "application/json").body("{\"spec\":{}}")))
        .isEqualTo(201);
    Asked others = bob.asks("PUT", "/api/v1/applications/other/shop");
    assertThat(status(others.with("Content-Type", "application/json").body("{\"spec\":{}}")))
        .isEqualTo(403);
    assertThat(door.get("/api/v1/audit").body()).contains("user:bob@demo");
  }

  @Test
  void theCookieIsForTheBrowserAndThisInterfaceAlone() {
    Answer answer = login(BOB, "Host", "localhost:8181");
    assertThat(answer.header("set-cookie"))
        .matches("hansa-session-8181=[0-9a-f]{64}; Path=/api/v1; HttpOnly; SameSite=Strict");
    assertThat(answer.at("/key")).matches("[0-9a-f]{64}");
    assertThat(answer.header("set-cookie")).doesNotContain(answer.at("/key"));
    assertThat(bob()).as("never the same twice").isNotEqualTo(bob());
  }

  @Test
  void theCookieAloneIsNothingAndTheKeyAloneIsNothing() {
    Browser bob = bob();
    Browser other = bob();
    assertThat(status(bob)).isEqualTo(200);
    assertThat(status(Asked.of("GET", ME).with("Cookie", bob.cookie()))).isEqualTo(401);
    assertThat(status(Asked.of("GET", ME).with(SessionDoor.KEY, bob.key()))).isEqualTo(401);
    assertThat(status(new Browser(bob.cookie(), other.key()))).isEqualTo(401);
    assertThat(status(new Browser(bob.cookie(), "none"))).isEqualTo(401);
    assertThat(status(new Browser(bob.cookie().replaceFirst("=.*", "="), bob.key())))
        .isEqualTo(401);
    assertThat(status(new Browser("x=\"\u0001; " + bob.cookie() + "x", bob.key()))).isEqualTo(400);
    assertThat(status(bob)).as("and all that ended nothing").isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"cross-site", "same-site", "none", "Same-Origin", ""})
  void whatBeganElsewhereIsRefused(String site) {
    Browser bob = bob();
    assertThat(status(bob.asks("GET", ME).with("Sec-Fetch-Site", site))).isEqualTo(403);
    assertThat(login(BOB, "Sec-Fetch-Site", site).status()).isEqualTo(403);
    assertThat(status(bob.asks("GET", ME).with("Sec-Fetch-Site", "same-origin"))).isEqualTo(200);
  }

  @Test
  void anotherOriginOfTheSameHostIsRefused() {
    Browser bob = bob();
    Asked elsewhere = bob.asks("GET", ME).with("Host", "localhost:8181");
    assertThat(status(elsewhere.with("Origin", "http://localhost:9000"))).isEqualTo(403);
    assertThat(login(BOB, "Origin", "http://evil.example").status()).isEqualTo(403);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"name":"bob@demo","password":"wrong"}
          {"name":"nobody","password":"bobs secret"}
          {"name":"","password":""}
          {"name":"../bob@@demo","password":"bobs secret"}
          {"name":"bob@demo","password":""}
          """)
  void nameOrPasswordIsNotRightAndNobodyLearnsWhich(String body) {
    Answer answer = login(body);
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.at("/detail")).isEqualTo("the name, password or token is not right");
    assertThat(answer.header("www-authenticate"))
        .as("no window")
        .isEqualTo("Bearer realm=\"hansa\"");
    assertThat(answer.header("set-cookie")).isEmpty();
    assertThat(door.get("/api/v1/audit").body()).contains("login as", "refused");
  }

  @Test
  void guessingIsSlowedDown() {
    String wrong = BOB.replace("bobs", "eves");
    for (int i = 0; i < 5; i++) {
      assertThat(login(wrong).status()).isEqualTo(401);
    }
    Answer late = login(wrong);
    assertThat(late.status()).isEqualTo(429);
    assertThat(late.header("retry-after")).isNotEmpty();
  }

  @Test
  void unusedItEnds() {
    Browser bob = bob();
    door.nanos.addAndGet(TestDoor.IDLE.toNanos() - 1);
    assertThat(status(bob)).isEqualTo(200);
    door.nanos.addAndGet(TestDoor.IDLE.toNanos() - 1);
    assertThat(status(bob)).as("used").isEqualTo(200);
    door.nanos.addAndGet(TestDoor.IDLE.toNanos());
    assertThat(door.send(bob.asks("GET", ME)).at("/detail")).isEqualTo("the session is over");
    assertThat(status(bob)).isEqualTo(401);
  }

  @Test
  void aWatchIsNoUse() throws Exception {
    Browser bob = bob();
    door.nanos.addAndGet(TestDoor.IDLE.toNanos() / 2);
    Asked watch = bob.asks("HEAD", "/api/v1/watch").with("Accept", "text/event-stream");
    assertThat(status(watch)).isEqualTo(200);
    door.nanos.addAndGet(TestDoor.IDLE.toNanos() / 2);
    assertThat(status(watch)).isEqualTo(401);
  }

  @Test
  void howeverUsedItEnds() {
    Browser bob = bob();
    Duration step = TestDoor.IDLE.dividedBy(2);
    for (Duration age = step; age.compareTo(TestDoor.LIFE) < 0; age = age.plus(step)) {
      door.nanos.addAndGet(step.toNanos());
      assertThat(status(bob)).as("after %s", age).isEqualTo(200);
    }
    door.nanos.addAndGet(step.toNanos());
    assertThat(status(bob)).isEqualTo(401);
  }

  @Test
  void itEndsAtLogout() {
    Browser bob = bob();
    Browser other = bob();
    assertThat(status(Asked.of("DELETE", PATH).with("Cookie", bob.cookie()))).isEqualTo(401);
    Answer out = door.send(bob.asks("DELETE", PATH));
    assertThat(out.status()).isEqualTo(204);
    assertThat(out.header("set-cookie")).contains("=; ", "Path=/api/v1", "Max-Age=0");
    assertThat(status(bob)).isEqualTo(401);
    assertThat(status(other)).as("another browser's").isEqualTo(200);
  }

  @Test
  void whatChangesTheAccountEndsIt() {
    Ref ref = Ref.parse("Account/demo/bob");
    List<String> roles = List.of("use-case-administrator");
    Browser bob = bob();
    door.submit(new Change.Values(ref, Map.of("password", "another one")));
    assertThat(status(bob)).as("password").isEqualTo(401);
    door.submit(new Change.Values(ref, Map.of("password", "bobs secret")));
    assertThat(status(bob)).as("it does not come back").isEqualTo(401);
    Browser roled = bob();
    door.put(ref, Doc.of(new Account.Spec(List.of("use-case-user"), Optional.empty())));
    assertThat(status(roled)).as("roles").isEqualTo(401);
    Browser shut = bob();
    door.put(ref, Doc.of(new Account.Spec(roles, Optional.of(true))));
    assertThat(status(shut)).as("disabled").isEqualTo(401);
    assertThat(login(BOB).status()).isEqualTo(401);
  }

  @Test
  void anAccountAndTheDoorHaveSoManyAndTheOneUnusedLongestGoes() {
    Browser first = bob();
    door.nanos.addAndGet(1);
    Browser second = bob();
    door.nanos.addAndGet(1);
    Browser third = bob();
    door.nanos.addAndGet(1);
    assertThat(status(first)).isEqualTo(200);
    Browser fourth = bob();
    assertThat(status(second)).isEqualTo(401);
    for (Browser stays : List.of(first, third, fourth)) {
      assertThat(status(stays)).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {}                                      | 422
          {"name":"bob@demo"}                     | 422
          {"name":"bob@demo","password":7}        | 422
          {"name":null,"password":"p"}            | 422
          {"name":"a","password":"p","x":1}       | 422
          {"name":"a","name":"b","password":"p"}  | 400
          {"name":"a","password":"p"              | 400
          []                                      | 422
          """)
  void whatIsNoLoginIsSaidSo(String body, int status) {
    Answer answer = login(body);
    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    assertThat(answer.header("content-type")).isEqualTo(Trouble.MEDIA_TYPE);
  }

  @Test
  void whatIsLargeOrOfAnotherTypeIsNotRead() {
    String large = "{\"name\":\"a\",\"password\":\"" + "p".repeat(5000) + "\"}";
    assertThat(login(large).status()).isEqualTo(413);
    assertThat(login(BOB, "Content-Length", "999999999").status()).isEqualTo(413);
    assertThat(login(BOB, "Content-Type", "text/plain").status()).isEqualTo(415);
    assertThat(login(BOB, "Content-Type", "application/x-www-form-urlencoded").status())
        .isEqualTo(415);
    assertThat(status(Asked.of("GET", PATH))).isEqualTo(405);
    assertThat(status(Asked.of("POST", PATH + "?name=bob"))).isEqualTo(422);
  }

  @Test
  void oneThatIsProvedOtherwiseIsAsked() {
    Browser bob = bob();
    Answer me = door.send(bob.asks("GET", ME).by(TestDoor.EVE));
    assertThat(me.at("/name")).isEqualTo("user:eve@other");
  }
}
