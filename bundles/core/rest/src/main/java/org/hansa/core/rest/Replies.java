package org.hansa.core.rest;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import org.hansa.core.api.Json;

/** Answers of JAX-RS in the one written form. */
final class Replies {

  private Replies() {}

  static Response json(JsonNode tree) {
    return json(200, tree).build();
  }

  static Response.ResponseBuilder json(int status, JsonNode tree) {
    return Response.status(status)
        .type(MediaType.APPLICATION_JSON_TYPE)
        .entity(Json.text(tree).getBytes(StandardCharsets.UTF_8));
  }
}
