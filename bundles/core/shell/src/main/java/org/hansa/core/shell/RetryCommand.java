package org.hansa.core.shell;

import java.util.List;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.hansa.core.api.Ref;
import org.hansa.core.api.ResourceJson;
import org.hansa.core.api.control.Change;
import org.hansa.core.api.gate.Principal;
import org.hansa.core.api.gate.Request;

/** Try again what failed, without waiting. */
@Service
@Command(
    scope = "hansa",
    name = "retry",
    description = "Try again what failed, without waiting",
    detailedDescription =
        """
        What waits after failures waits no longer, and what was refused for good is asked anew: for
        the resource and for all that was made for it. What it says of itself is shown by describe.

          hansa:retry Application factory-line
        """)
public class RetryCommand extends ResourceCommand {

  @Override
  void run(Screen screen) {
    Principal principal = principal();
    Ref ref = named(principal);
    gate.submit(Request.of(principal, DOOR, cause(), List.of(new Change.Retry(ref))));
    if (json) {
      screen.json(ResourceJson.write(resource(ref, principal)));
    } else {
      screen.line(ref + " is tried again.");
    }
  }
}
