package org.hansa.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.hansa.core.api.Draft;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.ResourceJson;
import org.hansa.core.api.plan.Plan;
import org.hansa.core.console.Documents;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes resources stand as documents say, after showing what that would do. */
@Command(
    name = "apply",
    description = "Make resources stand as documents say; shows the plan and asks first.",
    footer = {
      "Reads YAML (one or more documents) or JSON: kind, tenant, name, labels, spec. All that",
      "is named is done at once, or nothing. An artifact may say file: instead of digest:; such",
      "a file lies in the document's folder. Of a folder its *.yaml, *.yml and *.json are read.",
      "",
      "  hansa apply factory-line/application.yaml",
      "  hansa apply --yes --no-wait -f site.yaml -f factory-line",
      "  hansa apply --dry-run factory-line",
      "  hansa apply --yes - < site.yaml",
      "  hansa apply --plan line-1     a plan stored by hansa plan --save line-1"
    })
final class ApplyVerb extends Planned {

  @Parameters(
      arity = "0..*",
      paramLabel = "FILE",
      description = "Documents, folders of them, or - for the input")
  private List<String> files = new ArrayList<>();

  @Option(names = "-f", paramLabel = "FILE", description = "The same")
  private List<String> more = new ArrayList<>();

  @Option(names = "--plan", paramLabel = "NAME", description = "Apply a stored plan instead")
  private String plan;

  ApplyVerb(Surroundings around) {
    super(around);
  }

  @Override
  void run(Terminal screen) throws Exception {
    List<String> names = Stream.concat(files.stream(), more.stream()).toList();
    if (names.isEmpty() == (plan == null)) {
      throw misused("either documents or --plan must be named");
    }
    Remote remote = remote();
    if (plan != null) {
      stored(screen, remote, new Ref(Plan.KIND, remote.tenant(tenant()), plan));
      return;
    }
    List<Draft> drafts =
        new Wanted(remote, screen)
            .read(names, remote.tenant(tenant())).stream().map(Documents.Document::draft).toList();
    if (carryOut(screen, remote, Wanted.puts(drafts), "Apply?")) {
      ready(screen, remote, drafts.stream().map(Draft::ref).toList());
    }
  }

  private void stored(Terminal screen, Remote remote, Ref ref) throws InterruptedException {
    JsonNode kept = remote.tree(ref);
    show(screen, kept.path("status"));
    if (isDry()) {
      return;
    }
    if (isAsked()) {
      screen.confirm("Apply?");
    }
    String path = "/plans/" + ref.tenant() + "/" + ref.name() + "/apply";
    Resource done = Remote.resource(remote.door().send(Ask.of("POST", path)).json());
    if (!done.status().as(Plan.Status.class).changes().isEmpty()) {
      ready(
          screen,
          remote,
          done.spec().as(Plan.Spec.class).put().stream()
              .map(tree -> ResourceJson.draft(tree, ref.tenant()).ref())
              .toList());
    }
  }
}
