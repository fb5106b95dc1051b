package org.hansa.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.hansa.core.api.Json;
import org.hansa.core.api.Problem;

/**
 * A request.
 *
 * @param path with its query
 * @param bound after which no answer is awaited any more
 */
record Ask(
    String method,
    String path,
    Map<String, String> headers,
    Optional<BodyPublisher> body,
    Duration bound) {

  private static final Duration USUAL = Duration.ofSeconds(60);
  private static final String TYPE = "Content-Type";

  /** One path and one query: what stands in a name leads nowhere else. */
  private static final Pattern PATH =
      Pattern.compile("(/[A-Za-z0-9._~%:@!$&'()*+,;=-]+)+(\\?[A-Za-z0-9._~%:@!$&'()*+,;=/-]*)?");

  /**
   * @throws Problem INVALID for a path with what no name has
   */
  Ask {
    if (!PATH.matcher(path).matches() || (path + "/").contains("/../") || path.contains("/./")) {
      throw Problem.invalid("name", path, "letters, digits, '.' and '-'", "Correct it.");
    }
    headers = Map.copyOf(headers);
  }

  static Ask get(String path) {
    return new Ask("GET", path, Map.of(), Optional.empty(), USUAL);
  }

  static Ask of(String method, String path) {
    return new Ask(method, path, Map.of(), Optional.empty(), USUAL);
  }

  static Ask of(String method, String path, JsonNode body) {
    return new Ask(
        method,
        path,
        Map.of(TYPE, "application/json"),
        Optional.of(BodyPublishers.ofString(Json.text(body))),
        USUAL);
  }

  static Ask bytes(String method, String path, BodyPublisher body) {
    return new Ask(
        method, path, Map.of(TYPE, "application/octet-stream"), Optional.of(body), USUAL);
  }

  Ask within(Duration other) {
    return new Ask(method, path, headers, body, other);
  }

  Ask with(String header, String value) {
    Map<String, String> more = new TreeMap<>(headers);
    more.put(header, value);
    return new Ask(method, path, more, body, bound);
  }

  /** A path with what is asked for; what is empty is left out. */
  static String path(String path, Map<String, String> query) {
    StringBuilder whole = new StringBuilder(path);
    new TreeMap<>(query)
        .forEach(
            (name, value) -> {
              if (!value.isEmpty()) {
                whole.append(whole.indexOf("?") < 0 ? '?' : '&');
                whole.append(encoded(name)).append('=').append(encoded(value));
              }
            });
    return whole.toString();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
