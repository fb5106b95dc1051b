package org.hansa.core.rest;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.hansa.core.api.Json;

/** What came back, until the server closed. Names of headers are in lower case. */
record Answer(int status, Map<String, String> headers, String body) {

  static Answer read(InputStream in) throws IOException {
    String line = line(in);
    Map<String, String> headers = headers(in);
    String body = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    if (headers.containsKey("content-length") && !body.isEmpty()) {
      int length = body.getBytes(StandardCharsets.UTF_8).length;
      if (length != Integer.parseInt(headers.get("content-length"))) {
        throw new IOException("cut after " + length + " bytes");
      }
    }
    return new Answer(Integer.parseInt(line.split(" ", -1)[1]), headers, body);
  }

  static Map<String, String> headers(InputStream in) throws IOException {
    Map<String, String> headers = new TreeMap<>();
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(':');
      String name = line.substring(0, colon).toLowerCase(Locale.ROOT);
      headers.merge(name, line.substring(colon + 1).strip(), (a, b) -> a + ", " + b);
    }
    return headers;
  }

  static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new IOException("the server closed within a line: " + line);
      }
      line.append((char) c);
    }
    return line.toString().strip();
  }

  JsonNode tree() {
    return Json.read(body);
  }

  /** The text at a JSON pointer, empty if there is none. */
  String at(String pointer) {
    return tree().at(pointer).asText();
  }

  String header(String name) {
    return headers.getOrDefault(name, "");
  }

  /** The names of a page's resources. */
  List<String> names() {
    List<String> names = new ArrayList<>();
    tree().get("items").forEach(item -> names.add(item.get("name").asText()));
    return names;
  }
}
