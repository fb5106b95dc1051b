package org.hansa.core.shell;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.temporal.ChronoUnit;
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
    table(screen, all);
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
    if (reports.running().isEmpty() && reports.last().isEmpty()) {
      screen.line("None was made since the store was opened. Make one with store:check.");
    }
    reports.last().ifPresent(report -> show(screen, report));
    reports.running().ifPresent(report -> show(screen, report));
  }

  private static void show(Screen screen, Inspector.Report report) {
    screen.line(
        "%s: begun at %s by %s, %s."
            .formatted(
                report.outcome(),
                report.began().truncatedTo(ChronoUnit.SECONDS),
                report.by(),
                report
                    .ended()
                    .map(at -> "ended at " + at.truncatedTo(ChronoUnit.SECONDS))
                    .orElse("under way")));
    table(screen, report.found());
    report.failure().ifPresent(why -> screen.line("It did not come to its end: " + why));
  }

  private static void table(Screen screen, List<Inspector.Found> all) {
    Table table = new Table("PART", "ROWS", "FOUND");
    all.forEach(each -> table.row(each.part(), each.rows(), each.damage().orElse("as written")));
    screen.table(table);
  }
}
