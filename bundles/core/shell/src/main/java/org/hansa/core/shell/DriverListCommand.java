package org.hansa.core.shell;

import java.util.List;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.hansa.core.api.Drivers;
import org.hansa.core.api.Json;
import org.hansa.core.console.Reports;

/** Lists drivers. */
@Service
@Command(
    scope = "driver",
    name = "list",
    description = "List the drivers of this node, and how they are",
    detailedDescription =
        """
        ACTIVE drivers are called. One that is SUPERSEDED is there in a newer version too, and no
        endpoint is pinned to it. Of one that is QUARANTINED no call is begun: too many have not
        come back, or it has begun too many threads; replace it. One that FAILED could not be
        begun. CALLS are those under way, LOST those that have outlived their deadlines; THREADS
        are the driver's own.

          driver:list
          driver:list --json
        """)
public class DriverListCommand extends HansaCommand {

  @Reference Drivers drivers;

  @Override
  void run(Screen screen) {
    gate.require(principal(), "read", Drivers.ALL);
    List<Drivers.Standing> all = drivers.list();
    if (json) {
      screen.json(Json.tree(all));
    } else {
      new Reports(screen).drivers(all);
    }
  }
}
