package org.hansa.itests.archive;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;

/**
 * An outside that all nodes reach, and that does what it is told as often as it is told. It notes
 * what came to whom from which node; it can refuse, and can be late with its answers.
 */
final class Yard implements AutoCloseable {

  /** What stands there. */
  record Thing(String uid, String digest, String name, int version) {}

  /**
   * Something that a node wanted done.
   *
   * @param done false if it was refused
   */
  record Deed(String node, String method, String name, int version, boolean done) {}

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Deed> deeds = new CopyOnWriteArrayList<>();
  private final Map<Integer, Thing> things = new TreeMap<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition free = lock.newCondition();
  private int last;
  private Set<String> full = Set.of();
  private String late = "";
  private boolean silent;

  Yard(String host) throws IOException {
    server = HttpServer.create(new InetSocketAddress(host, 0), 0);
    server.createContext("/things", this::answer);
    server.setExecutor(threads);
    server.start();
  }

  String url() {
    InetSocketAddress address = server.getAddress();
    return "http://" + address.getHostString() + ":" + address.getPort();
  }

  /** For things of these names there is no room from now on: what is wanted of them is refused. */
  void full(Set<String> names) {
    become(() -> full = Set.copyOf(names));
  }

  /** What is wanted of a thing of this name is done, room or not; its answer waits. */
  void late(String name) {
    become(() -> late = name);
  }

  /** Whoever looks waits until it is not any more. */
  void silent(boolean is) {
    become(() -> silent = is);
  }

  private void become(Runnable other) {
    lock.lock();
    try {
      other.run();
      free.signalAll();
    } finally {
      lock.unlock();
    }
  }

  List<Deed> deeds() {
    return List.copyOf(deeds);
  }

  /** Versions of what stands, by name: one each, unless something was made twice. */
  Map<String, List<Integer>> standing() {
    lock.lock();
    try {
      return things.values().stream()
          .collect(
              Collectors.groupingBy(
                  Thing::name,
                  TreeMap::new,
                  Collectors.mapping(Thing::version, Collectors.toList())));
    } finally {
      lock.unlock();
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String node = exchange.getRequestHeaders().getFirst("Node");
      String method = exchange.getRequestMethod();
      String path = exchange.getRequestURI().getPath().substring("/things".length());
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      List<String> said = new ArrayList<>();
      int status = method.equals("GET") ? look(said) : act(node, method, path, body);
      byte[] bytes = String.join("\n", said).getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  private int look(List<String> said) {
    lock.lock();
    try {
      while (silent) {
        free.awaitUninterruptibly();
      }
      things.forEach((id, thing) -> said.add(id + " " + thing.uid() + " " + thing.digest()));
      return 200;
    } finally {
      lock.unlock();
    }
  }

  private int act(String node, String method, String path, String body) {
    lock.lock();
    try {
      int id = method.equals("POST") ? last + 1 : Integer.parseInt(path.substring(1));
      Thing wanted = method.equals("DELETE") ? things.get(id) : thing(body.split(" ", -1));
      boolean waits = wanted.name().equals(late);
      boolean done = waits || !full.contains(wanted.name());
      deeds.add(new Deed(node, method, wanted.name(), wanted.version(), done));
      if (!done) {
        return 507;
      }
      last = Math.max(last, id);
      if (method.equals("DELETE")) {
        things.remove(id);
      } else {
        things.put(id, wanted);
      }
      while (waits && wanted.name().equals(late)) {
        free.awaitUninterruptibly();
      }
      return 200;
    } finally {
      lock.unlock();
    }
  }

  private static Thing thing(String[] words) {
    return new Thing(words[0], words[1], words[2], Integer.parseInt(words[3]));
  }

  @Override
  public void close() {
    late("");
    silent(false);
    server.stop(0);
    threads.shutdownNow();
  }
}
