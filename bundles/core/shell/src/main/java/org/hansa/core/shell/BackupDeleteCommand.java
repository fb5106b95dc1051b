package org.hansa.core.shell;

import java.io.IOException;
import java.util.Map;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.hansa.core.api.Json;
import org.hansa.core.api.gate.Principal;
import org.hansa.core.api.store.Backups;

/** Removes a backup. */
@Service
@Command(
    scope = "store",
    name = "backup-delete",
    description = "Remove a backup in the state folder for good",
    detailedDescription =
        """
        Damaged ones too. Those elsewhere are not touched: remove them where they lie. The audit
        keeps who removed which.

          store:backup-delete before-the-move
          store:backup-delete --yes 20260301-020000
        """)
public class BackupDeleteCommand extends HansaCommand {

  @Argument(name = "name", description = "The backup's name", required = true)
  @Completion(BackupCompleter.class)
  String name;

  @Option(
      name = "-y",
      aliases = {"--yes"},
      description = "Do not ask")
  boolean yes;

  @Reference Backups backups;

  @Override
  void run(Screen screen) throws IOException {
    Principal principal = principal();
    gate.require(principal, "delete", Backups.ALL);
    if (!yes) {
      screen.confirm("Remove the backup " + name + " for good?");
    }
    backups.remove(name, principal.name(), cause());
    if (json) {
      screen.json(Json.tree(Map.of("removed", name)));
    } else {
      screen.line("Backup " + name + " is removed.");
    }
  }
}
