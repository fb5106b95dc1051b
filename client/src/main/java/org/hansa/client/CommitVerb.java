package org.hansa.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.hansa.core.console.Documents;
import org.hansa.core.console.Table;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Changes several resources in one transaction, without a plan. */
@Command(
    name = "commit",
    description = "Change several resources in one transaction, all or none; makes no plan.",
    footer = {
      "Reads documents as apply does. If one is refused, none of them changes anything.",
      "",
      "  hansa commit sites.yaml",
      "  hansa commit --delete Site/system/old --delete Site/system/older sites.yaml",
      "  hansa commit --if-unchanged sites.json   as get --json printed it, edited since"
    })
final class CommitVerb extends Tenanted {

  @Parameters(
      arity = "0..*",
      paramLabel = "FILE",
      description = "Documents, folders of them, or - for the input")
  private List<String> files = new ArrayList<>();

  @Option(names = "-f", paramLabel = "FILE", description = "The same")
  private List<String> more = new ArrayList<>();

  @Option(
      names = "--delete",
      paramLabel = "REF",
      description = "Kind/tenant/name to delete in the same transaction; may be said again")
  private List<String> deletions = new ArrayList<>();

  @Option(
      names = "--if-unchanged",
      description = "Only if each still has the revision that its document says")
  private boolean unchanged;

  CommitVerb(Surroundings around) {
    super(around);
  }

  @Override
  void run(Terminal screen) throws Exception {
    List<String> names = Stream.concat(files.stream(), more.stream()).toList();
    if (names.isEmpty() && deletions.isEmpty()) {
      throw misused("neither a document nor --delete was named");
    }
    Remote remote = remote();
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    ArrayNode changes = body.putArray("changes");
    for (Documents.Document document :
        new Wanted(remote, screen).read(names, remote.tenant(tenant()))) {
      ObjectNode change = changes.addObject();
      change.set("put", Wanted.tree(document.draft()));
      if (unchanged) {
        change.put("revision", revision(document));
      }
    }
    deletions.forEach(word -> changes.addObject().put("delete", Ref.parse(word).toString()));
    show(screen, remote.post("/transactions", body));
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

  private void show(Terminal screen, JsonNode answer) {
    if (json) {
      screen.json(answer);
      return;
    }
    Table table = new Table("RESOURCE", "GENERATION", "REVISION");
    for (JsonNode item : answer.path("items")) {
      table.row(
          item.path("ref").asText(),
          item.path("generation").asText("-"),
          item.path("revision").asText("gone"));
    }
    screen.table(table);
  }
}
