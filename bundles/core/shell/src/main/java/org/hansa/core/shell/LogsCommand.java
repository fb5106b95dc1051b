package org.hansa.core.shell;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.hansa.core.api.Json;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.hansa.core.api.control.Function;
import org.hansa.core.api.plan.Planner;

/** Shows what an instance wrote. */
@Service
@Command(
    scope = "hansa",
    name = "logs",
    description = "Show what an instance wrote",
    detailedDescription =
        """
        The last lines, oldest first; with --follow each as it is written, until Ctrl-C. Where lines may
        be missing it is said.

          hansa:logs -n 50 factory-line-page-0
          hansa:logs --follow -t demo factory-line-page-0
        """)
public class LogsCommand extends HansaCommand {

  private static final String FOLLOWED = "1000";

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
    if (!follow) {
      print(screen, ask(ref, Map.of("lines", Integer.toString(lines))).text().orElse("").lines());
      return;
    }
    Function.Text part = ask(ref, Map.of("after", "", "lines", Integer.toString(lines)));
    print(screen, part.lines().orElse(List.of()).stream());
    Semaphore never = new Semaphore(0);
    Pace pace = new Pace();
    while (true) {
      never.tryAcquire(pace.millis(), TimeUnit.MILLISECONDS);
      Optional<Function.Text> next = next(screen, ref, part, pace);
      if (next.isPresent()) {
        part = next.get();
        if (part.gap().orElse(false)) {
          screen.line(json ? "{\"gap\":true}" : "(lines may be missing here)");
        }
        print(screen, part.lines().orElse(List.of()).stream());
      }
    }
  }

  /** How long to wait before it is asked again: the less comes, the longer. */
  private static final class Pace {
    private static final long SOON = 250;
    private static final long QUIET = 2_000;
    private static final long TROUBLED = 30_000;

    private long millis = SOON;
    private boolean troubled;

    long millis() {
      return millis;
    }

    void came(boolean some) {
      troubled = false;
      millis = some ? SOON : Math.min(QUIET, millis * 3 / 2);
    }

    /** True if it is the first trouble in a row. */
    boolean trouble() {
      boolean first = !troubled;
      troubled = true;
      millis = Math.min(TROUBLED, millis * 2);
      return first;
    }
  }

  /** Empty if the other side cannot say now; that is told once, and waited for. */
  private Optional<Function.Text> next(Screen screen, Ref ref, Function.Text before, Pace pace) {
    try {
      Function.Text part = ask(ref, Map.of("after", before.next().orElse(""), "lines", FOLLOWED));
      pace.came(part.lines().filter(some -> !some.isEmpty()).isPresent());
      return Optional.of(part);
    } catch (Problem e) {
      boolean waits =
          switch (e.reason()) {
            case UNAVAILABLE, EXHAUSTED, INTERNAL -> true;
            case NOT_FOUND -> gate.view(principal()).get(ref).isPresent();
            default -> false;
          };
      if (!waits) {
        throw e;
      }
      if (pace.trouble() && !json) {
        screen.line("(waits: " + e.getMessage() + ")");
      }
      return Optional.empty();
    }
  }

  private void print(Screen screen, Stream<String> read) {
    read.forEach(
        line ->
            screen.line(
                json ? Json.text(Json.tree(line)) : line.replaceAll("[\\p{Cntrl}&&[^\t]]", "")));
  }

  /** Who asks is found anew each time: an account may be shut, or lose the right, meanwhile. */
  private Function.Text ask(Ref ref, Map<String, String> arguments) {
    return planner.ask(principal(), ref, "logs", arguments).as(Function.Text.class);
  }
}
