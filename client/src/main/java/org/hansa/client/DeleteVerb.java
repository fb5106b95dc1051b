package org.hansa.client;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hansa.core.api.Json;
import org.hansa.core.api.Ref;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Deletes a resource and what it owns, after showing what would go. */
@Command(
    name = "delete",
    description = "Delete a resource and all that it owns; shows the plan and asks first.",
    footer = {
      "What it made outside is removed first; nothing is left.",
      "",
      "  hansa delete application factory-line",
      "  hansa delete --yes --no-wait Application/demo/factory-line"
    })
final class DeleteVerb extends Planned {

  @Parameters(index = "0", paramLabel = "KIND", description = "The kind, or Kind/tenant/name")
  private String kind;

  @Parameters(index = "1", arity = "0..1", paramLabel = "NAME", description = "The name")
  private String name;

  DeleteVerb(Surroundings around) {
    super(around);
  }

  @Override
  void run(Terminal screen) throws InterruptedException {
    Remote remote = remote();
    Ref ref = remote.ref(kind, Optional.ofNullable(name), tenant());
    remote.tree(ref);
    carryOut(screen, remote, Json.tree(Map.of("delete", List.of(ref.toString()))), "Delete?");
    if (!isDry()) {
      gone(screen, remote, List.of(ref));
    }
  }
}
