package org.hansa.platform.resources.tmf;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.hansa.core.api.Json;
import org.hansa.core.api.facade.Refusal;
import org.hansa.core.api.facade.Reply;

/** Refusals as the TM Forum's Error: what was wrong as its reason, what may help as its message. */
final class Errors {

  static final Map<String, String> JSON = Map.of("Content-Type", "application/json");

  private Errors() {}

  static Reply of(Refusal refusal) {
    // What does not fit is a bad request there.
    int status = refusal.status() == 422 ? 400 : refusal.status();
    StringBuilder reason = new StringBuilder(refusal.message());
    refusal
        .details()
        .forEach(d -> reason.append("; ").append(d.where()).append(": ").append(d.message()));
    return of(status, reason.toString(), refusal.cure());
  }

  static Reply wrongMethod(String method) {
    Reply reply = of(405, method + " is not served here", "What stands is only read: GET it.");
    Map<String, String> headers = new HashMap<>(JSON);
    headers.put("Allow", "GET, HEAD");
    return new Reply(reply.status(), headers, reply.body());
  }

  static Reply notOffered(String parameter) {
    return of(
        501,
        "the parameter '" + parameter + "' is not offered here",
        "Ask by attributes (name=here) and go on by offset and limit.");
  }

  private static Reply of(int status, String reason, String message) {
    ObjectNode error = JsonNodeFactory.instance.objectNode();
    error.put("@type", "Error");
    error.put("code", "ERR" + status);
    error.put("reason", reason);
    error.put("message", message);
    error.put("status", Integer.toString(status));
    return new Reply(status, JSON, Json.text(error).getBytes(StandardCharsets.UTF_8));
  }
}
