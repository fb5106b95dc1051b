package org.hansa.core.shell;

import java.time.temporal.ChronoUnit;
import java.util.List;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.hansa.core.api.Json;
import org.hansa.core.api.store.Backups;

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

  private static final long MEBI = 1L << 20;

  @Reference Backups backups;

  @Override
  void run(Screen screen) {
    gate.require(principal(), "read", Backups.ALL);
    List<Backups.Backup> all = backups.list();
    if (json) {
      screen.json(Json.tree(all));
    } else if (all.isEmpty()) {
      screen.line("There are none. Make one with store:backup.");
    } else {
      Table table = new Table("NAME", "MADE", "REVISION", "RESOURCES", "ENTRIES", "BLOBS", "SIZE");
      for (Backups.Backup each : all) {
        table.row(
            each.name(),
            each.made().truncatedTo(ChronoUnit.SECONDS),
            each.revision(),
            each.counts().getOrDefault("resources", 0L),
            each.counts().getOrDefault("entries", 0L),
            each.counts().getOrDefault("blobs", 0L),
            size(each.bytes()));
      }
      screen.table(table);
    }
  }

  static String size(long bytes) {
    return bytes < MEBI ? (bytes + 1023) / 1024 + " KiB" : bytes / MEBI + " MiB";
  }
}
