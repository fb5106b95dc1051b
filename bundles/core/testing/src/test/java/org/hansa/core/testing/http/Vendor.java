package org.hansa.core.testing.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import javax.net.ssl.SSLContext;

/** A vendor's API, as a test makes it up; it remembers what it was asked. */
final class Vendor implements AutoCloseable {

  record Seen(
      String method, String path, String query, Map<String, List<String>> headers, String body) {
    String header(String name) {
      return String.join(",", headers.getOrDefault(name, List.of()));
    }
  }

  @SuppressWarnings("ArrayRecordComponent")
  record Reply(int status, Map<String, String> headers, byte[] body) {
    static Reply of(int status) {
      return new Reply(status, Map.of(), new byte[0]);
    }

    static Reply json(String body) {
      return of(200, "application/json", body);
    }

    static Reply of(int status, String type, String body) {
      return new Reply(status, Map.of("Content-Type", type), body.getBytes(StandardCharsets.UTF_8));
    }

    Reply with(String name, String value) {
      Map<String, String> more = new ConcurrentHashMap<>(headers);
      more.put(name, value);
      return new Reply(status, more, body);
    }
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<String, Function<Seen, Reply>> pages = new ConcurrentHashMap<>();
  private final List<Seen> seen = new ArrayList<>();

  private Vendor(HttpServer server) {
    this.server = server;
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  static Vendor plain() throws IOException {
    return new Vendor(HttpServer.create(anyPort(), 0));
  }

  static Vendor secured(SSLContext shown) throws IOException {
    HttpsServer server = HttpsServer.create(anyPort(), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(shown));
    return new Vendor(server);
  }

  private static InetSocketAddress anyPort() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  InetSocketAddress address() {
    return server.getAddress();
  }

  int port() {
    return address().getPort();
  }

  Vendor on(String path, Function<Seen, Reply> how) {
    pages.put(path, how);
    return this;
  }

  Vendor on(String path, Reply always) {
    return on(path, asked -> always);
  }

  List<Seen> seen() {
    synchronized (seen) {
      return List.copyOf(seen);
    }
  }

  /** How often it was asked this. */
  long count(String method, String path) {
    return seen().stream().filter(s -> s.method().equals(method) && s.path().equals(path)).count();
  }

  private void answer(HttpExchange exchange) throws IOException {
    Seen asked =
        new Seen(
            exchange.getRequestMethod(),
            exchange.getRequestURI().getRawPath(),
            Objects.toString(exchange.getRequestURI().getRawQuery(), ""),
            Map.copyOf(exchange.getRequestHeaders()),
            new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    synchronized (seen) {
      seen.add(asked);
    }
    Reply reply =
        pages
            .getOrDefault(asked.path(), any -> Reply.of(404, "text/plain", "no page"))
            .apply(asked);
    reply.headers().forEach((name, value) -> exchange.getResponseHeaders().add(name, value));
    boolean bodiless =
        reply.body().length == 0 || reply.status() == 204 || asked.method().equals("HEAD");
    exchange.sendResponseHeaders(reply.status(), bodiless ? -1 : reply.body().length);
    try (OutputStream out = exchange.getResponseBody()) {
      if (!bodiless) {
        out.write(reply.body());
      }
    }
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
