package org.hansa.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.hansa.core.api.Draft;
import org.hansa.core.api.Json;
import org.hansa.core.api.Ref;
import org.hansa.core.api.plan.Plan;
import org.hansa.core.console.Documents;
import org.hansa.core.console.Plans;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says what applying documents, or a deletion, would do. */
@Command(
    name = "plan",
    description = "Say what a change, or all as it stands, would do and cost, and do nothing.",
    footer = {
      "Shows what would be created, changed, moved and removed, where, at what cost by the hour",
      "and month, carbon and energy, before and after, and for each refused place which",
      "constraint refused it and what helps. With --all: what would be done of all that you may",
      "read though nothing is asked anew, for instance what would be repaired or moved.",
      "",
      "  hansa plan factory-line/application.yaml",
      "  hansa plan --save line-1 factory-line/application.yaml",
      "  hansa plan --delete application factory-line",
      "  hansa plan --all"
    })
final class PlanVerb extends Tenanted {

  @Parameters(
      arity = "0..*",
      paramLabel = "FILE",
      description = "Documents, folders of them, or - for the input; with --delete KIND NAME")
  private List<String> words = new ArrayList<>();

  @Option(names = "-f", paramLabel = "FILE", description = "Documents, as apply reads them")
  private List<String> more = new ArrayList<>();

  @Option(names = "--delete", description = "Plan the deletion of KIND NAME")
  private boolean delete;

  @Option(names = "--all", description = "Plan all that you may read, as it stands")
  private boolean all;

  @Option(
      names = "--save",
      paramLabel = "NAME",
      description = "Keep the plan under this name, for apply --plan")
  private String save;

  PlanVerb(Surroundings around) {
    super(around);
  }

  @Override
  void run(Terminal screen) throws Exception {
    if (all) {
      if (delete || save != null || !words.isEmpty() || !more.isEmpty()) {
        throw misused("--all goes with no document, --delete or --save");
      }
      JsonNode plan = Planned.ask(remote(), "/plan", Json.tree(Map.of("all", true)));
      show(screen, plan, plan);
      return;
    }
    boolean fits =
        delete
            ? more.isEmpty() && !words.isEmpty() && words.size() <= 2
            : !words.isEmpty() || !more.isEmpty();
    if (!fits) {
      throw misused(delete ? "--delete takes KIND NAME" : "no document was named");
    }
    Remote remote = remote();
    JsonNode changes = changes(screen, remote);
    if (save == null) {
      JsonNode plan = Planned.ask(remote, "/plan", changes);
      show(screen, plan, plan);
      return;
    }
    Ref ref = new Ref(Plan.KIND, remote.tenant(tenant()), save);
    JsonNode kept = Planned.ask(remote, "/plans/" + ref.tenant() + "/" + ref.name(), changes);
    show(screen, kept, kept.path("status"));
    tell(screen, "Kept as " + ref + "; apply it with: hansa apply --plan " + save);
  }

  private void show(Terminal screen, JsonNode answer, JsonNode plan) {
    if (json) {
      screen.json(answer);
    } else {
      new Plans(screen).show(Planned.status(plan));
    }
  }

  private JsonNode changes(Terminal screen, Remote remote) throws Exception {
    if (delete) {
      Optional<String> name = words.stream().skip(1).findFirst();
      Ref ref = remote.ref(words.get(0), name, tenant());
      return Json.tree(Map.of("delete", List.of(ref.toString())));
    }
    List<String> names = Stream.concat(words.stream(), more.stream()).toList();
    List<Draft> drafts =
        new Wanted(remote, screen)
            .read(names, remote.tenant(tenant())).stream().map(Documents.Document::draft).toList();
    return Wanted.puts(drafts);
  }
}
