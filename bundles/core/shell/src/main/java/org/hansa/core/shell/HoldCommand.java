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

/** Keep a resource from being touched outside until it is released. */
@Service
@Command(
    scope = "hansa",
    name = "hold",
    description = "Keep a resource from being touched outside until it is released",
    detailedDescription =
        """
        While a hold is open, nothing outside is made, changed or removed for the resource.

          hansa:hold --reason maintenance Application factory-line
        """)
public class HoldCommand extends ResourceCommand {

  @Option(name = "--reason", description = "Why, one word")
  String reason = "manual";

  @Override
  void run(Screen screen) {
    Principal principal = principal();
    Ref ref = named(principal);
    Change change = new Change.Hold(ref, reason, true);
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
