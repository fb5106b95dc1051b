package org.hansa.itests.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.hansa.core.api.Json;

/**
 * One page of a headless Chromium of the system's, with a profile of its own, as a person has it.
 */
final class Browser implements AutoCloseable {

  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Map<String, Integer> KEYS =
      Map.of("Tab", 9, "Enter", 13, " ", 32, "ArrowDown", 40);

  private final Process chromium;
  private final DevTools tools;

  private Browser(Process chromium, DevTools tools) {
    this.chromium = chromium;
    this.tools = tools;
  }

  static Browser start(Path folder) throws IOException {
    Path profile = Files.createDirectories(folder.resolve("chromium"));
    List<String> command =
        new ArrayList<>(
            List.of(
                Commands.program("chromium"),
                "--headless=new",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile));
    if (System.getProperty("user.name").equals("root")) {
      command.add("--no-sandbox");
    }
    command.add("about:blank");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("chromium.log").toFile())
            .start();
    try {
      Path said = profile.resolve("DevToolsActivePort");
      await().atMost(SOON).until(() -> Files.exists(said) && !Files.readAllLines(said).isEmpty());
      Browser browser = new Browser(process, DevTools.at(page(Files.readAllLines(said).get(0))));
      for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
        browser.tools.ask(domain + ".enable", Map.of());
      }
      return browser;
    } catch (RuntimeException | IOException e) {
      end(process);
      throw e;
    }
  }

  private static URI page(String port) throws IOException {
    URI list = URI.create("http://127.0.0.1:" + port + "/json/list");
    try {
      String all =
          HttpClient.newHttpClient()
              .send(HttpRequest.newBuilder(list).build(), BodyHandlers.ofString())
              .body();
      for (JsonNode target : Json.read(all)) {
        if (target.path("type").asText().equals("page")) {
          return URI.create(target.get("webSocketDebuggerUrl").asText());
        }
      }
      throw new IOException("Chromium has no page: " + all);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  void open(String address) {
    tools.ask("Page.navigate", Map.of("url", address));
  }

  JsonNode ask(String method, Map<String, ?> parameters) {
    return tools.ask(method, parameters);
  }

  /** What an expression comes to, or what the promise does that it gives. */
  JsonNode value(String expression) {
    JsonNode answer =
        tools.ask(
            "Runtime.evaluate",
            Map.of("expression", expression, "awaitPromise", true, "returnByValue", true));
    assertThat(answer.has("exceptionDetails")).as("%s: %s", expression, answer).isFalse();
    return answer.at("/result/value");
  }

  boolean is(String expression) {
    return value("Boolean(" + expression + ")").asBoolean();
  }

  String text(String selector) {
    return value("document.querySelector('" + selector + "')?.innerText ?? ''").asText();
  }

  void awaits(String expression) {
    awaits(expression, SOON);
  }

  void awaits(String expression, Duration most) {
    await()
        .atMost(most)
        .pollInterval(Duration.ofMillis(50))
        .failFast(() -> assertThat(chromium.isAlive()).isTrue())
        .until(() -> is(expression));
  }

  /** By the mouse, in the middle of what is seen of it. */
  void click(String selector) {
    JsonNode at =
        value(
            "(() => { const e = document.querySelector('"
                + selector
                + "'); e.scrollIntoView({block: 'center'}); const r = e.getBoundingClientRect();"
                + " return [r.x + r.width / 2, r.y + r.height / 2]; })()");
    for (String type : List.of("mousePressed", "mouseReleased")) {
      tools.ask(
          "Input.dispatchMouseEvent",
          Map.of(
              "type",
              type,
              "x",
              at.get(0).asDouble(),
              "y",
              at.get(1).asDouble(),
              "button",
              "left",
              "clickCount",
              1));
    }
  }

  void type(String text) {
    tools.ask("Input.insertText", Map.of("text", text));
  }

  void press(String key) {
    Map<String, Object> event =
        new java.util.HashMap<>(
            Map.of("key", key, "code", key, "windowsVirtualKeyCode", KEYS.get(key)));
    if (key.equals("Enter")) {
      event.put("text", "\r");
    }
    for (String type : List.of("keyDown", "keyUp")) {
      event.put("type", type);
      tools.ask("Input.dispatchKeyEvent", event);
    }
  }

  void size(int width, int height) {
    tools.ask(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 500));
  }

  void dark(boolean is) {
    Map<String, String> scheme =
        Map.of("name", "prefers-color-scheme", "value", is ? "dark" : "light");
    tools.ask("Emulation.setEmulatedMedia", Map.of("features", List.of(scheme)));
  }

  void shoot(String name) throws IOException {
    JsonNode picture = tools.ask("Page.captureScreenshot", Map.of("captureBeyondViewport", true));
    Path folder = Files.createDirectories(Path.of("target/screenshots"));
    byte[] bytes = Base64.getDecoder().decode(picture.get("data").asText());
    Files.write(folder.resolve(name + ".png"), bytes);
  }

  /** Errors of scripts, and whatever the browser refused to do for the pages, since last asked. */
  List<String> complaints() {
    return tools.complaints();
  }

  @Override
  public void close() {
    tools.close();
    end(chromium);
  }

  private static void end(Process process) {
    List<ProcessHandle> children = process.descendants().toList();
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    children.forEach(ProcessHandle::destroyForcibly);
  }
}
