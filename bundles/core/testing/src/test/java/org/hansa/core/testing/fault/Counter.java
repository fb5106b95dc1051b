package org.hansa.core.testing.fault;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;

/** A server with an effect: each POST adds one, each GET tells how many there were, at length. */
final class Counter implements AutoCloseable {

  /** What follows the number. */
  static final String REST = "x".repeat(20_000);

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final AtomicInteger posted = new AtomicInteger();
  private final CountDownLatch never = new CountDownLatch(1);
  private volatile String lastBody = "";

  Counter(Optional<SSLContext> tls) throws IOException {
    InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    if (tls.isPresent()) {
      HttpsServer secured = HttpsServer.create(anyPort, 0);
      secured.setHttpsConfigurator(new HttpsConfigurator(tls.get()));
      server = secured;
    } else {
      server = HttpServer.create(anyPort, 0);
    }
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  InetSocketAddress address() {
    return server.getAddress();
  }

  int posted() {
    return posted.get();
  }

  String lastBody() {
    return lastBody;
  }

  private void answer(HttpExchange exchange) throws IOException {
    lastBody = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    int count =
        exchange.getRequestMethod().equals("POST") ? posted.incrementAndGet() : posted.get();
    byte[] body = (count + REST).getBytes(StandardCharsets.UTF_8);
    boolean chunked = exchange.getRequestURI().getPath().startsWith("/chunked");
    boolean none = exchange.getRequestURI().getPath().startsWith("/none");
    exchange.sendResponseHeaders(none ? 204 : 200, none ? -1 : chunked ? 0 : body.length);
    try (OutputStream out = exchange.getResponseBody()) {
      if (!none) {
        out.write(body);
      }
      if (exchange.getRequestURI().getPath().endsWith("/endless")) {
        out.flush();
        never.await();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
