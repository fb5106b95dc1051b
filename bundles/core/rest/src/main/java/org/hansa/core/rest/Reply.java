package org.hansa.core.rest;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import javax.servlet.http.HttpServletResponse;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import org.hansa.core.api.Json;
import org.hansa.core.api.Resource;
import org.hansa.core.api.ResourceJson;
import org.hansa.core.api.gate.Gate;

/**
 * An answer as it is sent, past JAX-RS or through it.
 *
 * @param headers of the answer, the type of its body among them
 * @param body UTF-8; empty if there is none
 */
@SuppressWarnings("ArrayRecordComponent")
record Reply(int status, Map<String, String> headers, byte[] body) {

  private static final String TYPE = "Content-Type";

  static Reply bare(int status, Map<String, String> headers) {
    return new Reply(status, headers, new byte[0]);
  }

  static Reply json(JsonNode tree) {
    return json(Json.text(tree));
  }

  static Reply json(int status, JsonNode tree) {
    return json(status, Json.text(tree));
  }

  static Reply json(CharSequence text) {
    return json(200, text);
  }

  private static Reply json(int status, CharSequence text) {
    return new Reply(
        status,
        Map.of(TYPE, MediaType.APPLICATION_JSON),
        text.toString().getBytes(StandardCharsets.UTF_8));
  }

  /**
   * @param minimal without the resource, for who asked for that
   */
  static Reply written(int status, Gate gate, Resource resource, boolean minimal) {
    return minimal
        ? bare(status, Map.of("ETag", Tags.of(resource))).with(Prefer.APPLIED)
        : resource(status, gate, resource);
  }

  static Reply resource(int status, Gate gate, Resource resource) {
    return new Reply(
        status,
        Map.of(TYPE, MediaType.APPLICATION_JSON, "ETag", Tags.of(resource)),
        ResourceJson.text(gate.shown(resource)).getBytes(StandardCharsets.UTF_8));
  }

  Reply at(String location) {
    return with(Map.of("Location", location));
  }

  Reply with(Map<String, String> others) {
    Map<String, String> more = new HashMap<>(headers);
    more.putAll(others);
    return new Reply(status, more, body);
  }

  /** The body at once with the head, so that both leave in one packet. */
  void send(HttpServletResponse to) throws IOException {
    to.setStatus(status);
    headers.forEach(to::setHeader);
    if (body.length > 0) {
      to.setContentLength(body.length);
      to.getOutputStream().write(body);
    }
  }

  Response response() {
    Response.ResponseBuilder response = Response.status(status);
    headers.forEach(response::header);
    return (body.length > 0 ? response.entity(body) : response).build();
  }
}
