package org.hansa.itests.real;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A way to a PostgreSQL server that can be cut: then bytes are swallowed, and neither side is told,
 * as when packets are lost. Or it holds them back, and lets them go on when it no longer does.
 */
public final class Cable {

  /** How the server ends an answer when no transaction is open: ReadyForQuery, idle. */
  private static final String AT_REST = "Z\0\0\0\5I";

  private final ServerSocket door;
  private final int target;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final Object lock = new Object();
  private volatile boolean cut;

  private enum Holding {
    NOTHING,
    /** What begins; a transaction that has begun is ended. */
    WHAT_BEGINS,
    EVERYTHING
  }

  private Holding holding = Holding.NOTHING;

  /** From when on everything is held. */
  private Optional<String> awaited = Optional.empty();

  /** On which connection nothing passes any more: the one on which this is said next. */
  private Optional<String> betrayal = Optional.empty();

  /**
   * @param near the address at which it begins
   * @param target a port of loopback
   */
  public Cable(String near, int target) throws IOException {
    this.target = target;
    door = new ServerSocket(0, 50, InetAddress.getByName(near));
    spawn(this::accept);
  }

  public int port() {
    return door.getLocalPort();
  }

  public void cut() {
    cut = true;
  }

  /** Cuts one connection: that on which the near side next says this. Others are as they were. */
  public void cutWhoSays(String text) {
    synchronized (lock) {
      betrayal = Optional.of(text);
    }
  }

  /** Whether it was said, and the connection cut. */
  public boolean hasCutWhoSaid() {
    synchronized (lock) {
      return betrayal.isEmpty();
    }
  }

  /** What was open before has lost bytes: it ends. */
  public void mend() {
    cut = false;
    sockets.forEach(Cable::end);
  }

  /** Whatever transaction begins from now on stays on its way; those under way are ended. */
  public void hold() {
    become(Holding.WHAT_BEGINS, Optional.empty());
  }

  /** All that is said stays on its way, from the moment on at which the near side says this. */
  public void holdFrom(String text) {
    become(Holding.NOTHING, Optional.of(text));
  }

  /** Whether that was said. */
  public boolean holdsEverything() {
    synchronized (lock) {
      return holding == Holding.EVERYTHING;
    }
  }

  /** It arrives. */
  public void release() {
    become(Holding.NOTHING, Optional.empty());
  }

  private void become(Holding what, Optional<String> text) {
    synchronized (lock) {
      holding = what;
      awaited = text;
      lock.notifyAll();
    }
  }

  public void close() throws IOException {
    door.close();
    sockets.forEach(Cable::end);
  }

  private void accept() {
    while (!door.isClosed()) {
      try {
        Socket near = door.accept();
        Socket far = new Socket(InetAddress.getLoopbackAddress(), target);
        sockets.addAll(List.of(near, far));
        Talk talk = new Talk();
        spawn(() -> pump(near, far, talk, talk::asks));
        spawn(() -> pump(far, near, talk, talk::answers));
      } catch (IOException e) {
        // The door was closed, or the server is not there, which its client sees.
        sockets.removeIf(Socket::isClosed);
      }
    }
  }

  /** Returns when what was said may go on. */
  @FunctionalInterface
  private interface Passing {
    void pass(String said) throws InterruptedException;
  }

  /** One connection's. Words come in pieces, so the end of the last piece is kept. */
  private final class Talk {

    private String asked = "";
    private String answered = "";
    private boolean open;
    private volatile boolean deaf;

    void asks(String more) throws InterruptedException {
      synchronized (lock) {
        asked += more;
        if (betrayal.filter(asked::contains).isPresent()) {
          betrayal = Optional.empty();
          deaf = true;
        }
        if (awaited.filter(asked::contains).isPresent()) {
          become(Holding.EVERYTHING, Optional.empty());
        }
        asked = end(asked, length(awaited) + length(betrayal));
        while (holding == Holding.EVERYTHING || (holding == Holding.WHAT_BEGINS && !open)) {
          lock.wait();
        }
        open = true;
      }
    }

    void answers(String more) throws InterruptedException {
      synchronized (lock) {
        answered = end(answered + more, AT_REST.length());
        open &= !answered.equals(AT_REST);
        while (holding == Holding.EVERYTHING) {
          lock.wait();
        }
      }
    }

    private static int length(Optional<String> text) {
      return text.map(String::length).orElse(0);
    }

    private static String end(String text, int length) {
      return text.substring(Math.max(0, text.length() - length));
    }
  }

  private void pump(Socket from, Socket to, Talk talk, Passing passing) {
    byte[] some = new byte[8192];
    try (InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream()) {
      for (int n = in.read(some); n >= 0; n = in.read(some)) {
        passing.pass(new String(some, 0, n, StandardCharsets.ISO_8859_1));
        if (!cut && !talk.deaf) {
          out.write(some, 0, n);
          out.flush();
        }
      }
    } catch (IOException e) {
      end(to);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    end(from);
    end(to);
  }

  private static void end(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static void spawn(Runnable work) {
    Thread thread = new Thread(work, "cable");
    thread.setDaemon(true);
    thread.start();
  }
}
