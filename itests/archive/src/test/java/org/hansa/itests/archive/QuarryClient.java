package org.hansa.itests.archive;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.hansa.core.api.Json;

/** Looks at the example's vendor by its own API, past Hansa. */
record QuarryClient(String address) {

  /** Of whom the stand-in lets in. */
  static final Map<String, String> PAIR =
      Map.of("key", "a-key", "secret", "a-secret-of-the-quarry");

  private JsonNode asked(String path, String token, String body) throws IOException {
    HttpURLConnection http =
        (HttpURLConnection) URI.create(address + "/v3" + path).toURL().openConnection();
    http.setRequestProperty("X-Quarry-Token", token);
    if (!body.isEmpty()) {
      http.setDoOutput(true);
      http.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
    }
    try (InputStream in = http.getInputStream()) {
      return Json.read(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  /** Names of the boxes that somebody's Hansa has there, whoever's it is, in order. */
  List<String> boxes() throws IOException {
    String token = asked("/session", "", Json.text(Json.tree(PAIR))).path("token").asText();
    List<String> names = new ArrayList<>();
    JsonNode page = asked("/boxes", token, "");
    page.path("data").forEach(box -> names.add(box.path("name").asText()));
    while (page.path("continuation").isTextual()) {
      page = asked("/boxes?continuation=" + page.path("continuation").asText(), token, "");
      page.path("data").forEach(box -> names.add(box.path("name").asText()));
    }
    Collections.sort(names);
    return names;
  }
}
