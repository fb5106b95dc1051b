package org.hansa.core.rest;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Map;
import java.util.Optional;
import org.hansa.core.api.Json;

/** A client of server-sent events, as a browser would be one. */
final class Watch implements AutoCloseable {

  private final Socket socket;
  private final InputStream in;
  private final Map<String, String> headers;
  private final int status;
  private String lastId = "";

  private Watch(Socket socket) throws IOException {
    this.socket = socket;
    this.in = new BufferedInputStream(socket.getInputStream());
    this.status = Integer.parseInt(Answer.line(in).split(" ", -1)[1]);
    this.headers = Answer.headers(in);
  }

  /** One event: its kind, and what it says. */
  record Event(String type, JsonNode data) {
    String name() {
      return type + " " + data.get("name").asText();
    }
  }

  static Watch open(TestDoor door, String path, String who, String... more) {
    try {
      Socket socket = door.open();
      socket.getOutputStream().write(Asked.of("GET", path).with(more).by(who).bytes());
      return new Watch(socket);
    } catch (IOException e) {
      throw new AssertionError("no watch of " + path, e);
    }
  }

  int status() {
    return status;
  }

  String type() {
    return headers.getOrDefault("content-type", "");
  }

  /** Where a client that is cut now would go on. */
  String lastId() {
    return lastId;
  }

  /** The next event, or empty if the server ended the stream; fails if nothing comes for long. */
  Optional<Event> next() {
    String type = "";
    String data = "";
    try {
      while (true) {
        String line = Answer.line(in);
        if (line.isEmpty() && !data.isEmpty()) {
          return Optional.of(new Event(type, Json.read(data)));
        } else if (line.startsWith("id: ")) {
          lastId = line.substring(4);
        } else if (line.startsWith("event: ")) {
          type = line.substring(7);
        } else if (line.startsWith("data: ")) {
          data = line.substring(6);
        }
      }
    } catch (SocketTimeoutException e) {
      throw new AssertionError("no event came", e);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  String name() {
    return next().orElseThrow(() -> new AssertionError("the watch was ended")).name();
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
