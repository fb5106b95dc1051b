package org.hansa.core.shell;

import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.hansa.core.api.Json;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.hansa.core.api.ResourceJson;
import org.hansa.core.api.control.Change;
import org.hansa.core.api.gate.Principal;
import org.hansa.core.api.plan.Plan;
import org.hansa.core.api.plan.Planner;
import org.hansa.core.api.store.Store;
import org.hansa.core.console.Documents;
import org.hansa.core.console.Plans;
import org.osgi.framework.BundleContext;

/** Says what applying a document, or a deletion, would do. */
@Service
@Command(
    scope = "hansa",
    name = "plan",
    description = "Say what a change, or all as it stands, would do and cost, and do nothing",
    detailedDescription =
        """
        Shows what would be created, changed, moved and removed, where, at what cost by the hour
        and month, carbon and energy, before and after, and for each refused place which
        constraint refused it and what helps. With --all: what would be done of all that you may
        read though nothing is asked anew, for instance what would be repaired or moved.

          hansa:plan factory-line/application.yaml
          hansa:plan --save line-1 factory-line/application.yaml
          hansa:plan --delete Application factory-line
          hansa:plan --all
        """)
public class PlanCommand extends HansaCommand {

  @Argument(name = "file", description = "The document; with --delete the kind")
  @Completion(DocumentCompleter.class)
  String first;

  @Argument(index = 1, name = "name", description = "With --delete the name")
  @Completion(NameCompleter.class)
  String second;

  @Option(name = "-", description = "Read the document from the input")
  boolean typed;

  @Option(name = "--delete", description = "Plan the deletion of KIND NAME")
  boolean delete;

  @Option(name = "--all", description = "Plan all that you may read, as it stands")
  boolean all;

  @Option(name = "--save", description = "Keep the plan under this name, for apply --plan")
  String save;

  @Option(
      name = "-t",
      aliases = {"--tenant"},
      description = "The tenant of what names none")
  @Completion(TenantCompleter.class)
  String tenant;

  @Reference Planner planner;
  @Reference Store store;
  @Reference BundleContext context;

  @Override
  void run(Screen screen) throws Exception {
    Principal principal = principal();
    if (all) {
      if (typed || delete || first != null || save != null) {
        throw new Problem(
            Problem.Reason.INVALID,
            "--all goes with no document, --delete or --save",
            "Write plan --all alone.");
      }
      show(screen, planner.planAll(principal));
      return;
    }
    List<Change> changes = changes(screen, principal);
    if (save == null) {
      show(screen, planner.plan(principal, changes));
      return;
    }
    Ref ref = new Ref(Plan.KIND, tenant(tenant, principal), save);
    org.hansa.core.api.Resource kept = planner.store(principal, DOOR, cause(), ref, changes);
    if (json) {
      screen.json(ResourceJson.write(kept));
    } else {
      new Plans(screen).show(kept.status().as(Plan.Status.class));
      screen.line("Kept as " + ref + "; apply it with: hansa:apply --plan " + save);
    }
  }

  private void show(Screen screen, Plan.Status status) {
    if (json) {
      screen.json(Json.tree(status));
    } else {
      new Plans(screen).show(status);
    }
  }

  private List<Change> changes(Screen screen, Principal principal) throws Exception {
    if (delete) {
      if (first == null) {
        throw new Problem(
            Problem.Reason.INVALID, "nothing was named", "Write plan --delete KIND NAME.");
      }
      return List.of(Change.Delete.of(ref(first, second, tenant, principal)));
    }
    if (typed == (first != null)) {
      throw new Problem(
          Problem.Reason.INVALID, "no document was named", "Write a file, '-', or --all.");
    }
    Documents documents =
        new Documents(new Folders(context.getProperty(Folders.PROPERTY)), store::put);
    String home = tenant(tenant, principal);
    return List.copyOf(
        (typed ? documents.typed(screen.document(), home) : documents.file(first, home))
            .stream().map(Change.Put::of).toList());
  }
}
