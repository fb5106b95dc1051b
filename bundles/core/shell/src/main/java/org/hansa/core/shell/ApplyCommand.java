package org.hansa.core.shell;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.hansa.core.api.Draft;
import org.hansa.core.api.Json;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.control.Change;
import org.hansa.core.api.gate.Principal;
import org.hansa.core.api.plan.Plan;
import org.hansa.core.api.plan.Planner;
import org.hansa.core.api.store.Store;
import org.hansa.core.console.Documents;
import org.hansa.core.console.Plans;
import org.osgi.framework.BundleContext;

/** Makes resources stand as a document says, after showing what that would do. */
@Service
@Command(
    scope = "hansa",
    name = "apply",
    description = "Make resources stand as a document says; shows the plan and asks first",
    detailedDescription =
        """
        Reads YAML (one or more documents) or JSON: kind, tenant, name, labels, spec. An artifact
        may say file: instead of digest:. Files are read from the folders of hansa.folders.

          hansa:apply factory-line/application.yaml
          hansa:apply --yes --no-wait site.yaml
          hansa:apply -            paste a document, end with a line that holds a single dot
          hansa:apply --plan line-1   a plan stored by hansa:plan --save line-1
        """)
public class ApplyCommand extends HansaCommand {

  @Argument(name = "file", description = "The document")
  @Completion(DocumentCompleter.class)
  String file;

  @Option(name = "-", description = "Read the document from the input")
  boolean typed;

  @Option(name = "--plan", description = "Apply a stored plan by its name instead")
  String plan;

  @Option(
      name = "-t",
      aliases = {"--tenant"},
      description = "The tenant of documents that name none")
  @Completion(TenantCompleter.class)
  String tenant;

  @Option(
      name = "-y",
      aliases = {"--yes"},
      description = "Do not ask")
  boolean yes;

  @Option(name = "--no-wait", description = "Return when it is accepted, not when it is ready")
  boolean noWait;

  @Option(name = "--timeout", description = "Seconds to wait until ready")
  int timeout = 180;

  @Reference Planner planner;
  @Reference Store store;
  @Reference BundleContext context;

  @Override
  void run(Screen screen) throws Exception {
    Principal principal = principal();
    if (plan != null) {
      stored(screen, principal, new Ref(Plan.KIND, tenant(tenant, principal), plan));
      return;
    }
    List<Change> changes = List.copyOf(changes(screen, principal));
    Plan.Status done;
    if (yes) {
      done = planner.apply(principal, DOOR, cause(), changes);
      show(screen, done);
    } else {
      show(screen, planner.plan(principal, changes));
      screen.confirm("Apply?");
      done = planner.apply(principal, DOOR, cause(), changes);
    }
    List<Ref> refs = changes.stream().map(c -> ((Change.Put) c).draft().ref()).toList();
    await(screen, principal, refs, done.changes().isEmpty());
  }

  private List<Change.Put> changes(Screen screen, Principal principal) throws Exception {
    if (typed == (file != null)) {
      throw new Problem(
          Problem.Reason.INVALID, "no document was named", "Write a file, '-' or --plan NAME.");
    }
    Documents documents =
        new Documents(new Folders(context.getProperty(Folders.PROPERTY)), store::put);
    String home = tenant(tenant, principal);
    List<Draft> drafts =
        typed ? documents.typed(screen.document(), home) : documents.file(file, home);
    return drafts.stream().map(Change.Put::of).toList();
  }

  private void stored(Screen screen, Principal principal, Ref ref) throws Exception {
    Resource shown = resource(ref, principal);
    show(screen, shown.status().as(Plan.Status.class));
    if (!yes) {
      screen.confirm("Apply?");
    }
    Resource done = planner.apply(principal, DOOR, cause(), ref);
    Plan.Spec spec = done.spec().as(Plan.Spec.class);
    List<Ref> refs =
        spec.put().stream()
            .map(tree -> org.hansa.core.api.ResourceJson.draft(tree, ref.tenant()).ref())
            .toList();
    await(screen, principal, refs, done.status().as(Plan.Status.class).changes().isEmpty());
  }

  private void show(Screen screen, Plan.Status status) {
    if (json) {
      screen.json(Json.tree(status));
    } else {
      new Plans(screen).show(status);
    }
  }

  private void await(Screen screen, Principal principal, List<Ref> refs, boolean nothingDone)
      throws Exception {
    if (!noWait && !nothingDone && !refs.isEmpty()) {
      new Progress(gate, store, InstantSource.system())
          .ready(screen, principal, refs, Duration.ofSeconds(Math.max(1, timeout)));
    }
  }
}
