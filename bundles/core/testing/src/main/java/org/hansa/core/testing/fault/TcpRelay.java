package org.hansa.core.testing.fault;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.concurrent.Executor;

/** One connection whose bytes mean nothing to the proxy. */
final class TcpRelay {

  private final Wire near;
  private final Socket far;
  private final Fate fate;
  private final Pause pause;

  TcpRelay(Wire near, Socket far, Fate fate, Pause pause) {
    this.near = near;
    this.far = far;
    this.fate = fate;
    this.pause = pause;
  }

  /** Returns when the server has said all, or the connection is to end. */
  void run(Executor threads) throws IOException {
    threads.execute(this::ask);
    OutputStream out = new Paced(near.out(), pause, fate);
    InputStream in = far.getInputStream();
    byte[] some = new byte[8192];
    for (int n = in.read(some); n >= 0; n = in.read(some)) {
      pause.nanos(fate.late().toNanos());
      out.write(some, 0, n);
      out.flush();
    }
  }

  private void ask() {
    try {
      near.in().transferTo(far.getOutputStream());
      far.shutdownOutput(); // the answer may still be under way
    } catch (IOException e) {
      close();
    }
  }

  private void close() {
    try {
      far.close();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
