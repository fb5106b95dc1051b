package org.hansa.core.rest;

import java.io.IOException;
import java.util.Optional;
import javax.servlet.ServletOutputStream;
import javax.servlet.WriteListener;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import javax.servlet.http.HttpServletResponseWrapper;
import org.hansa.core.api.Problem;

/**
 * An answer to who only reads. A thread waits until it is taken only as far as there is {@link
 * Patience}; what is short never waits, for the server keeps it.
 */
final class Leaving extends HttpServletResponseWrapper {

  /** The server takes so much together and sends it when the thread has gone on. */
  private static final int SHORT = 4 << 10;

  private final HttpServletRequest request;
  private final Patience patience;
  private ServletOutputStream body;
  private long sent;
  private Optional<Problem> refused = Optional.empty();

  Leaving(HttpServletRequest request, HttpServletResponse response, Patience patience) {
    super(response);
    this.request = request;
    this.patience = patience;
  }

  @Override
  public ServletOutputStream getOutputStream() throws IOException {
    if (body == null) {
      body = new Body(super.getOutputStream());
    }
    return body;
  }

  /**
   * After the answer.
   *
   * @throws Problem EXHAUSTED if it was not sent whole
   */
  void check() {
    Optional<Problem> why = refused;
    refused = Optional.empty();
    sent = 0;
    if (why.isPresent()) {
      throw why.get();
    }
  }

  /** For one thread at a time. */
  private final class Body extends ServletOutputStream {

    private final ServletOutputStream to;

    /** Whoever listens is told when more is taken, and no thread waits. */
    private boolean listened;

    Body(ServletOutputStream to) {
      this.to = to;
    }

    @Override
    public boolean isReady() {
      return to.isReady();
    }

    @Override
    public void setWriteListener(WriteListener listener) {
      listened = true;
      to.setWriteListener(listener);
    }

    @Override
    public void write(int one) throws IOException {
      write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] from, int start, int length) throws IOException {
      sent += length;
      if (listened || sent <= SHORT) {
        to.write(from, start, length);
        return;
      }
      String who = Call.name(request);
      if (refused.isPresent() || !enters(who)) {
        return;
      }
      try {
        to.write(from, start, length);
      } finally {
        patience.leave(who);
      }
    }

    private boolean enters(String who) {
      try {
        patience.enter(who);
        return true;
      } catch (Problem tooMany) {
        refused = Optional.of(tooMany);
        return false;
      }
    }

    @Override
    public void flush() throws IOException {
      to.flush();
    }

    @Override
    public void close() throws IOException {
      to.close();
    }
  }
}
