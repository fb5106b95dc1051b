package org.hansa.itests.archive;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import org.hansa.core.api.Json;

/** The REST door, as one account. */
record Rest(HttpClient client, String host, int port, String token) {

  private static final String JSON = "application/json";

  /** The body is an empty object where there is none. */
  record Answer(int status, JsonNode body) {

    Answer ok() {
      assertThat(status).as("%s", body).isBetween(200, 299);
      return this;
    }
  }

  /** {@code {"put": [documents], "delete": [references]}}, as plan and apply take it. */
  static JsonNode changes(List<JsonNode> put, List<String> delete) {
    return Json.tree(Map.of("put", put, "delete", delete));
  }

  Answer get(String path) throws IOException {
    return send("GET", path, JSON, BodyPublishers.noBody());
  }

  /** What another standard's interface says, at a path from the root. */
  Answer facade(String path) throws IOException {
    return sent("GET", path, JSON, BodyPublishers.noBody());
  }

  Answer send(String method, String path, JsonNode body) throws IOException {
    return send(method, path, JSON, BodyPublishers.ofString(Json.text(body)));
  }

  /** Wants this of a document, at its path, without a plan. */
  Answer put(String path, JsonNode document) throws IOException {
    ObjectNode wanted = document.deepCopy();
    return send("PUT", path, wanted.retain("labels", "spec"));
  }

  Answer delete(String path) throws IOException {
    return send("DELETE", path, JSON, BodyPublishers.noBody());
  }

  /** Content that is no JSON. */
  Answer send(String method, String path, byte[] content) throws IOException {
    return send(method, path, "application/octet-stream", BodyPublishers.ofByteArray(content));
  }

  /** The digest under which the content is kept. */
  String blob(byte[] content) throws IOException {
    return send("POST", "/blobs", content).ok().body().get("digest").textValue();
  }

  private Answer send(String method, String path, String type, BodyPublisher body)
      throws IOException {
    return sent(method, "/api/v1" + path, type, body);
  }

  private Answer sent(String method, String path, String type, BodyPublisher body)
      throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://" + host + ":" + port + path))
            .timeout(Distribution.SOON)
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", type)
            .method(method, body)
            .build();
    try {
      HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
      return new Answer(answer.statusCode(), tree(answer));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  /** What is no JSON comes as {@code {"text": ...}}. */
  private static JsonNode tree(HttpResponse<String> answer) {
    if (answer.body().isBlank()) {
      return Json.tree(Map.of());
    }
    boolean json = answer.headers().firstValue("content-type").orElse("").contains("json");
    return json ? Json.read(answer.body()) : Json.tree(Map.of("text", answer.body()));
  }
}
