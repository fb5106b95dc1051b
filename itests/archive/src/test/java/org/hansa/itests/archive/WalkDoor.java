package org.hansa.itests.archive;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** The HTTP door of one Hansa, for whoever comes: with a token, or as nobody. */
record WalkDoor(HttpClient client, int port) {

  /**
   * A request.
   *
   * @param path with its query
   * @param type of the body
   * @param body empty where none is sent
   */
  record Asked(String method, String path, String type, Optional<byte[]> body) {

    /** The same as another. */
    boolean says(Asked other) {
      return path.equals(other.path)
          && Arrays.equals(body.orElse(new byte[0]), other.body.orElse(new byte[0]));
    }

    @Override
    public String toString() {
      return method + " " + path;
    }
  }

  /** The text is empty where the answer is a stream that goes on. */
  record Said(int status, String text) {

    boolean isAllowed() {
      return status >= 200 && status < 300;
    }
  }

  static WalkDoor at(int port) {
    return new WalkDoor(HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build(), port);
  }

  Said ask(Optional<String> token, Asked asked) throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + asked.path()))
            .timeout(Distribution.SOON)
            .method(
                asked.method(),
                asked.body().map(BodyPublishers::ofByteArray).orElseGet(BodyPublishers::noBody));
    token.ifPresent(t -> request.header("Authorization", "Bearer " + t));
    asked.body().ifPresent(b -> request.header("Content-Type", asked.type()));
    try {
      HttpResponse<InputStream> answer = client.send(request.build(), BodyHandlers.ofInputStream());
      try (InputStream body = answer.body()) {
        boolean endless =
            answer.headers().firstValue("Content-Type").orElse("").startsWith("text/event-stream");
        return new Said(
            answer.statusCode(),
            endless ? "" : new String(body.readAllBytes(), StandardCharsets.UTF_8));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }
}
