package org.hansa.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.hansa.core.api.Json;
import org.hansa.core.api.Problem;

/** What came back, whole; its status is one of success. */
@SuppressWarnings("ArrayRecordComponent")
record Answer(Address from, int status, String type, byte[] body) {

  /**
   * @throws Problem UNAVAILABLE if it is no JSON
   */
  JsonNode json() {
    if (!type.toLowerCase(Locale.ROOT).matches("application/([a-z.+-]*\\+)?json *(;.*)?")) {
      throw strange(type.isEmpty() ? "what has no type" : type);
    }
    try {
      return Json.read(body);
    } catch (Problem e) {
      throw new Problem(
          Problem.Reason.UNAVAILABLE,
          from + " answered with what is " + e.getMessage(),
          "If that is Hansa's address, something between here and there has changed its answer.",
          List.of(),
          e);
    }
  }

  String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  byte[] bytes(String wanted) {
    if (!type.startsWith(wanted)) {
      throw strange(type);
    }
    return body.clone();
  }

  private Problem strange(String what) {
    return new Problem(
        Problem.Reason.UNAVAILABLE,
        from + " does not answer as Hansa does, but with " + what,
        "Look whether that is Hansa's address.");
  }
}
