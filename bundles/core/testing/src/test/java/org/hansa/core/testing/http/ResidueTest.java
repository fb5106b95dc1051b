package org.hansa.core.testing.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hansa.core.driver.DriverException.Reason.INTERNAL;
import static org.hansa.core.driver.DriverException.Reason.UNAVAILABLE;
import static org.hansa.core.testing.http.Setting.failure;
import static org.hansa.core.testing.http.Setting.late;
import static org.hansa.core.testing.http.Setting.soon;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.hansa.core.driver.http.HttpCaller;
import org.hansa.core.driver.http.HttpProxy;
import org.hansa.core.driver.http.Request;
import org.hansa.core.driver.http.Trust;
import org.hansa.core.testing.fault.Fault;
import org.hansa.core.testing.fault.Identity;
import org.hansa.core.testing.fault.Rule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a caller leaves behind. */
@Timeout(60)
class ResidueTest {

  @TempDir Path folder;

  private static Set<Thread> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(t -> t.getName().startsWith("http-") || t.getName().startsWith("HttpClient-"))
        .collect(Collectors.toSet());
  }

  private static Set<Thread> since(Set<Thread> before) {
    Set<Thread> now = threads();
    now.removeAll(before);
    return now;
  }

  private static void gone(Set<Thread> before) {
    await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(since(before)).isEmpty());
  }

  @Test
  void fewThreadsServeManyCallsAndNoneIsLeft() throws Exception {
    Set<Thread> before = threads();
    try (Setting setting = new Setting()) {
      setting.vendor.on("/x", Vendor.Reply.json("{}"));
      HttpCaller caller = setting.caller();
      List<CompletableFuture<Integer>> all =
          IntStream.range(0, 50)
              .mapToObj(
                  i ->
                      CompletableFuture.supplyAsync(
                          () -> caller.send(Request.get("/x"), late()).status()))
              .toList();
      assertThat(all).allSatisfy(one -> assertThat(one.join()).isEqualTo(200));
      assertThat(since(before)).isNotEmpty().hasSizeLessThanOrEqualTo(5);

      caller.close();

      gone(before);
    }
  }

  @Test
  void noneIsLeftWhereNothingWasAsked() throws Exception {
    Set<Thread> before = threads();
    try (Setting setting = new Setting()) {
      setting.caller().close();

      gone(before);
    }
  }

  @Test
  void noneIsLeftAfterCallsThatEndedByTheirDeadline() throws Exception {
    Set<Thread> before = threads();
    try (Setting setting = new Setting()) {
      setting.vendor.on("/x", Vendor.Reply.json("\"" + "x".repeat(50_000) + "\""));
      HttpCaller caller = setting.caller();
      for (Fault fault : List.of(Fault.halfOpen(), new Fault.Slow(10_000))) {
        setting.proxy.play(Rule.always(fault));
        failure(UNAVAILABLE, () -> caller.send(Request.get("/x"), soon()));
      }
      setting.proxy.play();
      assertThat(caller.send(Request.get("/x"), late()).status()).isEqualTo(200);

      caller.close();

      gone(before);
    }
  }

  @Test
  void noneIsLeftOfAWayThroughAProxy() throws Exception {
    Set<Thread> before = threads();
    Identity identity = Identity.make(folder, "vendor");
    String pem = identity.certificatePem();
    try (Setting setting = new Setting();
        Vendor secured = Vendor.secured(identity.context());
        HttpRelayServer proxy = new HttpRelayServer("")) {
      secured.on("/x", Vendor.Reply.json("{}"));
      HttpCaller caller =
          setting.caller(
              URI.create("https://localhost:" + secured.port()),
              s ->
                  s.trust(Trust.authorities(pem))
                      .proxy(HttpProxy.of(proxy.address(), "me", "pass")));
      caller.send(Request.get("/x"), late());
      assertThat(since(before)).isNotEmpty();

      caller.close();

      gone(before);
    }
  }

  @Test
  void whatIsGivenUpEndsItsConnection() throws Exception {
    try (Setting setting = new Setting()) {
      for (String words :
          List.of("HTTP/1.1 200 ", "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nonly this")) {
        try (Blurt blurt = new Blurt(words, false)) {
          HttpCaller caller =
              setting.caller(URI.create("http://127.0.0.1:" + blurt.port()), s -> s);

          failure(UNAVAILABLE, () -> caller.send(Request.post("/x"), soon()));

          await().until(() -> blurt.over() == 1);
        }
      }
    }
  }

  @Test
  void whatIsTooLongEndsItsConnection() throws Exception {
    String words = "HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\nonly this";
    try (Setting setting = new Setting();
        Blurt blurt = new Blurt(words, false)) {
      HttpCaller caller =
          setting.caller(
              URI.create("http://127.0.0.1:" + blurt.port()),
              s -> s.limits(Setting.QUICK.body(1000)));

      failure(INTERNAL, () -> caller.send(Request.get("/x"), late()));

      await().until(() -> blurt.over() == 1);
    }
  }
}
