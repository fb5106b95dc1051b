package org.hansa.core.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Json;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.hansa.core.api.gate.Principal;
import org.hansa.core.api.plan.Planner;
import org.hansa.core.console.Answers;
import org.hansa.core.console.FunctionTable;
import org.hansa.core.console.Table;

/** Asks a function of a resource. */
@Service
@Command(
    scope = "hansa",
    name = "ask",
    description = "Ask a function of a resource",
    detailedDescription =
        """
        Functions come with the components of a kind; with the kind alone they are listed, each with its
        arguments.

          hansa:ask Application
          hansa:ask Application factory-line deployed
          hansa:ask Instance factory-line-page-0 logs lines=5
          hansa:ask -t system Site local capacity window=1440
        """)
public class AskCommand extends HansaCommand {

  @Argument(name = "kind", description = "The kind", required = true)
  @Completion(KindCompleter.class)
  String kind;

  @Argument(index = 1, name = "name", description = "The name; without, what may be asked")
  @Completion(NameCompleter.class)
  String name;

  @Argument(index = 2, name = "function", description = "The function")
  String function;

  @Argument(index = 3, name = "arguments", description = "key=value", multiValued = true)
  List<String> arguments = new ArrayList<>();

  @Option(
      name = "-t",
      aliases = {"--tenant"},
      description = "The tenant; yours if not said")
  @Completion(TenantCompleter.class)
  String tenant;

  @Reference Planner planner;

  @Override
  void run(Screen screen) {
    Principal principal = principal();
    if (name == null) {
      list(screen);
      return;
    }
    if (function == null) {
      throw new Problem(
          Problem.Reason.INVALID, "no function was given", "List them: hansa:ask " + kind);
    }
    Ref ref = ref(kind, name, tenant, principal);
    Doc answer = planner.ask(principal, ref, function, pairs(arguments));
    if (json) {
      screen.json(answer.tree());
    } else if (answer.at("/text").isPresent()) {
      answer.at("/text").get().asText().lines().map(Table::clean).forEach(screen::line);
    } else {
      new Answers(screen).show(answer.tree());
    }
  }

  private void list(Screen screen) {
    String of = kind(kind).kind();
    List<Planner.Described> own =
        planner.functions().stream().filter(f -> f.kind().equals(of)).toList();
    if (json) {
      screen.json(
          Json.tree(
              own.stream()
                  .map(
                      f -> Map.of("name", f.name(), "about", f.about(), "arguments", f.arguments()))
                  .toList()));
    } else {
      screen.table(FunctionTable.of(own));
    }
  }

  static Map<String, String> pairs(List<String> words) {
    Map<String, String> pairs = new TreeMap<>();
    for (String word : words) {
      int at = word.indexOf('=');
      if (at < 1 || pairs.put(word.substring(0, at), word.substring(at + 1)) != null) {
        throw Problem.invalid("argument", word, "key=value, each key once", "Correct it.");
      }
    }
    return pairs;
  }
}
