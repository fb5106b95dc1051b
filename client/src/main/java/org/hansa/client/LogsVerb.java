package org.hansa.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.hansa.core.api.Json;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows what an instance wrote. */
@Command(
    name = "logs",
    description = "Show what an instance wrote.",
    footer = {
      "The last lines, oldest first; with --follow each as it is written, also after the connection",
      "was lost. Where lines may be missing it is said beside them.",
      "",
      "  hansa logs -n 50 factory-line-page-0",
      "  hansa logs --follow -t demo factory-line-page-0"
    })
final class LogsVerb extends Tenanted {

  private static final int MOST = 10_000;

  @Parameters(index = "0", paramLabel = "INSTANCE", description = "Its name, or Kind/tenant/name")
  private String instance;

  @Option(names = "-n", paramLabel = "LINES", description = "How many lines; 100 if not said")
  private int lines = 100;

  @Option(
      names = {"-f", "--follow"},
      description = "Go on until Ctrl-C")
  private boolean follow;

  LogsVerb(Surroundings around) {
    super(around);
  }

  @Override
  void run(Terminal screen) throws InterruptedException {
    if (lines < 1 || lines > MOST) {
      throw misused("-n is from 1 to " + MOST);
    }
    Remote remote = remote();
    Ref ref =
        instance.contains("/")
            ? Ref.parse(instance)
            : new Ref("Instance", remote.tenant(tenant()), instance);
    if (follow) {
      follow(screen, remote, ref);
    } else {
      print(screen, read(remote, ref, lines));
    }
  }

  private void follow(Terminal screen, Remote remote, Ref ref) throws InterruptedException {
    try (LogFeed feed = new LogFeed(remote.door(), remote.path(ref) + "/logs", lines)) {
      while (true) {
        LogFeed.Event event = feed.next();
        JsonNode data = event.data();
        switch (event.type()) {
          case "lines" -> {
            if (data.path("gap").asBoolean()) {
              screen.aside("(lines may be missing here)");
            }
            List<String> read = new ArrayList<>();
            data.path("lines").forEach(line -> read.add(line.asText()));
            print(screen, read);
          }
          case "unavailable" -> screen.aside("(waits: " + data.path("detail").asText() + ")");
          case "end" -> {
            end(screen, data);
            return;
          }
          default -> {
            // It goes on.
          }
        }
      }
    }
  }

  private static void end(Terminal screen, JsonNode data) {
    String detail = data.path("detail").asText();
    if (!data.path("reason").asText().equals("gone")) {
      throw new Problem(Problem.Reason.FORBIDDEN, detail, "Log in again, or begin anew.");
    }
    screen.aside("(" + detail + ")");
  }

  private void print(Terminal screen, List<String> read) {
    for (String line : read) {
      screen.line(json ? Json.text(Json.tree(line)) : line.replaceAll("[\\p{Cntrl}&&[^\t]]", ""));
    }
  }

  private static List<String> read(Remote remote, Ref ref, int most) {
    return remote
        .get(remote.path(ref) + "/logs", Map.of("lines", Integer.toString(most)))
        .path("text")
        .asText()
        .lines()
        .toList();
  }
}
