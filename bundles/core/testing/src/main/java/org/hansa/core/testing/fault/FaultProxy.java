package org.hansa.core.testing.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.hc.core5.http.HttpException;

/**
 * A door on loopback to a server, through which goes wrong what a script says: for the tests of
 * whoever is a client of that server. Without rules it changes nothing. With the same seed, rules
 * and requests the same goes wrong again. Thread-safe.
 *
 * <pre>{@code
 * try (FaultProxy proxy = FaultProxy.http(server, 7)) {
 *   proxy.play(
 *       Rule.always(Fault.lostAnswer()).on("POST", "/servers").once(),
 *       Rule.always(Fault.status(503)).chance(0.1));
 *   ...
 *   assertThat(proxy.struck()).isNotEmpty();
 * }
 * }</pre>
 */
public final class FaultProxy implements AutoCloseable {

  /**
   * An exchange in which something went wrong.
   *
   * @param method HANDSHAKE for a connection that is to be secured, TCP for one that is not looked
   *     into
   */
  public record Struck(String method, String path, List<Fault> faults) {}

  /** No test looks further back. */
  private static final int REMEMBERED = 10_000;

  private final InetSocketAddress server;
  private final Optional<Tls> tls;
  private final boolean http;
  private final long seed;
  private final ServerSocket door = new ServerSocket(0, 500, InetAddress.getLoopbackAddress());
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final List<Struck> struck = new ArrayList<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          work -> {
            Thread thread = new Thread(work, "fault-proxy");
            thread.setDaemon(true);
            return thread;
          });
  private volatile Script script;

  private FaultProxy(InetSocketAddress server, Optional<Tls> tls, boolean http, long seed)
      throws IOException {
    this.server = server;
    this.tls = tls;
    this.http = http;
    this.seed = seed;
    this.script = new Script(seed, List.of());
    threads.execute(this::accept);
  }

  /** To a server that speaks HTTP/1.1. */
  public static FaultProxy http(InetSocketAddress server, long seed) throws IOException {
    return new FaultProxy(server, Optional.empty(), true, seed);
  }

  /** The same over TLS, on both sides: it is the proxy that the client must trust. */
  public static FaultProxy https(InetSocketAddress server, Tls tls, long seed) throws IOException {
    return new FaultProxy(server, Optional.of(tls), true, seed);
  }

  /** To any server: what is said is not looked into. */
  public static FaultProxy tcp(InetSocketAddress server, long seed) throws IOException {
    return new FaultProxy(server, Optional.empty(), false, seed);
  }

  public int port() {
    return door.getLocalPort();
  }

  /**
   * From now on these rules count, and exchanges from one on again; those under way go on as they
   * were. All that are due happen together, but of those that end an exchange the first alone.
   *
   * @throws IllegalArgumentException if this proxy cannot do what one says
   */
  public void play(Rule... rules) {
    for (Rule rule : rules) {
      if (rule.fault().needsHttp() && !http) {
        throw new IllegalArgumentException(rule.fault() + " needs a proxy that speaks HTTP");
      }
      if (rule.isOfHandshakes() && tls.isEmpty()) {
        throw new IllegalArgumentException(rule.fault() + " needs a proxy that speaks TLS");
      }
    }
    script = new Script(seed, List.of(rules));
  }

  /** What has gone wrong so far, in the order in which it was asked. */
  public List<Struck> struck() {
    synchronized (struck) {
      return List.copyOf(struck);
    }
  }

  private Fate fate(String method, String path) {
    Fate fate = script.next(method, path);
    synchronized (struck) {
      if (!fate.faults().isEmpty() && struck.size() < REMEMBERED) {
        struck.add(new Struck(method, path, fate.faults()));
      }
    }
    return fate;
  }

  private void accept() {
    while (!door.isClosed()) {
      try {
        Socket near = door.accept();
        keep(near, () -> threads.execute(() -> serve(near)));
      } catch (IOException e) {
        // The door was closed, or a client was gone before it was let in.
        sockets.removeIf(Socket::isClosed);
      }
    }
  }

  /** So that it ends with the proxy; if that has been closed, at once. */
  private synchronized void keep(Socket socket, Runnable then) throws IOException {
    if (closed.getCount() == 0) {
      socket.close();
    } else {
      sockets.removeIf(Socket::isClosed);
      sockets.add(socket);
      then.run();
    }
  }

  private void serve(Socket near) {
    Wire wire = new Wire(near, near);
    try {
      near.setTcpNoDelay(true);
      wire = tls.isEmpty() ? wire : tls.get().secure(near, fate(Rule.HANDSHAKE, "/"));
      if (http) {
        new HttpRelay(wire, new Access()).run();
      } else {
        relay(wire);
      }
      wire.close();
    } catch (Wire.Ended e) {
      end(wire, e.ending());
    } catch (IOException | HttpException e) {
      // What the client or the server did: each sees it as it would without the proxy.
      end(wire, Ending.RESET);
    } finally {
      sockets.remove(near);
    }
  }

  private void relay(Wire wire) throws IOException {
    Fate fate = fate(Rule.TCP, "/");
    Optional<Fault.Lost> lost = fate.first(Fault.Lost.class);
    if (lost.isPresent()) {
      throw new Wire.Ended(lost.get().ending());
    }
    try (Socket far = far()) {
      new TcpRelay(wire, far, fate, new Pause(closed)).run(threads);
    }
  }

  private Socket far() throws IOException {
    Socket plain = new Socket(server.getAddress(), server.getPort());
    keep(plain, () -> {});
    plain.setTcpNoDelay(true);
    return tls.isPresent() ? tls.get().to(plain, server) : plain;
  }

  /** Returns when it has ended; what stands in silence does until the proxy is closed. */
  private void end(Wire wire, Ending ending) {
    try {
      switch (ending) {
        case CLOSE -> wire.close();
        case RESET -> wire.reset();
        case SILENCE -> new Pause(closed).nanos(Long.MAX_VALUE);
      }
    } catch (IOException e) {
      // It has ended already.
      sockets.removeIf(Socket::isClosed);
    }
  }

  private final class Access implements HttpRelay.Proxy {
    @Override
    public Fate fate(String method, String path) {
      return FaultProxy.this.fate(method, path);
    }

    @Override
    public Socket far() throws IOException {
      return FaultProxy.this.far();
    }

    @Override
    public Pause pause() {
      return new Pause(closed);
    }
  }

  /** All connections end, and nothing of it goes on. */
  @Override
  public synchronized void close() {
    closed.countDown();
    try {
      door.close();
      for (Socket socket : sockets) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      threads.shutdown();
    }
  }
}
