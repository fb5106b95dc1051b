package org.hansa.core.testing.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hansa.core.driver.DriverException.Reason.EXHAUSTED;
import static org.hansa.core.testing.http.Setting.failure;
import static org.hansa.core.testing.http.Setting.late;

import java.io.IOException;
import java.util.Optional;
import org.hansa.core.driver.DriverException;
import org.hansa.core.driver.DriverException.Reason;
import org.hansa.core.driver.http.HttpCaller;
import org.hansa.core.driver.http.Request;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class StatusTest {

  private Setting setting;

  @BeforeEach
  void open() throws IOException {
    setting = new Setting();
  }

  @AfterEach
  void close() {
    setting.close();
  }

  @ParameterizedTest
  @CsvSource({
    "INVALID, 400 402 405 406 411 414 415 416 418 422 431 451",
    "UNAUTHORIZED, 401 403 407",
    "NOT_FOUND, 404 410",
    "CONFLICT, 409 412 423",
    "EXHAUSTED, 413 429 507",
    "UNAVAILABLE, 408 502 503 504",
    "INTERNAL, 500 501 505 511 599 302 303 307 304",
    "INVALID, 301 308"
  })
  void aStatusHasAReason(Reason reason, String statuses) {
    HttpCaller caller = setting.caller();
    for (String status : statuses.split(" ")) {
      setting.vendor.on("/s", Vendor.Reply.of(Integer.parseInt(status)));

      DriverException e = failure(reason, () -> caller.send(Request.post("/s"), late()));

      assertThat(e).hasMessageStartingWith("POST /s: status " + status);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          application/problem+json | {"title": "Bad", "detail": "no size xxl"} | no size xxl
          application/problem+json | {"title": "Bad", "status": 409}           | Bad
          application/json         | {"error": {"code": 1, "message": "taken"}} | taken
          application/json         | {"error": "taken"}                        | taken
          application/json         | {"message": "taken"}                      | taken
          application/json         | {"conflictingRequest": {"message": "no"}} | no
          application/json         | {"error": {"message                       | {"error": {"message
          text/plain               | taken                                     | taken
          """)
  void theServersOwnWordsAreSaid(String type, String body, String words) {
    setting.vendor.on("/s", Vendor.Reply.of(409, type, body));

    DriverException e =
        failure(Reason.CONFLICT, () -> setting.caller().send(Request.post("/s"), late()));

    assertThat(e).hasMessage("POST /s: status 409, the server says: " + words);
  }

  @Test
  void theyStayInOneLineOfBoundedLength() {
    setting.vendor.on(
        "/s", Vendor.Reply.of(409, "text/plain", "a\u001b[31m\r\nb\u0000" + "x".repeat(100_000)));

    DriverException e =
        failure(Reason.CONFLICT, () -> setting.caller().send(Request.post("/s"), late()));

    assertThat(e).hasMessageContaining("says: a [31m b xxx");
    assertThat(e.getMessage()).hasSizeLessThan(300).doesNotContain("\n", "\u001b");
  }

  @Test
  void whatIsNoTextIsNotSaid() {
    setting.vendor.on("/s", Vendor.Reply.of(409, "image/png", "PNG"));

    DriverException e =
        failure(Reason.CONFLICT, () -> setting.caller().send(Request.post("/s"), late()));

    assertThat(e).hasMessage("POST /s: status 409");
  }

  @Test
  void aVendorWhoFailsWell() {
    HttpCaller caller =
        setting.caller(
            s ->
                s.failingWith2xx()
                    .statuses(
                        (status, body) ->
                            body.contains("Q-2001") ? Optional.of(EXHAUSTED) : Optional.empty()));
    setting.vendor.on("/s", Vendor.Reply.of(200, "application/json", "{\"code\": \"Q-2001\"}"));
    failure(EXHAUSTED, () -> caller.send(Request.post("/s"), late()));

    setting.vendor.on("/s", Vendor.Reply.of(200, "application/json", "{}"));
    assertThat(caller.send(Request.post("/s"), late()).status()).isEqualTo(200);
  }

  @Test
  void whatMayNotBeThereIsFoundOrNot() {
    HttpCaller caller = setting.caller();
    setting.vendor.on("/s", Vendor.Reply.of(200));
    assertThat(caller.find(Request.get("/s"), late())).isPresent();
    for (int gone : new int[] {404, 410}) {
      setting.vendor.on("/s", Vendor.Reply.of(gone));
      assertThat(caller.find(Request.get("/s"), late())).isEmpty();
    }
    setting.vendor.on("/s", Vendor.Reply.of(409));
    failure(Reason.CONFLICT, () -> caller.find(Request.get("/s"), late()));
  }

  @Test
  void aVendorMayMeanAnother() {
    HttpCaller caller =
        setting.caller(
            s ->
                s.statuses(
                    (status, body) ->
                        status == 403 && body.contains("quota exceeded")
                            ? Optional.of(EXHAUSTED)
                            : Optional.empty()));
    setting.vendor.on("/s", Vendor.Reply.of(403, "text/plain", "quota exceeded"));
    failure(EXHAUSTED, () -> caller.send(Request.post("/s"), late()));

    setting.vendor.on("/s", Vendor.Reply.of(403, "text/plain", "go away"));
    failure(Reason.UNAUTHORIZED, () -> caller.send(Request.post("/s"), late()));
  }

  @Test
  void whatTheRequestExpectsIsAnAnswer() {
    HttpCaller caller = setting.caller();

    assertThat(caller.send(Request.delete("/none").answers(404, 410), late()).status())
        .isEqualTo(404);
  }
}
