package org.hansa.core.rest;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Optional;
import javax.servlet.ReadListener;
import javax.servlet.ServletInputStream;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletRequestWrapper;
import javax.ws.rs.core.HttpHeaders;
import javax.ws.rs.core.MediaType;
import org.hansa.core.api.Json;
import org.hansa.core.api.Problem;
import org.hansa.core.console.Yaml;

/** A request that speaks YAML, as whoever reads JSON sees it. */
final class YamlRequest extends HttpServletRequestWrapper {

  /** The body as JSON; empty if it was none of YAML. */
  private final Optional<byte[]> body;

  private final Optional<String> accept;

  /**
   * Reads the body, if it is YAML.
   *
   * @throws Problem MALFORMED with line and column, TOO_LARGE
   */
  YamlRequest(HttpServletRequest request, boolean answersToo) throws IOException {
    super(request);
    this.accept = answersToo ? Optional.of(Forms.withoutYaml(request)) : Optional.empty();
    this.body =
        Forms.isYaml(request.getContentType()) ? Optional.of(json(request)) : Optional.empty();
  }

  private static byte[] json(HttpServletRequest request) throws IOException {
    Bodies.encoding(request.getContentType());
    if (request.getContentLengthLong() > Json.MAX_BYTES) {
      throw Bodies.tooLong();
    }
    byte[] sent = request.getInputStream().readNBytes(Json.MAX_BYTES + 1);
    if (sent.length > Json.MAX_BYTES) {
      throw Bodies.tooLong();
    }
    List<JsonNode> documents = Yaml.read(text(sent));
    if (documents.size() != 1) {
      throw new Problem(
          Problem.Reason.MALFORMED,
          documents.isEmpty() ? "the document is empty" : "there are several documents",
          "Send one document; to change several resources, POST them to /api/v1/transactions.");
    }
    return Json.text(documents.get(0)).getBytes(StandardCharsets.UTF_8);
  }

  static String text(byte[] utf8) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
    } catch (CharacterCodingException e) {
      throw new Problem(
          Problem.Reason.MALFORMED, "not valid YAML: it is not UTF-8", "Encode it in UTF-8.");
    }
  }

  private Optional<String> other(String header) {
    if (HttpHeaders.ACCEPT.equalsIgnoreCase(header)) {
      return accept;
    } else if (HttpHeaders.CONTENT_TYPE.equalsIgnoreCase(header)) {
      return body.map(b -> MediaType.APPLICATION_JSON);
    } else if (HttpHeaders.CONTENT_LENGTH.equalsIgnoreCase(header)) {
      return body.map(b -> Integer.toString(b.length));
    }
    return Optional.empty();
  }

  @Override
  public String getHeader(String name) {
    return other(name).orElseGet(() -> super.getHeader(name));
  }

  @Override
  public Enumeration<String> getHeaders(String name) {
    return other(name)
        .map(text -> Collections.enumeration(List.of(text)))
        .orElseGet(() -> super.getHeaders(name));
  }

  @Override
  public String getContentType() {
    return body.map(b -> MediaType.APPLICATION_JSON).orElseGet(super::getContentType);
  }

  @Override
  public long getContentLengthLong() {
    return body.map(b -> (long) b.length).orElseGet(super::getContentLengthLong);
  }

  @Override
  public int getContentLength() {
    return body.map(b -> b.length).orElseGet(super::getContentLength);
  }

  @Override
  public ServletInputStream getInputStream() throws IOException {
    return body.isPresent() ? new Whole(body.get()) : super.getInputStream();
  }

  /** A body that is all there. */
  private static final class Whole extends ServletInputStream {

    private final ByteArrayInputStream bytes;

    Whole(byte[] bytes) {
      this.bytes = new ByteArrayInputStream(bytes);
    }

    @Override
    public boolean isFinished() {
      return bytes.available() == 0;
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setReadListener(ReadListener listener) {
      throw new IllegalStateException("the body is read at once");
    }

    @Override
    public int read() {
      return bytes.read();
    }

    @Override
    public int read(byte[] to, int from, int length) {
      return bytes.read(to, from, length);
    }
  }
}
