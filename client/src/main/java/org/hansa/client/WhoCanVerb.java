package org.hansa.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.hansa.core.console.Tenancy;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says whose accounts may do something. */
@Command(
    name = "who-can",
    description = "Say whose accounts may do something, of those that you may read.",
    footer = {
      "By their roles, their tenants and what Grants let them into.",
      "",
      "  hansa who-can -t demo delete application"
    })
final class WhoCanVerb extends Tenanted {

  @Parameters(index = "0", paramLabel = "VERB", description = "What to do")
  private String verb;

  @Parameters(index = "1", paramLabel = "KIND", description = "To what")
  private String kind;

  @Option(
      names = "--site",
      paramLabel = "NAME",
      description = "Where it stands: some roles count only at some sites")
  private Optional<String> site = Optional.empty();

  WhoCanVerb(Surroundings around) {
    super(around);
  }

  @Override
  void run(Terminal screen) {
    Map<String, String> query = new TreeMap<>(Map.of("verb", verb, "kind", kind));
    tenant().ifPresent(t -> query.put("tenant", t));
    site.ifPresent(s -> query.put("site", s));
    JsonNode answer = remote().get("/who-can", query);
    if (json) {
      screen.json(answer);
    } else if (answer.path("items").isEmpty()) {
      screen.line("Nobody whose account you may read.");
    } else {
      screen.table(Tenancy.able(answer.path("items")));
    }
  }
}
