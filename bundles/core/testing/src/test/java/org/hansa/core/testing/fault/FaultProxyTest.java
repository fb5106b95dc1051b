package org.hansa.core.testing.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FaultProxyTest {

  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Duration SHORT = Duration.ofMillis(300);

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private Counter counter;
  private FaultProxy proxy;

  @BeforeEach
  void open() throws IOException {
    counter = new Counter(Optional.empty());
    proxy = FaultProxy.http(counter.address(), 7);
  }

  @AfterEach
  void close() {
    proxy.close();
    counter.close();
  }

  private HttpResponse<String> send(String method, String path, Duration most) throws Exception {
    HttpRequest.BodyPublisher body =
        method.equals("POST")
            ? HttpRequest.BodyPublishers.ofString("one more")
            : HttpRequest.BodyPublishers.noBody();
    return client.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + proxy.port() + path))
            .method(method, body)
            .timeout(most)
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private String get(String path) throws Exception {
    return send("GET", path, LONG).body();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/plain", "/chunked"})
  void withoutRulesNothingIsChanged(String path) throws Exception {
    HttpResponse<String> posted = send("POST", path, LONG);

    assertThat(posted.statusCode()).isEqualTo(200);
    assertThat(posted.body()).isEqualTo("1" + Counter.REST);
    assertThat(counter.lastBody()).isEqualTo("one more");
    assertThat(get(path + "?page=2")).isEqualTo("1" + Counter.REST);
    assertThat(send("HEAD", path, LONG).body()).isEmpty();
    assertThat(send("POST", "/none", LONG).statusCode()).isEqualTo(204);
    assertThat(get(path)).isEqualTo("2" + Counter.REST);
    assertThat(proxy.struck()).isEmpty();
  }

  @Test
  void whoAsksWhetherItMaySendABodyMay() throws Exception {
    HttpResponse<String> posted =
        client.send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + proxy.port() + "/"))
                .POST(HttpRequest.BodyPublishers.ofString("after that"))
                .expectContinue(true)
                .timeout(LONG)
                .build(),
            HttpResponse.BodyHandlers.ofString());

    assertThat(posted.body()).startsWith("1x");
    assertThat(counter.lastBody()).isEqualTo("after that");
  }

  /** As events do, which are told over an answer that has no end. */
  @Test
  @Timeout(60)
  void whatIsSaidIsPassedOnAtOnce() throws Exception {
    HttpResponse<InputStream> events =
        client.send(
            HttpRequest.newBuilder(
                    URI.create("http://127.0.0.1:" + proxy.port() + "/chunked/endless"))
                .timeout(LONG)
                .build(),
            HttpResponse.BodyHandlers.ofInputStream());

    try (InputStream body = events.body()) {
      assertThat(body.readNBytes(Counter.REST.length() + 1)).hasSize(Counter.REST.length() + 1);
    }
  }

  @Test
  void whatIsResetBeforeItsEffectHasNone() {
    proxy.play(Rule.always(Fault.reset()));

    assertThatThrownBy(() -> send("POST", "/", LONG)).isInstanceOf(IOException.class);

    assertThat(counter.posted()).isZero();
  }

  @Test
  void theAnswerIsLostAndTheEffectIsNot() {
    proxy.play(Rule.always(Fault.lostAnswer()).on("POST", "/").once());

    assertThatThrownBy(() -> send("POST", "/", LONG)).isInstanceOf(IOException.class);

    assertThat(counter.posted()).isEqualTo(1);
    assertThat(proxy.struck())
        .containsExactly(new FaultProxy.Struck("POST", "/", List.of(Fault.lostAnswer())));
  }

  @Test
  void nothingIsSaidAndTheConnectionStands() {
    proxy.play(Rule.always(Fault.halfOpen()).once());

    assertThatThrownBy(() -> send("POST", "/", SHORT)).isInstanceOf(HttpTimeoutException.class);

    assertThat(counter.posted()).isZero();
  }

  @Test
  void nothingIsSaidThoughItWasDone() {
    proxy.play(Rule.always(new Fault.Lost(true, Ending.SILENCE)));

    assertThatThrownBy(() -> send("POST", "/", SHORT)).isInstanceOf(HttpTimeoutException.class);

    assertThat(counter.posted()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/plain", "/chunked"})
  void aBodyBreaksOffAndThatIsSeen(String path) {
    for (Ending ending : List.of(Ending.CLOSE, Ending.RESET)) {
      proxy.play(Rule.always(new Fault.Cut(0.5, ending)).once());

      assertThatThrownBy(() -> get(path)).isInstanceOf(IOException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/plain", "/chunked"})
  void aBodyComesTwice(String path) throws Exception {
    proxy.play(Rule.always(new Fault.Twice()).once());

    assertThat(get(path)).isEqualTo("0" + Counter.REST + "0" + Counter.REST);
    assertThat(get(path)).isEqualTo("0" + Counter.REST);
  }

  @Test
  void theProxyAnswersAndTheServerIsNotAsked() throws Exception {
    proxy.play(
        Rule.always(new Fault.Answer(503, Map.of("Retry-After", "7"), "later"))
            .on("POST", "/")
            .once());

    HttpResponse<String> refused = send("POST", "/", LONG);

    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(refused.headers().firstValue("Retry-After")).contains("7");
    assertThat(refused.body()).isEqualTo("later");
    assertThat(counter.posted()).isZero();
    assertThat(send("POST", "/", LONG).statusCode()).isEqualTo(200);
  }

  @Test
  void anAnswerComesLate() {
    proxy.play(Rule.always(new Fault.Late(LONG, LONG)));

    assertThatThrownBy(() -> send("POST", "/", SHORT)).isInstanceOf(HttpTimeoutException.class);

    assertThat(counter.posted()).isEqualTo(1);
  }

  @Test
  void anAnswerComesSlowly() throws Exception {
    proxy.play(Rule.always(new Fault.Slow(100_000)));
    long began = System.nanoTime();

    assertThat(get("/")).isEqualTo("0" + Counter.REST);

    assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofMillis(180));
  }

  @Test
  void onlyTheExchangesThatARuleNamesAreStruck() throws Exception {
    proxy.play(Rule.always(Fault.status(500)).on("GET", "/a.*").from(2).times(2));

    List<Integer> statuses = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      statuses.add(send("GET", "/a", LONG).statusCode());
      assertThat(send("GET", "/b", LONG).statusCode()).isEqualTo(200);
      assertThat(send("POST", "/a", LONG).statusCode()).isEqualTo(200);
    }

    assertThat(statuses).containsExactly(200, 500, 500, 200);
  }

  @Test
  void theSeedDecidesAndDecidesTheSameAgain() throws Exception {
    List<Integer> first = fates(proxy, 40);
    try (FaultProxy again = FaultProxy.http(counter.address(), 7);
        FaultProxy other = FaultProxy.http(counter.address(), 8)) {
      assertThat(fates(again, 40)).isEqualTo(first);
      assertThat(fates(other, 40)).isNotEqualTo(first);
    }
    assertThat(first).contains(200, 500);
  }

  private List<Integer> fates(FaultProxy through, int many) throws Exception {
    through.play(Rule.always(Fault.status(500)).chance(0.5));
    FaultProxy before = proxy;
    proxy = through;
    List<Integer> statuses = new ArrayList<>();
    for (int i : IntStream.range(0, many).toArray()) {
      statuses.add(send("GET", "/" + i % 3, LONG).statusCode());
    }
    proxy = before;
    return statuses;
  }

  @Test
  void whatIsUnderWayEndsWhenItIsClosed() throws Exception {
    proxy.play(Rule.always(Fault.halfOpen()));
    var waiting =
        client.sendAsync(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + proxy.port() + "/")).build(),
            HttpResponse.BodyHandlers.ofString());
    await().until(() -> !proxy.struck().isEmpty());

    proxy.close();

    assertThat(waiting).failsWithin(LONG);
  }

  @Test
  void whatNeedsTlsIsRefusedWithoutIt() {
    assertThatThrownBy(() -> proxy.play(Rule.always(new Fault.Untrusted())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("TLS");
  }
}
