package org.hansa.client;

import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.hansa.core.api.Json;
import org.hansa.core.api.Ref;
import org.hansa.core.console.Tail;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows what an instance wrote. */
@Command(
    name = "logs",
    description = "Show what an instance wrote.",
    footer = {
      "The last lines, oldest first.",
      "",
      "  hansa logs -n 50 factory-line-page-0",
      "  hansa logs --follow -t demo factory-line-page-0"
    })
final class LogsVerb extends Tenanted {

  private static final int FOLLOWED = 1000;
  private static final int MOST = 10_000;
  private static final long LOOK_AGAIN_SECONDS = 2;

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
    List<String> first = read(remote, ref, lines);
    print(screen, first);
    Tail tail = new Tail();
    tail.fresh(first);
    while (follow) {
      // Drivers give logs when asked: so it is asked again, not too often.
      TimeUnit.SECONDS.sleep(LOOK_AGAIN_SECONDS);
      print(screen, tail.fresh(read(remote, ref, FOLLOWED)));
    }
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
