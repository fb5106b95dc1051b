package org.hansa.core.shell;

import java.util.Optional;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.hansa.core.api.Json;
import org.hansa.core.api.gate.Principal;
import org.hansa.core.api.store.Backups;

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
        read: keep root.key elsewhere.

          store:backup
          store:backup before-the-move
          store:backup /mnt/vault/monday
        """)
public class BackupCommand extends HansaCommand {

  @Argument(name = "target", description = "Its name, or a path; the time if not said")
  String target;

  @Reference Backups backups;

  @Override
  void run(Screen screen) {
    Principal principal = principal();
    gate.require(principal, "write", Backups.ALL);
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
    if (json) {
      screen.json(Json.tree(made));
    } else {
      screen.line(
          "Revision %d is in %s, %s."
              .formatted(made.revision(), made.folder(), BackupsCommand.size(made.bytes())));
    }
  }
}
