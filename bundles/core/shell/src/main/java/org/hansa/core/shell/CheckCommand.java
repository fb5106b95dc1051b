package org.hansa.core.shell;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.hansa.core.api.Json;
import org.hansa.core.api.Problem;
import org.hansa.core.api.gate.Principal;
import org.hansa.core.api.store.Backups;
import org.hansa.core.api.store.Inspector;
import org.hansa.core.console.Reports;

/** Has the database inspected for damage, or says what came of it. */
@Service
@Command(
    scope = "store",
    name = "check",
    description = "Look for damage in all that the database holds, while everything goes on",
    detailedDescription =
        """
        Each row is held against its check sum, and each index against the rows that must be
        found by it. The store does the same by itself once a day, slowly. A million entries
        take some ten seconds of one processor. With --last nothing is looked at: what came of
        the last one is shown, whoever had it made, and how far the one is that is under way.

          store:check
          store:check --last
        """)
public class CheckCommand extends HansaCommand {

  @Option(name = "--last", description = "Only say what is known of those that were made")
  boolean last;

  @Reference Inspector inspector;

  @Override
  void run(Screen screen) {
    Principal principal = principal();
    if (last) {
      gate.require(principal, "read", Backups.ALL);
      show(screen, inspector.reports());
      return;
    }
    gate.require(principal, "write", Backups.ALL);
    List<Inspector.Found> all =
        inspector.inspect(
            principal.name(),
            cause(),
            line -> {
              if (!json) {
                screen.line("  " + line);
              }
            });
    if (json) {
      screen.json(Json.tree(all));
      return;
    }
    new Reports(screen).found(all);
    if (all.stream().anyMatch(each -> each.damage().isPresent())) {
      throw new Problem(
          Problem.Reason.UNAVAILABLE,
          "the database is damaged, and nothing more is written to it",
          "Restore a backup: store:backups lists them.");
    }
  }

  private void show(Screen screen, Inspector.Reports reports) {
    if (json) {
      ObjectNode answer = JsonNodeFactory.instance.objectNode();
      reports.running().ifPresent(report -> answer.set("running", report.written()));
      reports.last().ifPresent(report -> answer.set("last", report.written()));
      screen.json(answer);
      return;
    }
    new Reports(screen).inspection(reports);
  }
}
