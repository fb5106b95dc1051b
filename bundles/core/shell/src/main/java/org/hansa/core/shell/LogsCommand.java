package org.hansa.core.shell;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.hansa.core.api.plan.Planner;
import org.hansa.core.console.Tail;

/** Shows what an instance wrote. */
@Service
@Command(
    scope = "hansa",
    name = "logs",
    description = "Show what an instance wrote",
    detailedDescription =
        """
        The last lines, oldest first.

          hansa:logs -n 50 factory-line-page-0
          hansa:logs --follow -t demo factory-line-page-0
        """)
public class LogsCommand extends HansaCommand {

  private static final int FOLLOWED = 1000;

  @Argument(name = "instance", description = "Its name, or Kind/tenant/name", required = true)
  @Completion(NameCompleter.class)
  String instance;

  @Option(
      name = "-t",
      aliases = {"--tenant"},
      description = "The tenant; yours if not said")
  @Completion(TenantCompleter.class)
  String tenant;

  @Option(name = "-n", description = "How many lines")
  int lines = 100;

  @Option(
      name = "-f",
      aliases = {"--follow"},
      description = "Go on until Ctrl-C")
  boolean follow;

  @Reference Planner planner;

  @Override
  void run(Screen screen) throws Exception {
    if (lines < 1 || lines > 10_000) {
      throw Problem.invalid("number of lines", lines, "from 1 to 10000", "Choose another.");
    }
    Ref ref =
        instance.contains("/")
            ? Ref.parse(instance)
            : new Ref("Instance", tenant(tenant, principal()), instance);
    List<String> first = read(ref, lines);
    print(screen, first);
    Tail tail = new Tail();
    tail.fresh(first);
    Semaphore never = new Semaphore(0);
    while (follow) {
      // Drivers give logs when asked: so it is asked again, not too often.
      never.tryAcquire(2, TimeUnit.SECONDS);
      print(screen, tail.fresh(read(ref, FOLLOWED)));
    }
  }

  private void print(Screen screen, List<String> read) {
    for (String line : read) {
      String clean = line.replaceAll("[\\p{Cntrl}&&[^\t]]", "");
      screen.line(json ? org.hansa.core.api.Json.text(org.hansa.core.api.Json.tree(line)) : clean);
    }
  }

  /** Who asks is found anew each time: an account may be shut, or lose the right, meanwhile. */
  private List<String> read(Ref ref, int most) {
    return planner
        .ask(principal(), ref, "logs", Map.of("lines", Integer.toString(most)))
        .at("/text")
        .map(text -> text.asText().lines().toList())
        .orElse(List.of());
  }
}
