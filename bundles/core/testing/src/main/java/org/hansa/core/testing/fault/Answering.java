package org.hansa.core.testing.fault;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;

/**
 * Writes an answer as the server framed it, but for what its fate changes: by hand, because what
 * writes HTTP well does not let a body break off.
 */
final class Answering {

  /** A body that comes twice or breaks off is read first: longer ones are for streams. */
  private static final int LONGEST = 64 << 20;

  private final OutputStream to;
  private final Fate fate;

  Answering(OutputStream to, Fate fate) {
    this.to = to;
    this.fate = fate;
  }

  /** The proxy's own. */
  void send(Fault.Answer answer) throws IOException {
    line("HTTP/1.1 " + answer.status() + " Said by the proxy");
    for (Map.Entry<String, String> header : answer.headers().entrySet()) {
      line(header.getKey() + ": " + header.getValue());
    }
    line("Content-Length: " + answer.bytes().length);
    line("");
    to.write(answer.bytes());
    to.flush();
  }

  /**
   * @param bodiless whether the request or the status says that there is no body
   * @return whether the connection can be used again
   */
  boolean send(ClassicHttpResponse answer, boolean bodiless) throws IOException {
    boolean twice = fate.first(Fault.Twice.class).isPresent();
    boolean chunked = answer.containsHeader("Transfer-Encoding");
    boolean measured = answer.containsHeader("Content-Length");
    line(
        "HTTP/1.1 "
            + answer.getCode()
            + " "
            + Optional.ofNullable(answer.getReasonPhrase()).orElse(""));
    for (Header header : answer.getHeaders()) {
      boolean length = header.getName().equalsIgnoreCase("Content-Length") && !bodiless;
      line(header.getName() + ": " + (length && twice ? twice(header) : header.getValue()));
    }
    line("");
    HttpEntity body = answer.getEntity();
    if (!bodiless && body != null) {
      try (InputStream content = body.getContent()) {
        body(content, chunked, twice);
      }
    }
    to.flush();
    return bodiless || chunked || measured;
  }

  private static long twice(Header length) {
    return 2 * Long.parseLong(length.getValue().strip());
  }

  private void body(InputStream content, boolean chunked, boolean twice) throws IOException {
    Optional<Fault.Cut> cut = fate.first(Fault.Cut.class);
    if (cut.isEmpty() && !twice) {
      copy(content, chunked);
    } else {
      byte[] all = content.readNBytes(LONGEST);
      if (content.read() >= 0) {
        throw new IOException("a body of more than " + LONGEST + " bytes is not doubled or cut");
      }
      int kept = cut.map(c -> (int) (all.length * c.kept())).orElse(all.length);
      copy(new ByteArrayInputStream(all, 0, kept), chunked);
      if (cut.isPresent()) {
        to.flush();
        throw new Wire.Ended(cut.get().ending());
      }
      copy(new ByteArrayInputStream(all), chunked);
    }
    if (chunked) {
      line("0");
      line("");
    }
  }

  /** Piece by piece as they come, for there are answers without an end. */
  private void copy(InputStream content, boolean chunked) throws IOException {
    byte[] some = new byte[8192];
    for (int n = content.read(some); n >= 0; n = content.read(some)) {
      if (n > 0 && chunked) {
        line(Integer.toHexString(n));
      }
      to.write(some, 0, n);
      if (n > 0 && chunked) {
        line("");
      }
      to.flush();
    }
  }

  private void line(String text) throws IOException {
    to.write((text + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
  }
}
