package org.hansa.core.shell;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.hansa.core.api.Figures;
import org.hansa.core.api.Json;
import org.hansa.core.api.gate.Principal;
import org.hansa.core.api.store.Store;

/** Shows what is used now. */
@Service
@Command(
    scope = "hansa",
    name = "top",
    description =
        "Show what instances use, what hosts have left, and the installation's own figures",
    detailedDescription =
        """
        CPU in cores and memory over the newest metered interval, with its age; nothing is shown
        as zero that was not measured.

          hansa:top
        """)
public class TopCommand extends HansaCommand {

  @Reference Store store;

  @Reference(optional = true)
  List<Figures> figures = new ArrayList<>();

  @Override
  void run(Screen screen) {
    Principal principal = principal();
    Usage usage = new Usage(gate.view(principal), new Streams(gate, store), principal);
    ObjectNode all = JsonNodeFactory.instance.objectNode();
    section(screen, all, "instances", usage.instances());
    section(screen, all, "hosts", usage.hosts());
    // The queues are the whole installation's: only those who may read all of it see them.
    if (gate.may(principal, "read", "Alarm", Principal.SYSTEM_TENANT)) {
      for (Figures part : figures) {
        section(screen, all, part.title(), part.rows());
      }
    }
    if (json) {
      screen.json(all);
    }
  }

  private void section(
      Screen screen, ObjectNode all, String title, List<Map<String, String>> rows) {
    JsonNode tree = Json.tree(rows);
    all.set(title, tree);
    if (json || rows.isEmpty()) {
      return;
    }
    List<String> headings = List.copyOf(rows.get(0).keySet());
    Table table = new Table(headings);
    for (Map<String, String> row : rows) {
      table.row(headings.stream().map(h -> row.getOrDefault(h, "")).toArray());
    }
    screen.line(title + ":");
    screen.table(table);
  }
}
