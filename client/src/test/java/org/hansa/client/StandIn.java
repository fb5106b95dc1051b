package org.hansa.client;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;

/** A server on loopback that answers what a test says, and keeps what it was asked. */
final class StandIn implements AutoCloseable {

  static final String KINDS =
      """
      {"items": [
        {"kind": "Site", "plural": "sites", "owner": "core", "about": "A place", "attended": true,
         "columns": [{"heading": "City", "pointer": "/spec/city"}],
         "specSchema": {"type": "object"}, "statusSchema": {},
         "deeds": [{"verb": "paint", "about": "Paints it", "argumentsSchema": {"properties": {
           "colours": {"type": "array", "items": {"type": "string"}},
           "layers": {"type": "integer"}}}}]},
        {"kind": "Operation", "plural": "operations", "owner": "core", "about": "What is done",
         "attended": true, "columns": [], "specSchema": {}, "statusSchema": {}},
        {"kind": "Instance", "plural": "instances", "owner": "wdm", "about": "What runs",
         "attended": true, "columns": [], "specSchema": {}, "statusSchema": {}}]}
      """;

  /** What was asked. */
  record Asked(String method, String path, String authorization, String body) {}

  /** What is answered; may write the exchange as it likes. */
  interface Answering {
    void answer(HttpExchange exchange) throws IOException;
  }

  private final HttpServer server;
  private final String scheme;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<String, Answering> answers = new ConcurrentHashMap<>();
  private final List<Asked> asked = new CopyOnWriteArrayList<>();

  private StandIn(HttpServer server, String scheme) {
    this.server = server;
    this.scheme = scheme;
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
    json("GET /kinds", KINDS);
    json(
        "GET /me", "{\"name\": \"user:ada@demo\", \"tenant\": \"demo\", \"roles\": [\"auditor\"]}");
  }

  private static InetSocketAddress anywhere() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  static StandIn start() throws IOException {
    return new StandIn(HttpServer.create(anywhere(), 0), "http");
  }

  static StandIn start(SSLContext tls) throws IOException {
    HttpsServer server = HttpsServer.create(anywhere(), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(tls));
    return new StandIn(server, "https");
  }

  String url() {
    return scheme + "://127.0.0.1:" + server.getAddress().getPort();
  }

  /**
   * @param what method and path, for instance {@code GET /sites}; the query is not looked at
   */
  StandIn on(String what, Answering answering) {
    answers.put(what, answering);
    return this;
  }

  StandIn json(String what, String body) {
    return json(what, 200, body);
  }

  StandIn json(String what, int status, String body) {
    return on(what, exchange -> send(exchange, status, "application/json", body));
  }

  StandIn problem(String what, int status, String detail, String cure) {
    String body =
        "{\"title\": \"t\", \"status\": %d, \"detail\": \"%s\", \"cure\": \"%s\"}"
            .formatted(status, detail, cure);
    return on(what, exchange -> send(exchange, status, "application/problem+json", body));
  }

  static void send(HttpExchange exchange, int status, String type, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  List<Asked> asked() {
    return List.copyOf(asked);
  }

  /** What was asked in this way. */
  List<Asked> asked(String method, String path) {
    return asked.stream()
        .filter(a -> a.method().equals(method) && a.path().replaceFirst("\\?.*", "").equals(path))
        .toList();
  }

  private void handle(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getRawPath().replaceFirst("^/api/v1", "");
    String query = Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse("");
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    asked.add(
        new Asked(
            exchange.getRequestMethod(),
            path + (query.isEmpty() ? "" : "?" + query),
            Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization")).orElse(""),
            body));
    try (exchange) {
      Answering answering = answers.get(exchange.getRequestMethod() + " " + path);
      if (answering == null) {
        send(
            exchange,
            404,
            "application/problem+json",
            "{\"detail\": \"nothing is at " + path + "\", \"cure\": \"Look.\"}");
      } else {
        answering.answer(exchange);
      }
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
