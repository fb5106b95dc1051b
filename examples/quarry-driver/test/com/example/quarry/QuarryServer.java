package com.example.quarry;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Stands in for Quarry, with its ways: logins that expire, a bucket of calls, jobs, names that are
 * short and unique, searches that lag behind, versions, and codes in answers of 400 and of 200.
 */
public final class QuarryServer implements AutoCloseable {

  static final String KEY = "a-key";
  static final String SECRET = "a-secret-of-the-quarry";

  private static final int PAGE = 3;
  private static final List<String> TEMPLATES = List.of("debian-12", "granite-9", "ubuntu-24.04");

  private static final List<String> CONSOLE = List.of("quarry: booting", "quarry: login:");

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Hall hall = new Hall();
  private final Doorman doorman = new Doorman(KEY, SECRET);

  private QuarryServer(HttpServer server) {
    this.server = server;
  }

  /** On a free port of the loopback. */
  public static QuarryServer start() {
    // Else each answer waits 40 ms for the caller's acknowledgement of its head.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    try {
      InetSocketAddress here = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
      QuarryServer it = new QuarryServer(HttpServer.create(here, 0));
      it.server.createContext("/v3/", it::serve);
      it.server.setExecutor(it.threads);
      it.server.start();
      return it;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** By itself, until it is ended: says its address. */
  public static void main(String... args) {
    System.out.println(start().address());
  }

  public URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      try {
        doorman.take();
        route(new Asked(exchange));
      } catch (Refusal e) {
        if (e.status() == 429) {
          exchange.getResponseHeaders().set("Retry-After", "1");
        }
        answer(exchange, e.status(), Map.of("code", e.code(), "message", e.getMessage()));
      } catch (IllegalArgumentException | ClassCastException e) {
        answer(exchange, 400, Map.of("code", "Q-1000", "message", "" + e.getMessage()));
      }
    }
  }

  private void route(Asked asked) throws IOException {
    if (asked.is("POST", "session")) {
      answer(asked.exchange(), 200, doorman.login(asked.body()));
      return;
    }
    doorman.check(asked.header("X-Quarry-Token"));
    switch (asked.path(0)) {
      case "templates" -> templates(asked);
      case "jobs" -> answer(asked.exchange(), 200, hall.job(asked.path(1)));
      case "boxes", "segments" -> things(asked);
      default -> throw new Refusal(404, "Q-1001", "there is no such path");
    }
  }

  private void templates(Asked asked) throws IOException {
    List<Map<String, Object>> all =
        TEMPLATES.stream()
            .map(name -> Map.<String, Object>of("name", name, "system", "linux", "diskGib", 2))
            .toList();
    if (asked.length() == 1) {
      answer(asked.exchange(), 200, page(all, asked));
    } else {
      template(asked.path(1));
      answer(asked.exchange(), 200, all.get(TEMPLATES.indexOf(asked.path(1))));
    }
  }

  private static void template(Object name) {
    if (!TEMPLATES.contains(name)) {
      throw new Refusal(400, "Q-1004", "there is no template " + name);
    }
  }

  private void things(Asked asked) throws IOException {
    String path = asked.path(0);
    boolean box = path.equals("boxes");
    if (asked.is("GET", path)) {
      List<Map<String, Object>> found =
          hall.search(path, asked.query("name"), asked.query("label"));
      answer(asked.exchange(), 200, page(found, asked));
    } else if (asked.is("POST", path)) {
      answer(asked.exchange(), box ? 202 : 201, make(asked.body(), box));
    } else if (asked.length() == 3 && asked.path(2).equals("console")) {
      hall.get(path, asked.path(1));
      int most = asked.query("lines").map(Integer::parseInt).orElse(CONSOLE.size());
      List<String> lines = CONSOLE.subList(Math.max(0, CONSOLE.size() - most), CONSOLE.size());
      send(asked.exchange(), 200, "text/plain", String.join("\n", lines) + "\n");
    } else {
      one(asked, path, asked.path(1), box);
    }
  }

  private void one(Asked asked, String path, String id, boolean box) throws IOException {
    switch (asked.exchange().getRequestMethod()) {
      case "GET" -> {
        Map<String, Object> shown = hall.get(path, id);
        asked.exchange().getResponseHeaders().set("ETag", "\"" + hall.version(path, id) + "\"");
        answer(asked.exchange(), 200, shown);
      }
      case "PATCH" -> {
        String tag = asked.header("If-Match").replace("\"", "");
        if (!tag.matches("[0-9]{1,9}")) {
          throw new Refusal(428, "Q-1011", "say by If-Match what is to be changed");
        }
        Map<String, Object> change = new LinkedHashMap<>(asked.body());
        Optional<String> status = box ? Optional.of(power(change)) : Optional.empty();
        answer(
            asked.exchange(),
            box ? 202 : 200,
            hall.change(path, id, Long.parseLong(tag), change, status));
      }
      case "DELETE" -> {
        hall.remove(path, id, box);
        answer(asked.exchange(), box ? 202 : 200, Map.of());
      }
      default -> throw new Refusal(405, "Q-1003", "use GET, PATCH or DELETE");
    }
  }

  private static String power(Map<String, Object> figures) {
    return "on".equals(figures.remove("power")) ? "ON_AIR" : "PARKED";
  }

  private Map<String, Object> make(Map<String, Object> asked, boolean box) {
    Map<String, Object> made = new LinkedHashMap<>(asked);
    if (!box) {
      return hall.make("segments", made, Optional.empty());
    }
    template(made.get("template"));
    @SuppressWarnings("unchecked")
    Map<String, Object> figures = new LinkedHashMap<>((Map<String, Object>) made.remove("figures"));
    String status = power(figures);
    made.putAll(figures);
    return hall.make("boxes", made, Optional.of(status));
  }

  /** Where it goes on is a word that only Quarry understands. */
  private static Map<String, Object> page(List<Map<String, Object>> all, Asked asked) {
    int from = asked.query("continuation").map(word -> Integer.parseInt(word, 36)).orElse(0);
    int to = Math.min(all.size(), from + PAGE);
    Map<String, Object> page = new TreeMap<>();
    page.put("data", all.subList(Math.min(from, to), to));
    page.put("continuation", to < all.size() ? Integer.toString(to, 36) : null);
    return page;
  }

  private static void answer(HttpExchange exchange, int status, Object body) throws IOException {
    send(exchange, status, "application/json", Json.write(body));
  }

  private static void send(HttpExchange exchange, int status, String type, String text)
      throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
