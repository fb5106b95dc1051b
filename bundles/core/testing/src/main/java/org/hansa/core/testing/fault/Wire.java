package org.hansa.core.testing.fault;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;

/**
 * A client's connection.
 *
 * @param plain what carries it
 * @param spoken the same, or what is secured over it
 */
record Wire(Socket plain, Socket spoken) {

  /** Thrown where a connection is to end before its time. */
  static final class Ended extends IOException {

    private static final long serialVersionUID = 1;

    private final Ending ending;

    Ended(Ending ending) {
      super("the connection ends: " + ending);
      this.ending = ending;
    }

    Ending ending() {
      return ending;
    }
  }

  InputStream in() throws IOException {
    return spoken.getInputStream();
  }

  OutputStream out() throws IOException {
    return spoken.getOutputStream();
  }

  void close() throws IOException {
    spoken.close();
  }

  void reset() throws IOException {
    plain.setSoLinger(true, 0);
    plain.close();
  }
}
