package org.hansa.core.rest;

import java.io.IOException;
import javax.servlet.ServletOutputStream;
import javax.servlet.WriteListener;
import javax.servlet.http.HttpServletResponse;
import javax.servlet.http.HttpServletResponseWrapper;

/** An answer of which the bytes of the body are counted. For one thread at a time. */
final class Counted extends HttpServletResponseWrapper {

  private volatile long bytes;
  private ServletOutputStream out;

  Counted(HttpServletResponse response) {
    super(response);
  }

  long bytes() {
    return bytes;
  }

  @Override
  public ServletOutputStream getOutputStream() throws IOException {
    if (out == null) {
      out = new Counting(super.getOutputStream());
    }
    return out;
  }

  @Override
  public void resetBuffer() {
    super.resetBuffer();
    bytes = 0;
  }

  @Override
  public void reset() {
    super.reset();
    bytes = 0;
  }

  /** One thread adds at a time, another may read. */
  @SuppressWarnings("NonAtomicVolatileUpdate")
  private void count(int more) {
    bytes += more;
  }

  private final class Counting extends ServletOutputStream {

    private final ServletOutputStream to;

    Counting(ServletOutputStream to) {
      this.to = to;
    }

    @Override
    public boolean isReady() {
      return to.isReady();
    }

    @Override
    public void setWriteListener(WriteListener listener) {
      to.setWriteListener(listener);
    }

    @Override
    public void write(int one) throws IOException {
      to.write(one);
      count(1);
    }

    @Override
    public void write(byte[] from, int start, int length) throws IOException {
      to.write(from, start, length);
      count(length);
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
