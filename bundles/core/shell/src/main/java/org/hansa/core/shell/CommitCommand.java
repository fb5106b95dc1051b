package org.hansa.core.shell;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.control.Change;
import org.hansa.core.api.gate.Principal;
import org.hansa.core.api.gate.Request;
import org.hansa.core.api.store.Store;
import org.hansa.core.console.Documents;
import org.hansa.core.console.Table;
import org.osgi.framework.BundleContext;

/** Changes several resources in one transaction, without a plan. */
@Service
@Command(
    scope = "hansa",
    name = "commit",
    description = "Change several resources in one transaction, all or none; makes no plan",
    detailedDescription =
        """
        Reads documents as apply does. If one is refused, none of them changes anything.

          hansa:commit sites.yaml
          hansa:commit --delete Site/system/old --delete Site/system/older sites.yaml
          hansa:commit --if-unchanged sites.json   as get --json printed it, edited since
          hansa:commit -                           paste documents, end with a single dot
        """)
public class CommitCommand extends HansaCommand {

  @Argument(name = "file", description = "The documents")
  @Completion(DocumentCompleter.class)
  String file;

  @Option(name = "-", description = "Read the documents from the input")
  boolean typed;

  @Option(
      name = "--delete",
      description = "Kind/tenant/name to delete in the same transaction; may be given again",
      multiValued = true)
  List<String> deletions = new ArrayList<>();

  @Option(
      name = "--if-unchanged",
      description = "Only if each still has the revision that its document says")
  boolean unchanged;

  @Option(
      name = "-t",
      aliases = {"--tenant"},
      description = "The tenant of documents that name none")
  @Completion(TenantCompleter.class)
  String tenant;

  @Reference Store store;
  @Reference BundleContext context;

  @Override
  void run(Screen screen) throws Exception {
    Principal principal = principal();
    List<Change> changes = new ArrayList<>();
    for (Documents.Document document : documents(screen, tenant(tenant, principal))) {
      changes.add(
          new Change.Put(
              document.draft(), unchanged ? Optional.of(revision(document)) : Optional.empty()));
    }
    int documents = changes.size();
    deletions.forEach(word -> changes.add(Change.Delete.of(Ref.parse(word))));
    Snapshot after;
    try {
      after = gate.submit(Request.of(principal, DOOR, cause(), changes));
    } catch (Problem e) {
      throw e.change().isPresent() ? located(e, e.change().getAsInt(), documents) : e;
    }
    show(screen, after, changes);
  }

  private List<Documents.Document> documents(Screen screen, String home) throws Exception {
    boolean none = file == null && !typed;
    if ((typed && file != null) || (none && deletions.isEmpty())) {
      throw new Problem(
          Problem.Reason.INVALID, "no document was named", "Write a file, '-' or --delete.");
    }
    if (none) {
      return List.of();
    }
    Documents documents =
        new Documents(new Folders(context.getProperty(Folders.PROPERTY)), store::put);
    return typed
        ? documents.read(screen.document(), Optional.empty(), home)
        : documents.read(file, home);
  }

  private static long revision(Documents.Document document) {
    return document
        .revision()
        .orElseThrow(
            () ->
                new Problem(
                    Problem.Reason.INVALID,
                    document.draft().ref() + " is written without a revision",
                    "Take the document from get --json, or write revision: 0 for a new one."));
  }

  private static Problem located(Problem e, int index, int documents) {
    String where =
        index < documents ? "document " + (index + 1) : "--delete " + (index - documents + 1);
    return new Problem(
        e.reason(), where + ": " + e.getMessage() + "; nothing was done", e.cure(), e.details(), e);
  }

  private void show(Screen screen, Snapshot after, List<Change> changes) {
    ObjectNode answer = JsonNodeFactory.instance.objectNode().put("revision", after.revision());
    ArrayNode items = answer.putArray("items");
    Table table = new Table("RESOURCE", "GENERATION", "REVISION");
    for (Change change : changes) {
      Ref ref =
          change instanceof Change.Put put ? put.draft().ref() : ((Change.Delete) change).ref();
      Optional<Resource> now = after.get(ref);
      ObjectNode item = items.addObject().put("ref", ref.toString());
      now.ifPresent(r -> item.put("generation", r.generation()).put("revision", r.revision()));
      table.row(
          ref.toString(),
          now.map(r -> Long.toString(r.generation())).orElse("-"),
          now.map(r -> Long.toString(r.revision())).orElse("gone"));
    }
    if (json) {
      screen.json(answer);
    } else {
      screen.table(table);
    }
  }
}
