package org.hansa.core.shell;

import java.util.List;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.hansa.core.api.Json;
import org.hansa.core.api.store.Backups;
import org.hansa.core.console.Reports;

/** Lists backups. */
@Service
@Command(
    scope = "store",
    name = "backups",
    description = "List the backups in the state folder",
    detailedDescription =
        """
        Those elsewhere are not known here; restore takes their path.

          store:backups
        """)
public class BackupsCommand extends HansaCommand {

  @Reference Backups backups;

  @Override
  void run(Screen screen) {
    gate.require(principal(), "read", Backups.ALL);
    List<Backups.Backup> all = backups.list();
    if (json) {
      screen.json(Json.tree(all));
    } else {
      new Reports(screen).backups(all);
    }
  }
}
