package org.hansa.core.shell;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.hansa.core.api.Figures;
import org.hansa.core.api.Json;
import org.hansa.core.api.gate.Principal;
import org.hansa.core.api.metrics.Measured;
import org.hansa.core.api.store.Store;
import org.hansa.core.console.Measurements;
import org.hansa.core.console.Table;

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
        as zero that was not measured. At most 500 of each; how many more there are is said.

        Who operates the installation sees besides: the queue of each route and how long its
        oldest resource waits; how long steps, driver calls, commits and their flush to the disk
        took since the start; what the snapshot takes of the heap, by kind; and single figures.
        What does not answer is named, and the rest shown.
        GET /api/v1/metrics has the same for Prometheus.

          hansa:top
          hansa:top -t demo
          hansa:top --json
        """)
public class TopCommand extends HansaCommand {

  @Option(
      name = "-t",
      aliases = {"--tenant"},
      description = "Only instances and hosts of this tenant")
  @Completion(TenantCompleter.class)
  String tenant;

  @Reference Store store;

  @Reference(optional = true)
  List<Figures> figures = new ArrayList<>();

  @Reference(optional = true)
  List<Measured> measured = new ArrayList<>();

  @Override
  void run(Screen screen) {
    Principal principal = principal();
    Usage usage =
        new Usage(
            gate.view(principal), new Streams(gate, store), principal, Optional.ofNullable(tenant));
    ObjectNode all = JsonNodeFactory.instance.objectNode();
    ObjectNode more = JsonNodeFactory.instance.objectNode();
    section(screen, all, more, "instances", usage.instances());
    section(screen, all, more, "hosts", usage.hosts());
    ArrayNode unread = JsonNodeFactory.instance.arrayNode();
    // The queues are the whole installation's: only those who may read all of it see them.
    if (gate.may(principal, "read", "Alarm", Principal.SYSTEM_TENANT)) {
      for (Figures part : figures) {
        try {
          section(screen, all, part.title(), part.rows());
        } catch (RuntimeException | LinkageError e) {
          unread.add(part.getClass().getName() + ": " + e);
        }
      }
    }
    if (gate.may(principal, "read", "Metrics", Principal.SYSTEM_TENANT)) {
      Measurements now =
          new Measurements(
              Measured.all(
                  measured, (part, e) -> unread.add(part.getClass().getName() + ": " + e)));
      section(screen, all, "durations", now.durations());
      section(screen, all, "snapshot", now.snapshot());
      section(screen, all, "figures", now.figures());
    }
    all.set("unread", unread);
    if (!json) {
      unread.forEach(part -> screen.line("Not to be read is " + Table.clean(part.asText())));
    }
    if (json) {
      all.set("more", more);
      screen.json(all);
    }
  }

  private void section(
      Screen screen, ObjectNode all, ObjectNode more, String title, Usage.Rows rows) {
    section(screen, all, title, rows.rows());
    more.put(title, rows.more());
    if (!json && rows.more() > 0) {
      screen.line("and " + rows.more() + " more; -t shows those of one tenant.");
    }
  }

  private void section(
      Screen screen, ObjectNode all, String title, List<Map<String, String>> rows) {
    List<String> headings = rows.isEmpty() ? List.of() : List.copyOf(rows.get(0).keySet());
    Table table = new Table(headings);
    for (Map<String, String> row : rows) {
      table.row(headings.stream().map(h -> row.getOrDefault(h, "")).toArray());
    }
    // Nothing is said of a part before all of it is known to be good.
    JsonNode tree = Json.tree(rows);
    all.set(title, tree);
    if (json || rows.isEmpty()) {
      return;
    }
    if (all.size() > 1) {
      screen.line("");
    }
    screen.line(title + ":");
    screen.table(table);
  }
}
