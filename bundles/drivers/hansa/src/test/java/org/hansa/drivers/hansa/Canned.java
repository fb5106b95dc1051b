package org.hansa.drivers.hansa;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import javax.net.ssl.SSLContext;

/** A partner that answers what it is told to, however absurd. */
final class Canned implements AutoCloseable {

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<String> asked = new CopyOnWriteArrayList<>();

  /**
   * @param answers the body by the address that is asked for; empty: 404
   */
  Canned(Function<URI, String> answers) throws IOException {
    this(HttpServer.create(free(), 0), answers);
  }

  /** The same over TLS. */
  static Canned tls(SSLContext shown, Function<URI, String> answers) throws IOException {
    HttpsServer server = HttpsServer.create(free(), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(shown));
    return new Canned(server, answers);
  }

  private static InetSocketAddress free() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  private Canned(HttpServer server, Function<URI, String> answers) {
    this.server = server;
    server.setExecutor(threads);
    server.createContext(
        "/",
        exchange -> {
          asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
          byte[] body = answers.apply(exchange.getRequestURI()).getBytes(StandardCharsets.UTF_8);
          exchange.getRequestBody().readAllBytes();
          exchange.getResponseHeaders().add("Content-Type", "application/json");
          exchange.getResponseHeaders().add("ETag", "\"1\"");
          exchange.sendResponseHeaders(body.length == 0 ? 404 : 200, Math.max(body.length, 1));
          try (OutputStream out = exchange.getResponseBody()) {
            out.write(body.length == 0 ? new byte[] {' '} : body);
          }
        });
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  List<String> asked() {
    return asked;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
