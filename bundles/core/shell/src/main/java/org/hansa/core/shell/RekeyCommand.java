package org.hansa.core.shell;

import java.io.IOException;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.hansa.core.api.Json;
import org.hansa.core.api.gate.Principal;
import org.hansa.core.api.gate.RootKeys;
import org.hansa.core.console.Reports;

/** Renews the root key. */
@Service
@Command(
    scope = "store",
    name = "rekey",
    description = "Make a new root key, and seal all secret values under it",
    detailedDescription =
        """
        Everything goes on meanwhile, and what cuts it off is made up for at the next start. The
        former key stays in the state folder as root.key.until-TIME: backups that were made under
        it need it. Keep it where you keep root.key, apart from the backups, and delete it here.
        Nodes that share a database: stop the others first, and give each the new root.key before
        it starts.

          store:rekey
          store:rekey --yes
        """)
public class RekeyCommand extends HansaCommand {

  @Option(
      name = "-y",
      aliases = {"--yes"},
      description = "Do not ask")
  boolean yes;

  @Reference RootKeys keys;

  @Override
  void run(Screen screen) throws IOException {
    Principal principal = principal();
    gate.require(principal, "write", RootKeys.KEY);
    if (!yes) {
      screen.confirm("Make a new root key, and seal all values under it?");
    }
    RootKeys.Renewed renewed =
        keys.renew(
            principal.name(),
            cause(),
            (done, total, line) -> {
              if (!json) {
                screen.line("  " + line);
              }
            });
    if (json) {
      screen.json(Json.tree(renewed));
    } else {
      new Reports(screen).renewed(renewed);
    }
  }
}
