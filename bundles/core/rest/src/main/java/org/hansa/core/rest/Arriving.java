package org.hansa.core.rest;

import java.io.IOException;
import java.util.Locale;
import java.util.function.LongSupplier;
import javax.servlet.ReadListener;
import javax.servlet.ServletInputStream;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletRequestWrapper;
import javax.ws.rs.core.MediaType;
import org.hansa.core.api.Blobs;
import org.hansa.core.api.Json;

/**
 * A request whose body may still be on its way. A thread waits for it only as far as there is
 * {@link Patience}, and while it comes at a pace that some line has. What is no content ends behind
 * the most that is read, and whatever was refused ends there: JAX-RS would else put the rest of it
 * into a file before it answers.
 */
final class Arriving extends HttpServletRequestWrapper {

  /** What is slow at first may have to be looked up, or to be typed. */
  private static final long GRACE_SECONDS = 20;

  /** An attribute: the answer is decided, and no more of the body is of use. */
  private static final String OVER = "org.hansa.core.rest.over";

  private static final int BYTES_PER_SECOND = 1024;
  private static final long SECOND = 1_000_000_000L;

  private final Patience patience;
  private final LongSupplier nanos;
  private ServletInputStream body;

  /**
   * @param nanos a clock that never goes back
   */
  Arriving(HttpServletRequest request, Patience patience, LongSupplier nanos) {
    super(request);
    this.patience = patience;
    this.nanos = nanos;
  }

  static void end(HttpServletRequest request) {
    request.setAttribute(OVER, true);
  }

  @Override
  public ServletInputStream getInputStream() throws IOException {
    if (body == null) {
      body = new Body(super.getInputStream());
    }
    return body;
  }

  private boolean isContent() {
    String type = getContentType();
    return type != null
        && type.toLowerCase(Locale.ROOT).startsWith(MediaType.APPLICATION_OCTET_STREAM);
  }

  private final class Body extends ServletInputStream {

    private final ServletInputStream from;
    private final long begun = nanos.getAsLong();
    private final long most;
    private long came;

    Body(ServletInputStream from) {
      this.from = from;
      // One more, by which whoever reads knows that it is too long.
      this.most = (isContent() ? Blobs.MAX_BYTES : Json.MAX_BYTES) + 1L;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] to, int start, int length) throws IOException {
      if (came >= most || getAttribute(OVER) != null) {
        return -1;
      }
      int part = (int) Math.min(length, most - came);
      int more = isThere() ? from.read(to, start, part) : awaited(to, start, part);
      came += Math.max(0, more);
      return more;
    }

    private boolean isThere() throws IOException {
      long whole = getContentLengthLong();
      return (whole >= 0 && came >= whole) || from.available() > 0 || from.isFinished();
    }

    private int awaited(byte[] to, int start, int length) throws IOException {
      Client who = Client.of(Arriving.this);
      patience.enter(Patience.For.BODY, who);
      int more;
      try {
        more = from.read(to, start, length);
      } finally {
        patience.leave(Patience.For.BODY, who);
      }
      long took = (nanos.getAsLong() - begun) / SECOND;
      if (took > GRACE_SECONDS + came / BYTES_PER_SECOND) {
        throw Trouble.tooSlow(BYTES_PER_SECOND);
      }
      return more;
    }

    @Override
    public int available() throws IOException {
      return from.available();
    }

    @Override
    public boolean isFinished() {
      return from.isFinished();
    }

    @Override
    public boolean isReady() {
      return from.isReady();
    }

    @Override
    public void setReadListener(ReadListener listener) {
      from.setReadListener(listener);
    }
  }
}
