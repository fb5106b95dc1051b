package org.hansa.core.shell;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.hansa.core.api.Json;
import org.hansa.core.api.Ref;
import org.hansa.core.api.control.Change;
import org.hansa.core.api.gate.Principal;
import org.hansa.core.api.plan.Plan;
import org.hansa.core.api.plan.Planner;
import org.hansa.core.api.store.Store;
import org.hansa.core.console.Plans;

/** Deletes a resource and what it owns, after showing what would go. */
@Service
@Command(
    scope = "hansa",
    name = "delete",
    description = "Delete a resource and all that it owns; shows the plan and asks first",
    detailedDescription =
        """
        What it made outside is removed first; nothing is left.

          hansa:delete Application factory-line
          hansa:delete --yes --no-wait Application/demo/factory-line
        """)
public class DeleteCommand extends ResourceCommand {

  @Option(
      name = "-y",
      aliases = {"--yes"},
      description = "Do not ask")
  boolean yes;

  @Option(name = "--no-wait", description = "Return when it is accepted, not when all is gone")
  boolean noWait;

  @Option(name = "--timeout", description = "Seconds to wait until it is gone")
  int timeout = 180;

  @Reference Planner planner;
  @Reference Store store;

  @Override
  void run(Screen screen) throws Exception {
    Principal principal = principal();
    Ref ref = named(principal);
    resource(ref, principal);
    List<Change> changes = List.of(Change.Delete.of(ref));
    if (!yes) {
      show(screen, planner.plan(principal, changes));
      screen.confirm("Delete?");
      planner.apply(principal, DOOR, cause(), changes);
    } else {
      show(screen, planner.apply(principal, DOOR, cause(), changes));
    }
    if (!noWait) {
      new Progress(gate, store, InstantSource.system())
          .gone(screen, principal, List.of(ref), Duration.ofSeconds(Math.max(1, timeout)));
    }
  }

  private void show(Screen screen, Plan.Status status) {
    if (json) {
      screen.json(Json.tree(status));
    } else {
      new Plans(screen).show(status);
    }
  }
}
