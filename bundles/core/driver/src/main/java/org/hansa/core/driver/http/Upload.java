package org.hansa.core.driver.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * One sending of a stream. What goes wrong with the source is kept here, because who sends it sees
 * no more than an early end.
 */
final class Upload {

  private final Body.Streamed body;
  private final AtomicReference<InputStream> open = new AtomicReference<>();
  private final AtomicReference<String> trouble = new AtomicReference<>();

  Upload(Body.Streamed body) {
    this.body = body;
  }

  BodyPublisher publisher() {
    return body.length() == 0
        ? BodyPublishers.noBody()
        : BodyPublishers.fromPublisher(BodyPublishers.ofInputStream(this::source), body.length());
  }

  private InputStream source() {
    try {
      InputStream in = new Counted(body.source().open());
      open.set(in);
      return in;
    } catch (IOException e) {
      trouble.set("what is to be sent cannot be opened: " + e.getMessage());
      return InputStream.nullInputStream();
    }
  }

  /** What was wrong with the source, if something was. */
  Optional<String> trouble() {
    return Optional.ofNullable(trouble.get());
  }

  /** Nothing more is read. */
  void stop() {
    InputStream in = open.get();
    if (in != null) {
      try {
        in.close();
      } catch (IOException e) {
        trouble.compareAndSet(null, "what was sent cannot be closed: " + e.getMessage());
      }
    }
  }

  private final class Counted extends FilterInputStream {

    private long read;

    Counted(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] to, int from, int length) throws IOException {
      try {
        int n = in.read(to, from, length);
        read += Math.max(n, 0);
        if (read > body.length() || (n < 0 && read < body.length())) {
          trouble.compareAndSet(
              null,
              "what is to be sent has "
                  + (n < 0 ? read + " bytes" : "more bytes")
                  + " and not the "
                  + body.length()
                  + " that it should have");
        }
        return n;
      } catch (IOException e) {
        trouble.compareAndSet(null, "what is to be sent cannot be read: " + e.getMessage());
        throw e;
      }
    }
  }
}
