package org.hansa.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import org.hansa.core.api.Json;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.hansa.core.api.plan.Plan;
import org.hansa.core.console.Plans;
import picocli.CommandLine.Option;

/** A verb that shows a plan, asks, does it, and looks on until it is done. */
abstract class Planned extends Tenanted {

  private static final Duration PLANNING = Duration.ofMinutes(5);

  @Option(
      names = {"-y", "--yes"},
      description = "Do not ask")
  private boolean yes;

  @Option(names = "--dry-run", description = "Show what it would do, and do nothing")
  private boolean dry;

  @Option(names = "--no-wait", description = "Return when it is accepted, not when it is done")
  private boolean noWait;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      description = "How long to look on until it is done; 180 if not said")
  private int timeout = 180;

  Planned(Surroundings around) {
    super(around);
  }

  /** True if nothing is to be done at all. */
  boolean isDry() {
    return dry;
  }

  boolean isAsked() {
    return !yes;
  }

  /**
   * @return false if nothing was done
   */
  boolean carryOut(Terminal screen, Remote remote, JsonNode changes, String question) {
    if (dry || !yes) {
      show(screen, ask(remote, "/plan", changes));
      if (dry) {
        return false;
      }
      screen.confirm(question);
      return !status(ask(remote, "/apply", changes)).changes().isEmpty();
    }
    JsonNode done = ask(remote, "/apply", changes);
    show(screen, done);
    return !status(done).changes().isEmpty();
  }

  static JsonNode ask(Remote remote, String path, JsonNode changes) {
    return remote.door().send(Ask.of("POST", path, changes).within(PLANNING)).json();
  }

  void show(Terminal screen, JsonNode plan) {
    if (json) {
      screen.json(plan);
    } else {
      new Plans(screen).show(status(plan));
    }
  }

  static Plan.Status status(JsonNode plan) {
    try {
      return Json.view(plan, Plan.Status.class);
    } catch (Problem e) {
      throw new Problem(
          Problem.Reason.UNAVAILABLE,
          "the answer is no plan that this client can read",
          "Use the client of that release; --json shows what was answered.",
          List.of(),
          e);
    }
  }

  void ready(Terminal screen, Remote remote, List<Ref> refs) throws InterruptedException {
    if (!noWait && !refs.isEmpty()) {
      new Progress(remote, line -> tell(screen, line)).ready(refs, bound());
    }
  }

  void gone(Terminal screen, Remote remote, List<Ref> refs) throws InterruptedException {
    if (!noWait) {
      new Progress(remote, line -> tell(screen, line)).gone(refs, bound());
    }
  }

  private Duration bound() {
    return Duration.ofSeconds(Math.max(1, timeout));
  }
}
