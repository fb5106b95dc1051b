package org.hansa.platform.resources.camara;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.hansa.core.api.Json;
import org.hansa.core.api.Problem;
import org.hansa.core.api.facade.Refusal;
import org.hansa.core.api.facade.Reply;

/** Refusals as CAMARA writes them: a status, one of its codes, and a sentence. */
final class Errors {

  private static final String CORRELATOR = "x-correlator";
  private static final Pattern FORM = Pattern.compile("[a-zA-Z0-9\\-_:;./<>{}]{0,256}");

  /** Longer messages are not allowed there. */
  private static final int LONGEST = 512;

  private static final Map<Integer, String> CODES =
      Map.ofEntries(
          Map.entry(400, "INVALID_ARGUMENT"),
          Map.entry(401, "UNAUTHENTICATED"),
          Map.entry(403, "PERMISSION_DENIED"),
          Map.entry(404, "NOT_FOUND"),
          Map.entry(405, "METHOD_NOT_ALLOWED"),
          Map.entry(406, "NOT_ACCEPTABLE"),
          Map.entry(409, "ABORTED"),
          Map.entry(412, "FAILED_PRECONDITION"),
          Map.entry(415, "UNSUPPORTED_MEDIA_TYPE"),
          Map.entry(429, "TOO_MANY_REQUESTS"),
          Map.entry(500, "INTERNAL"),
          Map.entry(503, "UNAVAILABLE"));

  private Errors() {}

  /**
   * What is given back with the answer, if it was sent.
   *
   * @throws Problem INVALID if it cannot be
   */
  static Optional<String> required(Map<String, String> headers) {
    Optional<String> sent = Optional.ofNullable(headers.get(CORRELATOR));
    if (sent.filter(text -> !FORM.matcher(text).matches()).isPresent()) {
      throw Problem.invalid(
          CORRELATOR,
          sent.get(),
          "of at most 256 letters, digits and -_:;./<>{}",
          "Send a UUID, or none.");
    }
    return sent;
  }

  static Map<String, String> headers(String correlator) {
    Map<String, String> headers = new HashMap<>();
    headers.put("Content-Type", "application/json");
    if (FORM.matcher(correlator).matches()) {
      headers.put(CORRELATOR, correlator);
    }
    return headers;
  }

  static Reply of(Refusal refusal, Map<String, String> asked) {
    Map<String, String> headers = headers(asked.getOrDefault(CORRELATOR, refusal.id()));
    // What does not fit is no case of its own here.
    int status = refusal.status() == 422 ? 400 : refusal.status();
    StringBuilder message = new StringBuilder(refusal.message());
    refusal
        .details()
        .forEach(d -> message.append("; ").append(d.where()).append(": ").append(d.message()));
    message.append(". ").append(refusal.cure());
    ObjectNode error = JsonNodeFactory.instance.objectNode();
    error.put("status", status);
    error.put("code", CODES.getOrDefault(status, status < 500 ? CODES.get(400) : CODES.get(500)));
    error.put("message", message.substring(0, Math.min(LONGEST, message.length())));
    return new Reply(status, headers, Json.text(error).getBytes(StandardCharsets.UTF_8));
  }

  static Reply wrongMethod(String method, String correlator) {
    Refusal refusal =
        new Refusal(
            405,
            "method-not-allowed",
            method + " is not served here",
            "Zones are only read: GET them.",
            List.of(),
            correlator);
    Reply reply = of(refusal, Map.of(CORRELATOR, correlator));
    Map<String, String> headers = new HashMap<>(reply.headers());
    headers.put("Allow", "GET, HEAD");
    return new Reply(reply.status(), headers, reply.body());
  }
}
