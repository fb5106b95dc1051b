package org.hansa.core.testing.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hansa.core.driver.DriverException.Reason.UNAVAILABLE;
import static org.hansa.core.testing.http.Setting.failure;
import static org.hansa.core.testing.http.Setting.in;
import static org.hansa.core.testing.http.Setting.late;
import static org.hansa.core.testing.http.Setting.soon;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
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
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(60)
class DeadlineTest {

  private Setting setting;

  @BeforeEach
  void open() throws IOException {
    setting = new Setting();
    setting.vendor.on("/v1/much", Vendor.Reply.json("\"" + "x".repeat(100_000) + "\""));
  }

  @AfterEach
  void close() {
    setting.close();
  }

  static Stream<Arguments> slow() {
    return Stream.of(
        Arguments.of(Fault.halfOpen(), "no answer within 0.4 s"),
        Arguments.of(new Fault.Lost(true, Ending.SILENCE), "no answer within 0.4 s"),
        Arguments.of(
            new Fault.Late(Duration.ofMinutes(1), Duration.ofMinutes(1)), "no answer within"),
        Arguments.of(new Fault.Slow(20_000), "the answer was not whole within 0.4 s"),
        Arguments.of(new Fault.Cut(0.5, Ending.SILENCE), "the answer was not whole within"),
        Arguments.of(new Fault.Broken(50, Ending.SILENCE), "no answer within"));
  }

  @ParameterizedTest
  @MethodSource("slow")
  void aCallEndsByItsDeadlineAndSaysWhatItWaitedFor(Fault fault, String message) {
    setting.proxy.play(Rule.always(fault));
    HttpCaller caller = setting.caller();
    long began = System.nanoTime();

    DriverException e =
        failure(
            UNAVAILABLE,
            () -> caller.send(Request.get("/v1/{what}", "much").query("key", "hush"), soon()));

    assertThat(Duration.ofNanos(System.nanoTime() - began))
        .isBetween(Duration.ofMillis(350), Duration.ofSeconds(10));
    assertThat(e).hasMessageStartingWith("GET /v1/much: ").hasMessageContaining(message);
    assertThat(e.getMessage()).doesNotContain("hush");
  }

  /** It takes connections and never says a word, so that TLS does not come about. */
  @Test
  void aHandshakeEndsByTheDeadline() throws IOException {
    try (ServerSocket mute = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      HttpCaller caller =
          setting.caller(URI.create("https://127.0.0.1:" + mute.getLocalPort()), s -> s);

      failure(UNAVAILABLE, () -> caller.send(Request.get("/"), soon()));
    }
  }

  @Test
  void waitingForAnotherTryEndsBeforeTheDeadline() {
    setting.proxy.play(Rule.always(new Fault.Answer(503, Map.of("Retry-After", "3600"), "")));
    HttpCaller caller = setting.caller();
    long began = System.nanoTime();

    DriverException e = failure(UNAVAILABLE, () -> caller.send(Request.get("/v1/much"), late()));

    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(10));
    assertThat(e).hasMessageContaining("asked again after 3600");
  }

  @Test
  void afterTheDeadlineNothingIsSent() {
    HttpCaller caller = setting.caller();

    failure(UNAVAILABLE, () -> caller.send(Request.get("/v1/much"), in(Duration.ZERO)));

    assertThat(setting.vendor.seen()).isEmpty();
  }

  @Test
  void whoIsInterruptedStaysSo() throws Exception {
    setting.proxy.play(Rule.always(Fault.halfOpen()));
    HttpCaller caller = setting.caller();
    CompletableFuture<Boolean> stayed = new CompletableFuture<>();
    Thread calling =
        new Thread(
            () -> {
              failure(UNAVAILABLE, () -> caller.send(Request.get("/"), late()));
              stayed.complete(Thread.currentThread().isInterrupted());
            });
    calling.start();
    await().until(() -> !setting.proxy.struck().isEmpty());

    calling.interrupt();

    assertThat(stayed).succeedsWithin(Setting.LONG).isEqualTo(true);
    calling.join();
  }

  @Test
  void whatIsUnderWayFailsWhenTheSessionCloses() {
    setting.proxy.play(Rule.always(Fault.halfOpen()));
    HttpCaller caller = setting.caller();
    CompletableFuture<DriverException> failed =
        CompletableFuture.supplyAsync(
            () -> failure(UNAVAILABLE, () -> caller.send(Request.get("/"), late())));
    await().until(() -> !setting.proxy.struck().isEmpty());

    caller.close();

    assertThat(failed.orTimeout(20, TimeUnit.SECONDS).join()).hasMessageContaining("closed");
    failure(UNAVAILABLE, () -> caller.send(Request.get("/"), late()));
  }
}
