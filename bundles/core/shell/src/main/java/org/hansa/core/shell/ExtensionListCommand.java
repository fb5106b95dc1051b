package org.hansa.core.shell;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.hansa.core.api.Extension;
import org.hansa.core.api.Resource;
import org.hansa.core.api.ResourceJson;

/** Lists extensions. */
@Service
@Command(
    scope = "extension",
    name = "list",
    description = "List what is installed beside Hansa's own code, and how it is on each node",
    detailedDescription =
        """
        The archive is named by the beginning of its digest.

          extension:list
          extension:list --json
        """)
public class ExtensionListCommand extends HansaCommand {

  private static final int SHORT = 12;

  @Override
  void run(Screen screen) {
    List<Resource> all = gate.view(principal()).list(Extension.KIND).toList();
    if (json) {
      ArrayNode list = JsonNodeFactory.instance.arrayNode();
      all.forEach(each -> list.add(ResourceJson.write(each)));
      screen.json(list);
      return;
    }
    if (all.isEmpty()) {
      screen.line("There are none. extension:install brings one.");
      return;
    }
    Table table =
        new Table("NAME", "VERSION", "ARCHIVE", "SIGNER", "NODE", "STATE", "WHAT IS WRONG");
    all.forEach(each -> rows(table, each));
    screen.table(table);
  }

  private static void rows(Table table, Resource each) {
    Extension.Status status = each.status().as(Extension.Status.class);
    String digest = each.spec().as(Extension.Spec.class).digest().replaceFirst("^sha256:", "");
    Map<String, Extension.Node> nodes = new TreeMap<>(status.nodes());
    if (nodes.isEmpty()) {
      table.row(each.ref().name(), "", digest.substring(0, SHORT), "", "", "not yet", "");
    }
    nodes.forEach(
        (name, node) ->
            table.row(
                each.ref().name(),
                status.version().orElse(""),
                digest.substring(0, SHORT),
                status.signer().orElse("nobody"),
                name,
                node.state(),
                Table.clean(node.text().orElse(""))));
  }
}
