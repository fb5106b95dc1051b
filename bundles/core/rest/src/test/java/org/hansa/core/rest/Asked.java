package org.hansa.core.rest;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A request exactly as it goes over the wire, however wrong it is. Headers are name, value. */
record Asked(String line, List<String> headers, Optional<byte[]> body) {

  static Asked of(String method, String path) {
    return new Asked(method + " " + path, List.of(), Optional.empty());
  }

  Asked with(String... more) {
    List<String> all = new ArrayList<>(headers);
    all.addAll(List.of(more));
    return new Asked(line, all, body);
  }

  /** Unless it is there already. */
  Asked or(String name, String value) {
    return headers.contains(name) ? this : with(name, value);
  }

  Asked by(String authorization) {
    return or("Authorization", authorization);
  }

  Asked body(String text) {
    return body(text.getBytes(StandardCharsets.UTF_8));
  }

  Asked body(byte[] bytes) {
    return new Asked(line, headers, Optional.of(bytes));
  }

  /** HTTP 1.0, so that the answer is never in chunks and the server closes after it. */
  byte[] bytes() {
    StringBuilder head = new StringBuilder(line).append(" HTTP/1.0\r\n");
    Asked whole = or("Host", "localhost");
    if (body.isPresent()) {
      whole = whole.or("Content-Length", Integer.toString(body.get().length));
    }
    for (int i = 0; i < whole.headers.size(); i += 2) {
      head.append(whole.headers.get(i)).append(": ").append(whole.headers.get(i + 1));
      head.append("\r\n");
    }
    byte[] text = head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    byte[] content = body.orElse(new byte[0]);
    byte[] all = new byte[text.length + content.length];
    System.arraycopy(text, 0, all, 0, text.length);
    System.arraycopy(content, 0, all, text.length, content.length);
    return all;
  }

  @Override
  public String toString() {
    return line.length() > 100 ? line.substring(0, 100) + "..." : line;
  }
}
