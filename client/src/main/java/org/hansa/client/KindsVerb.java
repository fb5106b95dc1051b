package org.hansa.client;

import com.fasterxml.jackson.databind.JsonNode;
import org.hansa.core.api.Problem;
import org.hansa.core.console.Reports;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Lists kinds, or shows how one is written. */
@Command(
    name = "kinds",
    description = "List the kinds, or show the schema of one.",
    footer = {"  hansa kinds", "  hansa kinds application    its JSON Schema"})
final class KindsVerb extends Verb {

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "KIND",
      description = "Show the schema of this one")
  private String kind;

  KindsVerb(Surroundings around) {
    super(around);
  }

  @Override
  void run(Terminal screen) {
    Remote remote = remote();
    if (kind != null) {
      JsonNode one = written(remote, remote.kind(kind).kind());
      screen.json(json ? one : one.path("specSchema"));
    } else if (json) {
      screen.json(remote.written());
    } else {
      new Reports(screen).kinds(remote.kinds());
    }
  }

  private static JsonNode written(Remote remote, String kind) {
    for (JsonNode each : remote.written().path("items")) {
      if (each.path("kind").asText().equals(kind)) {
        return each;
      }
    }
    throw new Problem(
        Problem.Reason.NOT_FOUND, "there is no kind '" + kind + "'", "List them with kinds.");
  }
}
