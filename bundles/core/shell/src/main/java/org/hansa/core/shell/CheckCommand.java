package org.hansa.core.shell;

import java.util.List;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.hansa.core.api.Json;
import org.hansa.core.api.Problem;
import org.hansa.core.api.store.Backups;
import org.hansa.core.api.store.Inspector;

/** Has the database inspected for damage. */
@Service
@Command(
    scope = "store",
    name = "check",
    description = "Look for damage in all that the database holds, while everything goes on",
    detailedDescription =
        """
        Each row is held against its check sum, and each index against the rows that must be
        found by it. The store does the same by itself once a day, slowly. A million entries
        take some ten seconds of one processor.

          store:check
        """)
public class CheckCommand extends HansaCommand {

  @Reference Inspector inspector;

  @Override
  void run(Screen screen) {
    gate.require(principal(), "write", Backups.ALL);
    List<Inspector.Found> all =
        inspector.inspect(
            line -> {
              if (!json) {
                screen.line("  " + line);
              }
            });
    if (json) {
      screen.json(Json.tree(all));
      return;
    }
    Table table = new Table("PART", "ROWS", "FOUND");
    all.forEach(each -> table.row(each.part(), each.rows(), each.damage().orElse("as written")));
    screen.table(table);
    if (all.stream().anyMatch(each -> each.damage().isPresent())) {
      throw new Problem(
          Problem.Reason.UNAVAILABLE,
          "the database is damaged, and nothing more is written to it",
          "Restore a backup: store:backups lists them.");
    }
  }
}
