package org.hansa.core.partner;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/**
 * Stands in for a vendor's server while a driver is written: JSON objects in collections, on
 * loopback, by {@code PUT}, {@code GET} and {@code DELETE /COLLECTION/ID}, and by {@code GET
 * /COLLECTION?owner=} in pages of two: {@code {"items": [...], "next": "/..."}}. It wants a bearer
 * token. Hosts, servers, images and the like are there from the beginning. Thread-safe.
 */
public final class StandIn implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final World world = new World(InstantSource.system());
  private final Path folder;
  private final String token;

  private StandIn(HttpServer server, Path folder, String token) {
    this.server = server;
    this.folder = folder;
    this.token = token;
  }

  /**
   * @param token that it wants
   */
  public static StandIn start(String token) {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      StandIn it = new StandIn(server, Files.createTempDirectory("stand-in"), token);
      server.createContext("/", it::serve);
      server.setExecutor(it.threads);
      server.start();
      return it;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** A private folder of an installation, until this is closed. */
  public Path folder(String installation) {
    try {
      return Files.createDirectories(folder.resolve(installation));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      String[] path = exchange.getRequestURI().getPath().split("/", -1);
      String method = exchange.getRequestMethod();
      if (!("Bearer " + token).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
        answer(exchange, 401, said("who are you?"));
      } else if (path.length == 2 && method.equals("GET")) {
        answer(exchange, 200, world.page(path[1], asked(exchange.getRequestURI().getQuery())));
      } else if (path.length == 3) {
        one(exchange, path[1] + "/" + path[2]);
      } else if (path.length == 4 && method.equals("GET")) {
        answer(exchange, world.told(path[1] + "/" + path[2], path[3]));
      } else if (path.length == 4 && method.equals("PUT")) {
        // Content is read to its end, and not kept: nobody asks for it.
        long length = exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
        answer(exchange, 200, World.object().put("length", length));
      } else {
        answer(exchange, 404, said("there is no such path"));
      }
    }
  }

  private static Map<String, String> asked(String query) {
    Map<String, String> asked = new TreeMap<>();
    Stream.of((query == null ? "" : query).split("&"))
        .map(pair -> pair.split("=", 2))
        .filter(pair -> pair.length == 2)
        .forEach(pair -> asked.put(pair[0], pair[1]));
    return asked;
  }

  private void one(HttpExchange exchange, String key) throws IOException {
    switch (exchange.getRequestMethod()) {
      case "GET" -> answer(exchange, world.get(key));
      case "PUT" -> {
        JsonNode body = JSON.readTree(exchange.getRequestBody());
        int status = body instanceof ObjectNode object ? world.put(key, object) : 400;
        answer(exchange, status, status == 200 ? body : said("this cannot be laid there"));
      }
      case "DELETE" -> {
        boolean there = world.remove(key);
        answer(exchange, there ? 200 : 404, said(there ? "it is gone" : "there is none"));
      }
      default -> answer(exchange, 405, said("use GET, PUT or DELETE"));
    }
  }

  private static void answer(HttpExchange exchange, Optional<ObjectNode> found) throws IOException {
    answer(exchange, found.isPresent() ? 200 : 404, found.orElseGet(() -> said("there is none")));
  }

  private static ObjectNode said(String text) {
    return World.object().put("message", text);
  }

  private static void answer(HttpExchange exchange, int status, JsonNode body) throws IOException {
    byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
