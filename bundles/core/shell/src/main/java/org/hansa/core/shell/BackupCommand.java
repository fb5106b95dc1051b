package org.hansa.core.shell;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.hansa.core.api.Json;
import org.hansa.core.api.Problem;
import org.hansa.core.api.gate.Principal;
import org.hansa.core.api.store.Backups;
import org.hansa.core.console.Reports;

/** Makes a backup. */
@Service
@Command(
    scope = "store",
    name = "backup",
    description = "Copy all state, as it is at one moment, while everything goes on",
    detailedDescription =
        """
        The copy is a folder that appears when it is whole: backups/NAME in the state folder, or
        the absolute path that you name. It lacks the root key, without which secrets cannot be
        read: keep root.key elsewhere. All are kept until store:backup-delete; with --keep, when
        it is whole, so many of those that were named by the time stay, and the older ones go.

          store:backup
          store:backup --keep 7
          store:backup before-the-move
          store:backup /mnt/vault/monday
        """)
public class BackupCommand extends HansaCommand {

  @Argument(name = "target", description = "Its name, or a path; the time if not said")
  String target;

  @Option(name = "--keep", description = "How many named by the time stay; all if not said")
  Integer keep;

  @Reference Backups backups;

  @Override
  void run(Screen screen) {
    Principal principal = principal();
    gate.require(principal, "write", Backups.ALL);
    if (keep != null) {
      requireToKeep(principal);
    }
    Backups.Backup made =
        backups.make(
            Optional.ofNullable(target),
            principal.name(),
            cause(),
            line -> {
              if (!json) {
                screen.line("  " + line);
              }
            });
    List<String> removed = keep == null ? List.of() : backups.keep(keep, principal.name(), cause());
    if (json) {
      ObjectNode answer = (ObjectNode) Json.tree(made);
      screen.json(keep == null ? answer : answer.set("removed", Json.tree(removed)));
    } else {
      new Reports(screen).made(made, removed);
    }
  }

  /** Before anything is made: what is asked for is done as a whole or not begun. */
  private void requireToKeep(Principal principal) {
    if (target != null) {
      throw Problem.invalid(
          "--keep", keep, "without a name", "It counts those that are named by the time.");
    }
    gate.require(principal, "delete", Backups.ALL);
    Backups.requireKeep(keep);
  }
}
