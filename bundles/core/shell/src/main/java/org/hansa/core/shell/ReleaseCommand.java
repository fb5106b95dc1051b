package org.hansa.core.shell;

import java.util.List;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.hansa.core.api.Json;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.control.Change;
import org.hansa.core.api.gate.Principal;
import org.hansa.core.api.gate.Request;

/** Take back a hold. */
@Service
@Command(
    scope = "hansa",
    name = "release",
    description = "Take back a hold",
    detailedDescription =
        """
        While a hold is open, nothing outside is made, changed or removed for the resource.

          hansa:release --reason maintenance Application factory-line
        """)
public class ReleaseCommand extends ResourceCommand {

  @Option(name = "--reason", description = "Why, one word")
  String reason = "manual";

  @Override
  void run(Screen screen) {
    Principal principal = principal();
    Ref ref = named(principal);
    Change change = new Change.Hold(ref, reason, false);
    gate.submit(Request.of(principal, DOOR, cause(), List.of(change)));
    Resource now = resource(ref, principal);
    if (json) {
      screen.json(Json.tree(now.holds()));
    } else {
      screen.line(
          now.holds().isEmpty()
              ? ref + " is not held."
              : ref + " is held: " + String.join(", ", now.holds()));
    }
  }
}
