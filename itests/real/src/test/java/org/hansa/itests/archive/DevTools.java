package org.hansa.itests.archive;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/** What a browser is told by way of its developers' tools, and what it says. Thread-safe. */
final class DevTools implements WebSocket.Listener, AutoCloseable {

  private static final int MOST_SECONDS = 60;

  /** Screenshots are longer than any document of ours may be. */
  private static final ObjectMapper JSON = new ObjectMapper();

  private final AtomicInteger ids = new AtomicInteger();
  private final Map<Integer, CompletableFuture<JsonNode>> asked = new ConcurrentHashMap<>();
  private final List<String> complaints = new ArrayList<>();
  private final StringBuilder message = new StringBuilder();
  private final CompletableFuture<WebSocket> socket = new CompletableFuture<>();

  static DevTools at(URI address) {
    DevTools tools = new DevTools();
    tools.socket.complete(
        HttpClient.newHttpClient().newWebSocketBuilder().buildAsync(address, tools).join());
    return tools;
  }

  JsonNode ask(String method, Map<String, ?> parameters) {
    int id = ids.incrementAndGet();
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    asked.put(id, answer);
    try {
      String text =
          JSON.writeValueAsString(Map.of("id", id, "method", method, "params", parameters));
      synchronized (this) {
        socket.join().sendText(text, true).join();
      }
      JsonNode whole = answer.get(MOST_SECONDS, TimeUnit.SECONDS);
      if (whole.has("error")) {
        throw new IllegalStateException(method + ": " + whole.get("error"));
      }
      return whole.get("result");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException(method + " was not answered", e);
    } finally {
      asked.remove(id);
    }
  }

  List<String> complaints() {
    synchronized (complaints) {
      List<String> all = List.copyOf(complaints);
      complaints.clear();
      return all;
    }
  }

  @Override
  public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
    message.append(part);
    if (last) {
      String whole = message.toString();
      message.setLength(0);
      try {
        take(JSON.readTree(whole));
      } catch (IOException e) {
        complain("unreadable: " + e.getMessage());
      }
    }
    from.request(1);
    return CompletableFuture.completedStage(null);
  }

  private void take(JsonNode said) {
    CompletableFuture<JsonNode> waiting = asked.get(said.path("id").asInt());
    if (waiting != null) {
      waiting.complete(said);
      return;
    }
    switch (said.path("method").asText()) {
      case "Runtime.exceptionThrown" -> complain(said.at("/params/exceptionDetails").toString());
      case "Runtime.consoleAPICalled" -> complain(said.at("/params/args").toString());
      case "Log.entryAdded" -> complain(said.at("/params/entry/text").asText());
      default -> {
        // Nobody waits for it.
      }
    }
  }

  private void complain(String text) {
    synchronized (complaints) {
      complaints.add(text);
    }
  }

  @Override
  public void close() {
    socket.join().abort();
  }
}
