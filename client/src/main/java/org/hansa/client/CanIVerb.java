package org.hansa.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.hansa.core.api.Problem;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says what the caller may do. */
@Command(
    name = "can-i",
    description = "Say whether you may do something; fails if not. Alone: say who you are.",
    footer = {
      "Verbs: read, write, delete, apply, hold, ask.",
      "",
      "  hansa can-i",
      "  hansa can-i -t demo delete application"
    })
final class CanIVerb extends Tenanted {

  @Parameters(index = "0", arity = "0..1", paramLabel = "VERB", description = "What to do")
  private String verb;

  @Parameters(index = "1", arity = "0..1", paramLabel = "KIND", description = "To what")
  private String kind;

  @Option(
      names = "--site",
      paramLabel = "NAME",
      description = "Where it stands: some roles count only at some sites")
  private Optional<String> site = Optional.empty();

  CanIVerb(Surroundings around) {
    super(around);
  }

  @Override
  void run(Terminal screen) {
    if (verb != null && kind == null) {
      throw misused("no kind was given: write VERB KIND");
    }
    Remote remote = remote();
    if (verb == null) {
      who(screen, remote.me());
      return;
    }
    Map<String, String> query = new TreeMap<>(Map.of("verb", verb, "kind", kind));
    tenant().ifPresent(t -> query.put("tenant", t));
    site.ifPresent(s -> query.put("site", s));
    JsonNode answer = remote.get("/me/can-i", query);
    if (json) {
      screen.json(answer);
    } else if (answer.path("allowed").asBoolean()) {
      screen.line("yes");
    } else {
      throw new Problem(
          Problem.Reason.FORBIDDEN,
          "no: "
              + remote.me().path("name").asText()
              + " may not "
              + verb
              + " "
              + answer.path("kind").asText(),
          "An administrator of accounts can give a role.");
    }
  }

  private void who(Terminal screen, JsonNode me) {
    if (json) {
      screen.json(me);
      return;
    }
    List<String> roles = new ArrayList<>();
    me.path("roles").forEach(role -> roles.add(role.asText()));
    screen.line(
        "%s of tenant %s, roles %s"
            .formatted(
                me.path("name").asText(), me.path("tenant").asText(), String.join(", ", roles)));
  }
}
