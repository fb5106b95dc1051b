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
 * An answer on its way. One of the server's threads waits until it is taken only as far as there is
 * {@link Patience}, and from then on until its end, so that none is cut for others' sake once it
 * has begun. What is short never waits, for the server keeps it and sends it when the thread has
 * gone on. What is written by other threads, and to who listens, is not counted here.
 */
final class Leaving extends HttpServletResponseWrapper {

  /** The server takes so much together, if it is not told that this is all. */
  private static final int SHORT = 4 << 10;

  /** No status: at this the server closes the connection without a word. */
  private static final int CUT = -1;

  private final HttpServletRequest request;
  private final Patience patience;
  private ServletOutputStream body;
  private long sent;
  private Optional<Client> waits = Optional.empty();
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

  @Override
  public void setContentLength(int bytes) {
    setContentLengthLong(bytes);
  }

  /**
   * The server itself counts what is short; at the last byte it knew of, it would make us wait. To
   * HEAD and CONNECT it counts nothing.
   */
  @Override
  public void setContentLengthLong(long bytes) {
    String method = request.getMethod();
    if (bytes > SHORT || method.equals("HEAD") || method.equals("CONNECT")) {
      super.setContentLengthLong(bytes);
    } else {
      super.setContentLength(-1);
    }
  }

  /** Nothing waits before its end, and until it is begun it may still become another. */
  @Override
  public void flushBuffer() {}

  @Override
  public void resetBuffer() {
    super.resetBuffer();
    again();
  }

  @Override
  public void reset() {
    super.reset();
    again();
  }

  private void again() {
    sent = 0;
    refused = Optional.empty();
  }

  /**
   * Whether all of the answer was taken, for who can ask again.
   *
   * @throws Problem EXHAUSTED if it was not, and none of it was sent
   */
  void check() {
    if (refused.isPresent()) {
      throw refused.get();
    }
  }

  /**
   * After the answer, whatever it was.
   *
   * @throws IOException if it was not taken; the connection is closed, for something was done that
   *     must not be called refused, and no part of an answer is to be taken for all of it
   */
  void end() throws IOException {
    if (refused.isPresent()) {
      sendError(CUT);
      throw new IOException("cut, for nobody was left to wait", refused.get());
    }
  }

  /** At last, in any case. */
  void leave() {
    waits.ifPresent(who -> patience.leave(Patience.For.ANSWER, who));
    waits = Optional.empty();
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
      if (listened || sent <= SHORT || request.isAsyncStarted() || enters()) {
        to.write(from, start, length);
      }
    }

    private boolean enters() {
      if (waits.isEmpty() && refused.isEmpty()) {
        Client who = Client.of(request);
        try {
          patience.enter(Patience.For.ANSWER, who);
          waits = Optional.of(who);
        } catch (Problem tooMany) {
          refused = Optional.of(tooMany);
        }
      }
      return refused.isEmpty();
    }

    @Override
    public void flush() throws IOException {
      if (listened) {
        to.flush();
      }
    }

    /** The server does it, when the request has ended and no thread waits. */
    @Override
    public void close() throws IOException {
      if (listened) {
        to.close();
      }
    }
  }
}
