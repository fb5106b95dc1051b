package org.hansa.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.hansa.core.api.Json;
import org.hansa.core.api.Ref;
import org.hansa.core.api.control.Argument;
import org.hansa.core.api.plan.Planner;
import org.hansa.core.console.Answers;
import org.hansa.core.console.FunctionTable;
import org.hansa.core.console.Table;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Asks a function of a resource. */
@Command(
    name = "ask",
    description = "Ask a function of a resource.",
    footer = {
      "Functions come with the components of a kind; with the kind alone they are listed, each with",
      "its arguments.",
      "",
      "  hansa ask application",
      "  hansa ask application factory-line deployed",
      "  hansa ask instance factory-line-page-0 logs lines=5",
      "  hansa ask -t system site local capacity window=1440"
    })
final class AskVerb extends Tenanted {

  @Parameters(index = "0", paramLabel = "KIND", description = "The kind")
  private String kind;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "NAME",
      description = "The name; without, what may be asked")
  private String name;

  @Parameters(index = "2", arity = "0..1", paramLabel = "FUNCTION", description = "The function")
  private String function;

  @Parameters(index = "3..*", arity = "0..*", paramLabel = "KEY=VALUE", description = "Arguments")
  private List<String> arguments = new ArrayList<>();

  AskVerb(Surroundings around) {
    super(around);
  }

  @Override
  void run(Terminal screen) {
    if (name == null) {
      list(screen, remote());
      return;
    }
    if (function == null) {
      throw misused("no function was given: hansa ask " + kind + " lists them");
    }
    Map<String, String> pairs = new TreeMap<>();
    for (String word : arguments) {
      int at = word.indexOf('=');
      if (at < 1 || pairs.put(word.substring(0, at), word.substring(at + 1)) != null) {
        throw misused("the argument '" + word + "' is not key=value, each key once");
      }
    }
    if (!function.matches("[a-z][a-z0-9-]{0,62}")) {
      throw misused("'" + function + "' is no name of a function");
    }
    Remote remote = remote();
    Ref ref = remote.ref(kind, Optional.of(name), tenant());
    JsonNode answer = remote.get(remote.path(ref) + "/" + function, pairs);
    if (json || !(answer instanceof ObjectNode object)) {
      screen.json(answer);
    } else if (object.path("text").isTextual()) {
      object.get("text").asText().lines().map(Table::clean).forEach(screen::line);
    } else {
      new Answers(screen).show(object);
    }
  }

  private void list(Terminal screen, Remote remote) {
    String of = remote.kind(kind).kind();
    JsonNode own = JsonNodeFactory.instance.arrayNode();
    for (JsonNode each : remote.written().path("items")) {
      own = each.path("kind").asText().equals(of) ? each.path("functions") : own;
    }
    if (json) {
      screen.json(own);
      return;
    }
    List<Planner.Described> functions = new ArrayList<>();
    for (JsonNode each : own) {
      List<Argument> known = new ArrayList<>();
      each.path("arguments").forEach(a -> known.add(Json.view(a, Argument.class)));
      functions.add(
          new Planner.Described(
              of,
              each.path("name").asText(),
              each.path("about").asText(),
              known,
              Optional.empty(),
              each.path("follows").asBoolean()));
    }
    screen.table(FunctionTable.of(functions));
  }
}
