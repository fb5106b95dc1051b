package com.example.quarry;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A request, taken apart. */
final class Asked {
  private final HttpExchange exchange;
  private final List<String> path;
  private final Map<String, String> query = new TreeMap<>();

  Asked(HttpExchange exchange) {
    this.exchange = exchange;
    URI uri = exchange.getRequestURI();
    path = List.of(uri.getPath().substring("/v3/".length()).split("/"));
    String text = uri.getQuery();
    Stream.of((text == null ? "" : text).split("&"))
        .map(pair -> pair.split("=", 2))
        .filter(pair -> pair.length == 2)
        .forEach(pair -> query.put(pair[0], pair[1]));
  }

  HttpExchange exchange() {
    return exchange;
  }

  boolean is(String method, String alone) {
    return exchange.getRequestMethod().equals(method) && path.equals(List.of(alone));
  }

  int length() {
    return path.size();
  }

  String path(int n) {
    return n < path.size() ? path.get(n) : "";
  }

  Optional<String> query(String name) {
    return Optional.ofNullable(query.get(name));
  }

  String header(String name) {
    return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name)).orElse("");
  }

  @SuppressWarnings("unchecked")
  Map<String, Object> body() throws IOException {
    byte[] bytes = exchange.getRequestBody().readAllBytes();
    return (Map<String, Object>) Json.read(new String(bytes, StandardCharsets.UTF_8));
  }
}
