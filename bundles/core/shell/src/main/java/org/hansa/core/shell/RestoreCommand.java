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

/** Replaces all state by a backup's. */
@Service
@Command(
    scope = "store",
    name = "restore",
    description = "Replace all state by what a backup holds",
    detailedDescription =
        """
        All that was written since the backup is lost, but for the audit. It is checked first, and
        comes back as a whole or not at all. Then Hansa only observes what stands outside, and
        changes nothing of it until store:accept.
        A backup is sealed under the root key. One that has no seal may have been written by
        anybody: --unsealed says that you answer for it. To take over another installation's,
        put its root.key in the place of this one's first.

          store:restore before-the-move
          store:restore --yes /mnt/vault/monday
          store:restore --unsealed /mnt/vault/of-a-former-release
        """)
public class RestoreCommand extends HansaCommand {

  @Argument(name = "target", description = "The backup's name or path", required = true)
  @Completion(BackupCompleter.class)
  String target;

  @Option(name = "--yes", description = "Do not ask")
  boolean yes;

  @Option(name = "--unsealed", description = "Answer for a backup that has no seal")
  boolean unsealed;

  @Reference Backups backups;

  @Override
  void run(Screen screen) throws IOException {
    Principal principal = principal();
    gate.require(principal, "apply", Backups.ALL);
    if (!yes) {
      screen.confirm("Replace all state of this installation by " + target + "?");
    }
    backups.restore(
        target,
        unsealed ? Backups.Trust.VOUCHED : Backups.Trust.SEALED,
        principal.name(),
        cause(),
        line -> {
          if (!json) {
            screen.line("  " + line);
          }
        });
    // What this command was made with has ended: nothing can be asked any more.
    if (json) {
      screen.json(Json.tree(Map.of("restored", target)));
    } else {
      screen.line(target + " is restored. Look with store:accept at what would be done now.");
    }
  }
}
