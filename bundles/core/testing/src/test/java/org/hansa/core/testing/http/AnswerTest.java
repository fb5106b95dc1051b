package org.hansa.core.testing.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hansa.core.driver.DriverException.Reason.CONFLICT;
import static org.hansa.core.driver.DriverException.Reason.INTERNAL;
import static org.hansa.core.driver.DriverException.Reason.UNAVAILABLE;
import static org.hansa.core.testing.http.Setting.failure;
import static org.hansa.core.testing.http.Setting.late;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.hansa.core.driver.DriverException;
import org.hansa.core.driver.http.Answer;
import org.hansa.core.driver.http.HttpCaller;
import org.hansa.core.driver.http.HttpSettings;
import org.hansa.core.driver.http.Key;
import org.hansa.core.driver.http.Request;
import org.hansa.core.testing.fault.Fault;
import org.hansa.core.testing.fault.Rule;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class AnswerTest {

  enum Power {
    ON,
    OFF
  }

  record Disk(String name, int size) {}

  record Server(
      String id,
      @Key("OS-EXT:state") Power power,
      BigDecimal price,
      Optional<Instant> since,
      OptionalInt cores,
      List<Disk> disks,
      Optional<Map<String, String>> labels) {}

  record Wish(
      String name, @Key("flavor-id") String flavor, Optional<String> zone, List<String> keys) {}

  private static final String GOOD =
      "{\"id\": \"a\", \"OS-EXT:state\": \"ON\", \"price\": 0.10, \"disks\":"
          + " [{\"name\": \"d\", \"size\": 3, \"colour\": 1}], \"more\": {}}";

  private Setting setting;
  private HttpCaller caller;

  @BeforeEach
  void open() throws IOException {
    setting = new Setting();
    caller = setting.caller(s -> s.limits(Setting.QUICK.body(10_000)));
  }

  @AfterEach
  void close() {
    setting.close();
  }

  private Answer given(String body) {
    setting.vendor.on("/x", Vendor.Reply.json(body));
    return caller.send(Request.get("/x"), late());
  }

  @Test
  void aRecordIsReadExactlyAndWhatItDoesNotKnowIsLeft() {
    Server server = given(GOOD).json(Server.class);

    assertThat(server)
        .isEqualTo(
            new Server(
                "a",
                Power.ON,
                new BigDecimal("0.10"),
                Optional.empty(),
                OptionalInt.empty(),
                List.of(new Disk("d", 3)),
                Optional.empty()));
  }

  @Test
  void aPartIsReadAndAListWithin() {
    Answer answer = given("{\"server\": " + GOOD + ", \"names\": [\"a\", \"b\"]}");

    assertThat(answer.json("/server", Server.class).id()).isEqualTo("a");
    assertThat(answer.list("/server/disks", Disk.class)).containsExactly(new Disk("d", 3));
    assertThat(answer.list("/names", String.class)).containsExactly("a", "b");
  }

  /** What is changed in the good one, into what, and what then is said of where. */
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      textBlock =
          """
          "id": "a",        | ``              | /id
          "id": "a",        | "id": null,     | /id
          "id": "a",        | "id": 7,        | /id
          "id": "a",        | "id": "a", "id": "b", | 'id'
          "size": 3         | "size": "3"     | /disks/0/size
          "size": 3         | "size": 3.5     | /disks/0/size
          "size": 3         | "size": null    | /disks/0/size
          "size": 3         | "size": 3000000000 | /disks/0/size
          , "size": 3       | ``              | /disks/0/size
          "name": "d"       | "name": null    | /disks/0/name
          "ON"              | "MELTING"       | /OS-EXT:state
          "ON"              | 1               | /OS-EXT:state
          "price": 0.10     | "price": "0.10" | /price
          "price": 0.10     | "price": NaN    | NaN
          "more": {}        | "disks": []     | 'disks'
          "more": {}}       | "more": {}} {}  | Trailing
          {"name"           | null, {"name"   | /disks/0
          """,
      delimiter = '|')
  void whatDoesNotFitIsNamed(String from, String to, String named) {
    assertThat(GOOD).contains(from);

    DriverException e = failure(INTERNAL, () -> given(GOOD.replace(from, to)).json(Server.class));

    assertThat(e).hasMessageStartingWith("GET /x: ").hasMessageContaining(named);
  }

  @Test
  void anItemOfAListIsNamedByItsPlace() {
    DriverException e =
        failure(
            INTERNAL, () -> given("{\"s\": [" + GOOD + ", {\"id\": 5}]}").list("/s", Server.class));

    assertThat(e).hasMessageContaining("no Server at /s/1/");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"s": 1}    | no list at '/s'
          {"t": []}   | nothing at '/s'
          {"s": null} | no list at '/s'
          """)
  void aListThatIsNotThereIsNotAnEmptyOne(String body, String message) {
    DriverException e = failure(INTERNAL, () -> given(body).list("/s", Disk.class));

    assertThat(e).hasMessageContaining(message);
  }

  @Test
  void whatIsNoJsonIsShownInPart() {
    setting.vendor.on(
        "/x", Vendor.Reply.of(200, "text/html", "<h1>Log\u0007 in</h1>" + "x".repeat(5000)));

    DriverException e =
        failure(INTERNAL, () -> caller.send(Request.get("/x"), late()).json(Server.class));

    assertThat(e).hasMessageContaining("text/html").hasMessageContaining("<h1>Log in</h1>");
    assertThat(e.getMessage()).hasSizeLessThan(400);
  }

  @Test
  void jsonThatIsSaidToBeTextIsRead() {
    setting.vendor.on("/x", Vendor.Reply.of(200, "text/plain", GOOD));

    assertThat(caller.send(Request.get("/x"), late()).json(Server.class).id()).isEqualTo("a");
  }

  @Test
  void soIsWhatIsSaidToBeJsonAndIsNot() {
    DriverException e = failure(INTERNAL, () -> given("Down for maintenance").json(Server.class));

    assertThat(e).hasMessageEndingWith("it begins: Down for maintenance");
  }

  @Test
  void nullIsAnEmptyOptional() {
    String more = "\"more\": {}, \"since\": null, \"cores\": null, \"labels\": null";

    assertThat(given(GOOD.replace("\"more\": {}", more)).json(Server.class))
        .isEqualTo(given(GOOD).json(Server.class));
  }

  @Test
  void whatIsNoPointerIsADefect() {
    failure(INTERNAL, () -> given(GOOD).list("disks", Disk.class));
  }

  @Test
  void anEmptyBodyIsNoRecord() {
    setting.vendor.on("/x", Vendor.Reply.of(200));

    failure(INTERNAL, () -> caller.send(Request.get("/x"), late()).json(Server.class));
  }

  @Test
  void aBodyThatComesTwiceIsNoRecord() {
    setting.proxy.play(Rule.always(new Fault.Twice()));

    failure(INTERNAL, () -> given(GOOD).json(Server.class));
  }

  /** Nobody says how long it is: the connection's end is its end. */
  @Test
  void aBodyOfUnknownLengthThatBreaksOffMayComeWholeAnotherTime() throws Exception {
    try (Blurt blurt =
        new Blurt("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n{\"id\": \"a")) {
      HttpCaller other = setting.caller(URI.create("http://127.0.0.1:" + blurt.port()), s -> s);
      Answer answer = other.send(Request.get("/x"), late());

      failure(UNAVAILABLE, () -> answer.json(Server.class));
    }
  }

  @Test
  void aBodyBeyondTheLimitIsNotTaken() {
    DriverException e = failure(INTERNAL, () -> given("\"" + "x".repeat(10_000) + "\""));

    assertThat(e).hasMessageContaining("more than the 10000 bytes");
    assertThat(given("\"" + "x".repeat(9_998) + "\"").bytes()).hasSize(10_000);
  }

  @Test
  void aBodyThatDoesNotSayHowLongItIsNeither() throws Exception {
    try (Blurt blurt = new Blurt("HTTP/1.1 200 OK\r\n\r\n" + "x".repeat(10_001))) {
      HttpCaller other =
          setting.caller(
              URI.create("http://127.0.0.1:" + blurt.port()),
              s -> s.limits(Setting.QUICK.body(10_000)));

      DriverException e = failure(INTERNAL, () -> other.send(Request.get("/x"), late()));

      assertThat(e).hasMessageContaining("more than the 10000 bytes");
    }
  }

  @Test
  void aHeadHasTheLengthOfABodyThatDoesNotCome() throws Exception {
    try (Blurt blurt = new Blurt("HTTP/1.1 200 OK\r\nContent-Length: 999999999\r\n\r\n")) {
      HttpCaller other = setting.caller(URI.create("http://127.0.0.1:" + blurt.port()), s -> s);

      Answer answer = other.send(Request.head("/x"), late());

      assertThat(answer.header("content-LENGTH")).contains("999999999");
      assertThat(answer.bytes()).isEmpty();
    }
  }

  @Test
  void aRecordIsSentWithWhatItHas() {
    setting.vendor.on("/x", Vendor.Reply.of(201));

    caller.send(Request.post("/x").json(new Wish("n", "m1", Optional.empty(), List.of())), late());

    Vendor.Seen seen = setting.vendor.seen().get(0);
    assertThat(seen.body()).isEqualTo("{\"name\":\"n\",\"flavor-id\":\"m1\",\"keys\":[]}");
    assertThat(seen.header("Content-type")).isEqualTo("application/json");
  }

  @Test
  void aListIsSentForAPatch() {
    setting.vendor.on("/x", Vendor.Reply.of(204));

    caller.send(
        Request.patch("/x").json("application/json-patch+json", List.of(new Disk("d", 1))), late());

    Vendor.Seen seen = setting.vendor.seen().get(0);
    assertThat(seen.body()).isEqualTo("[{\"name\":\"d\",\"size\":1}]");
    assertThat(seen.header("Content-type")).isEqualTo("application/json-patch+json");
  }

  @Test
  void whoSpeaksHttp2IsUnderstoodByWhoDoesNot() {
    setting.vendor.on("/x", Vendor.Reply.json(GOOD));

    assertThat(
            setting
                .caller(HttpSettings::http2)
                .send(Request.get("/x"), late())
                .json(Server.class)
                .id())
        .isEqualTo("a");
  }

  @Test
  void aChangeIsMadeOnlyToWhatWasRead() {
    setting.vendor.on(
        "/x",
        asked ->
            asked.method().equals("GET")
                ? Vendor.Reply.json("{}").with("ETag", "\"v1\"")
                : Vendor.Reply.of(asked.header("If-match").equals("\"v2\"") ? 204 : 412));
    String tag = caller.send(Request.get("/x"), late()).etag().orElseThrow();

    failure(CONFLICT, () -> caller.send(Request.put("/x").ifMatch(tag), late()));
    assertThat(caller.send(Request.put("/x").ifMatch("\"v2\""), late()).status()).isEqualTo(204);
  }
}
