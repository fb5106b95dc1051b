package org.hansa.core.rest;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import javax.servlet.ServletOutputStream;
import javax.servlet.WriteListener;
import javax.servlet.http.HttpServletResponse;
import javax.servlet.http.HttpServletResponseWrapper;
import javax.ws.rs.core.HttpHeaders;
import org.hansa.core.api.Json;
import org.hansa.core.console.YamlText;

/**
 * Takes an answer in JSON and sends it as YAML; an answer of any other type goes through as it is.
 */
final class YamlResponse extends HttpServletResponseWrapper {

  private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
  private boolean json;
  private long length = -1;

  YamlResponse(HttpServletResponse response) {
    super(response);
  }

  /** Once all was written. */
  void finish() throws IOException {
    if (taken.size() > 0) {
      byte[] yaml =
          YamlText.of(Json.read(taken.toString(StandardCharsets.UTF_8)))
              .getBytes(StandardCharsets.UTF_8);
      super.setContentLengthLong(yaml.length);
      super.getOutputStream().write(yaml);
    }
  }

  @Override
  public void setContentType(String type) {
    json = Forms.isJson(type);
    super.setContentType(json ? Forms.YAML : type);
  }

  @Override
  public void setHeader(String name, String value) {
    if (HttpHeaders.CONTENT_TYPE.equalsIgnoreCase(name)) {
      setContentType(value);
    } else if (HttpHeaders.CONTENT_LENGTH.equalsIgnoreCase(name)) {
      setContentLengthLong(Long.parseLong(value));
    } else {
      super.setHeader(name, value);
    }
  }

  @Override
  public void addHeader(String name, String value) {
    boolean ours =
        HttpHeaders.CONTENT_TYPE.equalsIgnoreCase(name)
            || HttpHeaders.CONTENT_LENGTH.equalsIgnoreCase(name);
    if (ours) {
      setHeader(name, value);
    } else {
      super.addHeader(name, value);
    }
  }

  @Override
  public void setContentLength(int bytes) {
    setContentLengthLong(bytes);
  }

  /** Kept until it is known whether it is the length of what is sent. */
  @Override
  public void setContentLengthLong(long bytes) {
    length = bytes;
  }

  @Override
  public ServletOutputStream getOutputStream() throws IOException {
    if (json) {
      return new Taken(taken);
    }
    if (length >= 0) {
      super.setContentLengthLong(length);
    }
    return super.getOutputStream();
  }

  @Override
  public PrintWriter getWriter() throws IOException {
    return json ? new PrintWriter(taken, false, StandardCharsets.UTF_8) : super.getWriter();
  }

  @Override
  public void flushBuffer() throws IOException {
    if (!json) {
      super.flushBuffer();
    }
  }

  private static final class Taken extends ServletOutputStream {

    private final ByteArrayOutputStream to;

    Taken(ByteArrayOutputStream to) {
      this.to = to;
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setWriteListener(WriteListener listener) {
      throw new IllegalStateException("the answer is taken whole");
    }

    @Override
    public void write(int one) {
      to.write(one);
    }

    @Override
    public void write(byte[] bytes, int from, int count) {
      to.write(bytes, from, count);
    }
  }
}
