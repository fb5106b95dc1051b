package org.hansa.core.partner;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/**
 * Stands in for a vendor's server while a driver is written: JSON objects in collections, on
 * loopback, by {@code PUT}, {@code GET} and {@code DELETE /COLLECTION/ID}, and by {@code GET
 * /COLLECTION?owner=} in pages of two: {@code {"items": [...], "next": "/..."}}. It wants a bearer
 * token. Thread-safe.
 */
public final class StandIn implements AutoCloseable {

  private static final int PAGE = 2;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<String, ObjectNode> objects = new TreeMap<>();
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
      if (!("Bearer " + token).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
        answer(exchange, 401, said("who are you?"));
      } else if (path.length == 2 && exchange.getRequestMethod().equals("GET")) {
        answer(exchange, 200, page(path[1], exchange.getRequestURI().getQuery()));
      } else if (path.length == 3) {
        one(exchange, path[1] + "/" + path[2]);
      } else {
        answer(exchange, 404, said("there is no such path"));
      }
    }
  }

  private void one(HttpExchange exchange, String key) throws IOException {
    switch (exchange.getRequestMethod()) {
      case "GET" -> answer(exchange, key);
      case "PUT" -> {
        JsonNode body = JSON.readTree(exchange.getRequestBody());
        if (body instanceof ObjectNode object) {
          object.put("id", key.substring(key.indexOf('/') + 1));
          put(key, object);
          answer(exchange, 200, object);
        } else {
          answer(exchange, 400, said("this is no object"));
        }
      }
      case "DELETE" -> {
        boolean there = remove(key);
        answer(exchange, there ? 200 : 404, said(there ? "it is gone" : "there is none"));
      }
      default -> answer(exchange, 405, said("use GET, PUT or DELETE"));
    }
  }

  private synchronized void put(String key, ObjectNode object) {
    objects.put(key, object);
  }

  private synchronized boolean remove(String key) {
    return objects.remove(key) != null;
  }

  private synchronized ObjectNode get(String key) {
    return objects.get(key);
  }

  private void answer(HttpExchange exchange, String key) throws IOException {
    ObjectNode found = get(key);
    answer(exchange, found == null ? 404 : 200, found == null ? said("there is none") : found);
  }

  private synchronized ObjectNode page(String collection, String query) {
    Map<String, String> asked = new TreeMap<>();
    Stream.of((query == null ? "" : query).split("&"))
        .map(pair -> pair.split("=", 2))
        .filter(pair -> pair.length == 2)
        .forEach(pair -> asked.put(pair[0], pair[1]));
    String after = asked.getOrDefault("after", "");
    ObjectNode page = JSON.createObjectNode();
    ArrayNode items = page.putArray("items");
    for (Map.Entry<String, ObjectNode> each : objects.entrySet()) {
      boolean here =
          each.getKey().startsWith(collection + "/") && each.getKey().compareTo(after) > 0;
      String owner = each.getValue().path("owner").asText();
      if (here && owner.equals(asked.getOrDefault("owner", owner))) {
        if (items.size() == PAGE) {
          page.put("next", next(collection, asked, items));
          return page;
        }
        items.add(each.getValue());
      }
    }
    return page;
  }

  private static String next(String collection, Map<String, String> asked, ArrayNode items) {
    String last = collection + "/" + items.get(items.size() - 1).path("id").asText();
    String owner = asked.containsKey("owner") ? "owner=" + asked.get("owner") + "&" : "";
    return "/" + collection + "?" + owner + "after=" + last;
  }

  private static ObjectNode said(String text) {
    return JSON.createObjectNode().put("message", text);
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
