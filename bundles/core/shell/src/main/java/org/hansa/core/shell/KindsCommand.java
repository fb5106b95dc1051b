package org.hansa.core.shell;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.hansa.core.api.Json;
import org.hansa.core.api.gate.Gate;
import org.hansa.core.console.Reports;

/** Lists kinds, or shows how one is written. */
@Service
@Command(
    scope = "hansa",
    name = "kinds",
    description = "List the kinds, or show the schema of one",
    detailedDescription =
        """
          hansa:kinds
          hansa:kinds Application    its JSON Schema
        """)
public class KindsCommand extends HansaCommand {

  @Argument(name = "kind", description = "Show the schema of this one")
  @Completion(KindCompleter.class)
  String kind;

  @Override
  void run(Screen screen) {
    principal();
    if (kind != null) {
      Gate.Descriptor one = kind(kind);
      ObjectNode tree = (ObjectNode) Json.tree(one);
      tree.set("specSchema", Json.read(one.specSchema()));
      tree.set("statusSchema", Json.read(one.statusSchema()));
      screen.json(json ? tree : tree.get("specSchema"));
    } else if (json) {
      screen.json(Json.tree(gate.kinds()));
    } else {
      new Reports(screen).kinds(gate.kinds());
    }
  }
}
