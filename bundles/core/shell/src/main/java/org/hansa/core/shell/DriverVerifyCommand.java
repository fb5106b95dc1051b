package org.hansa.core.shell;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.hansa.core.api.Drivers;
import org.hansa.core.api.Endpoint;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.hansa.core.api.gate.Principal;
import org.hansa.core.console.Doing;

/** Tries an endpoint by the rules of the driver contract. */
@Service
@Command(
    scope = "driver",
    name = "verify",
    description = "Try an endpoint by the rules of the driver contract",
    detailedDescription =
        """
        It really makes a few small things there, under an id of its own, and removes them; what
        the endpoint does besides goes on. A rule that is broken says what was seen; one that could
        not be tried, why: where there is no room for anything of a facet, it does not pass. --keep
        leaves what was made, to be looked at; the next run removes it. Ctrl-C ends only the looking on:
        --last shows how far it is, and what came of it.

          driver:verify local
          driver:verify --rule apply-idempotent --rule list-complete -t demo edge
          driver:verify --junit local
        """)
public class DriverVerifyCommand extends HansaCommand {

  @Argument(name = "endpoint", description = "Its name", required = true)
  @Completion(NameCompleter.class)
  String endpoint;

  @Option(
      name = "-t",
      aliases = {"--tenant"},
      description = "The tenant; yours if not said")
  @Completion(TenantCompleter.class)
  String tenant;

  @Option(
      name = "--rule",
      description = "Only this rule; may be said several times",
      multiValued = true)
  List<String> rules = new ArrayList<>();

  @Option(name = "--keep", description = "Leave what was made")
  boolean keep;

  @Option(name = "--last", description = "Only show the one under way, or the last one")
  boolean last;

  @Option(name = "--junit", description = "Print JUnit's XML")
  boolean junit;

  @Reference Drivers drivers;

  @Override
  void run(Screen screen) throws InterruptedException {
    Principal principal = principal();
    Ref ref = new Ref(Endpoint.KIND, tenant(tenant, principal), endpoint);
    gate.require(principal, last ? "read" : "write", ref);
    resource(ref, principal);
    if (!last) {
      drivers.verify(
          ref, new Drivers.Wanted(new HashSet<>(rules), keep), principal.name(), cause());
    }
    Drivers.Verification ended = ended(screen, ref);
    Optional<Drivers.Outcome> outcome = ended.outcome();
    if (outcome.isEmpty()) {
      throw new Problem(
          Problem.Reason.UNAVAILABLE,
          ended.trouble().orElse("it came to no end"),
          "Look at the endpoint.");
    }
    if (json) {
      screen.json(outcome.get().report().tree());
    } else if (junit) {
      outcome.get().junit().lines().forEach(screen::line);
    } else {
      outcome.get().table().forEach(line -> screen.line(line.replaceAll("\\p{Cntrl}", " ")));
    }
    if (!outcome.get().sound()) {
      throw unsound(ref, outcome.get());
    }
  }

  private static Problem unsound(Ref ref, Drivers.Outcome outcome) {
    return outcome.broken() > 0 || outcome.untried().isEmpty()
        ? new Problem(
            Problem.Reason.CONFLICT,
            ref + " does not keep the driver contract",
            "The report says which rules are broken, and by what.")
        : new Problem(
            Problem.Reason.EXHAUSTED,
            "whether " + ref + " keeps the driver contract is not known: " + outcome.untried(),
            "Make room there, and verify it again to the end.");
  }

  /** Says how far it is: a bar, or a line a rule where nobody looks on. */
  private Drivers.Verification ended(Screen screen, Ref ref) throws InterruptedException {
    Semaphore never = new Semaphore(0);
    int said = -1;
    while (true) {
      Drivers.Verification now =
          drivers
              .verification(ref)
              .orElseThrow(
                  () ->
                      new Problem(
                          Problem.Reason.NOT_FOUND,
                          ref + " was not verified on this node since its start",
                          "Leave --last out."));
      if (now.ended()) {
        screen.arrived();
        return now;
      }
      if (now.done() != said && !json && !junit) {
        said = now.done();
        String line = "%d of %d  %s".formatted(now.done(), now.total(), now.rule().orElse(""));
        if (screen.colours()) {
          screen.far(Doing.bar(now.done() * 100 / Math.max(1, now.total())) + line);
        } else {
          screen.line("  " + line);
        }
      }
      // It goes on by itself: so it is asked again, not too often.
      never.tryAcquire(200, TimeUnit.MILLISECONDS);
    }
  }
}
