package org.hansa.core.testing.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hansa.core.driver.DriverException.Reason.EXHAUSTED;
import static org.hansa.core.driver.DriverException.Reason.INTERNAL;
import static org.hansa.core.driver.DriverException.Reason.UNAVAILABLE;
import static org.hansa.core.testing.http.Setting.failure;
import static org.hansa.core.testing.http.Setting.late;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.hansa.core.driver.DriverException;
import org.hansa.core.driver.http.HttpCaller;
import org.hansa.core.driver.http.Request;
import org.hansa.core.testing.fault.Ending;
import org.hansa.core.testing.fault.Fault;
import org.hansa.core.testing.fault.Rule;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class RepeatTest {

  record One(int n) {}

  private Setting setting;
  private HttpCaller caller;

  @BeforeEach
  void open() throws IOException {
    setting = new Setting();
    setting.vendor.on("/one", Vendor.Reply.json("{\"n\": 1}"));
    caller = setting.caller();
  }

  @AfterEach
  void close() {
    setting.close();
  }

  static Stream<Fault> passing() {
    return Stream.of(
        Fault.reset(),
        Fault.lostAnswer(),
        new Fault.Lost(false, Ending.CLOSE),
        Fault.truncated(),
        new Fault.Cut(0, Ending.RESET),
        new Fault.Broken(20, Ending.CLOSE),
        Fault.status(429),
        Fault.status(502),
        Fault.status(503),
        Fault.status(504),
        new Fault.Answer(503, Map.of("Retry-After", "0"), ""),
        new Fault.Answer(503, Map.of("Retry-After", "soon"), ""));
  }

  @ParameterizedTest
  @MethodSource("passing")
  void whatIsSafeIsAskedAgain(Fault fault) {
    setting.proxy.play(Rule.always(fault).times(2));

    assertThat(caller.send(Request.get("/one"), late()).json(One.class).n()).isEqualTo(1);
    assertThat(setting.proxy.struck().size()).isBetween(2, 3);
  }

  @ParameterizedTest
  @MethodSource("passing")
  void whatMayHaveHadItsEffectIsNot(Fault fault) {
    setting.proxy.play(Rule.always(fault));

    DriverException e = failure(() -> caller.send(Request.post("/one").json(new One(2)), late()));

    assertThat(e.retryable()).isTrue();
    assertThat(setting.proxy.struck()).hasSize(1);
    assertThat(setting.vendor.count("POST", "/one")).isLessThanOrEqualTo(1);
  }

  @Test
  void aLostAnswerIsNotAskedForByDoingItAgain() {
    setting.proxy.play(Rule.always(Fault.lostAnswer()).on("POST", "/one").once());

    DriverException e =
        failure(UNAVAILABLE, () -> caller.send(Request.post("/one").json(new One(2)), late()));

    assertThat(e).hasMessage("POST /one: the connection broke off");
    assertThat(setting.vendor.count("POST", "/one")).isEqualTo(1);
  }

  @Test
  void whatHasAKeyIsSentAgainWithIt() {
    setting.proxy.play(Rule.always(Fault.lostAnswer()).on("POST", "/one").once());

    caller.send(Request.post("/one").json(new One(2)).idempotent("Idempotency-Key", "k7"), late());

    assertThat(setting.vendor.seen())
        .hasSize(2)
        .allSatisfy(
            seen -> {
              assertThat(seen.header("Idempotency-key")).isEqualTo("k7");
              assertThat(seen.body()).isEqualTo("{\"n\":2}");
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"PUT", "DELETE", "PATCH"})
  void whatIsSaidToBeIdempotentIsSentAgain(String method) {
    setting.proxy.play(Rule.always(Fault.status(503)).once());
    failure(UNAVAILABLE, () -> caller.send(Request.of(method, "/one"), late()));

    setting.proxy.play(Rule.always(Fault.status(503)).once());
    assertThat(caller.send(Request.of(method, "/one").idempotent(), late()).status())
        .isEqualTo(200);
  }

  @Test
  void theServerIsAskedAgainWhenItSaid() {
    setting.proxy.play(Rule.always(new Fault.Answer(429, Map.of("Retry-After", "1"), "")).once());
    long began = System.nanoTime();

    caller.send(Request.get("/one"), late());

    assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofSeconds(1));
  }

  @Test
  void alsoIfItSaidADate() {
    setting.proxy.play(
        Rule.always(
                new Fault.Answer(503, Map.of("Retry-After", "Tue, 1 Jan 2030 00:00:01 GMT"), ""))
            .once());
    long began = System.nanoTime();

    caller.send(Request.get("/one"), late());

    assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofSeconds(1));
  }

  @Test
  void afterSomeTriesItIsEnough() {
    setting.proxy.play(Rule.always(new Fault.Answer(429, Map.of(), "busy")));

    DriverException e = failure(EXHAUSTED, () -> caller.send(Request.get("/one"), late()));

    assertThat(e).hasMessage("GET /one: status 429 at try 5, the server says: busy");
    assertThat(setting.proxy.struck()).hasSize(5);
  }

  @ParameterizedTest
  @CsvSource({"500", "501", "400", "404", "409"})
  void whatDoesNotPassIsNotAskedAgain(int status) {
    setting.proxy.play(Rule.always(Fault.status(status)));

    failure(() -> caller.send(Request.get("/one"), late()));

    assertThat(setting.proxy.struck()).hasSize(1);
  }

  @Test
  void whoeverIsNotThereIsLookedForAgain() throws IOException {
    int port;
    try (ServerSocket gone = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = gone.getLocalPort();
    }
    HttpCaller nobody = setting.caller(URI.create("http://127.0.0.1:" + port), s -> s);

    DriverException e = failure(UNAVAILABLE, () -> nobody.send(Request.get("/one"), late()));

    assertThat(e).hasMessage("GET /one: it cannot be connected to at try 5");
  }

  @Test
  void anUnknownHostIsSaid() {
    HttpCaller nobody = setting.caller(URI.create("http://nobody.invalid"), s -> s);

    DriverException e = failure(UNAVAILABLE, () -> nobody.send(Request.get("/one"), late()));

    assertThat(e).hasMessageContaining("host name is not known");
  }

  @Test
  void whatSpeaksNoHttpIsADefect() throws Exception {
    try (Blurt blurt = new Blurt("SSH-2.0-OpenSSH_9.6\r\n")) {
      HttpCaller other = setting.caller(URI.create("http://127.0.0.1:" + blurt.port()), s -> s);

      failure(INTERNAL, () -> other.send(Request.get("/one"), late()));
    }
  }
}
