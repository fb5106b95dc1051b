package org.hansa.core.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Draft;
import org.hansa.core.api.Json;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Role;
import org.hansa.core.api.control.Change;
import org.hansa.core.api.gate.Request;
import org.hansa.core.console.Rights;

/** Makes a role. */
@Service
@Command(
    scope = "hansa",
    name = "role-create",
    description = "Make a role of your own, for accounts of its tenant and those below",
    detailedDescription =
        """
        A right is VERBS:KINDS, and with @SITES counts only for what stands at these.
        Verbs: read, write, delete, apply, hold, ask. You must hold what it allows.

          hansa:role-create --may read:Endpoint,Site --may write,hold:Endpoint@paris,lyon site-keeper
          hansa:account-create --role site-keeper ada
          hansa:account-create -t acme --role use-case-user@acme.dev olaf
        """)
public class RoleCreateCommand extends HansaCommand {

  @Argument(name = "name", description = "The name", required = true)
  String name;

  @Option(
      name = "--may",
      description = "VERBS:KINDS or VERBS:KINDS@SITES; may be said more than once",
      multiValued = true,
      required = true)
  List<String> rights = new ArrayList<>();

  @Option(name = "--description", description = "Whom it is for")
  String description;

  @Option(
      name = "-t",
      aliases = {"--tenant"},
      description = "The tenant; yours if not said")
  @Completion(TenantCompleter.class)
  String tenant;

  @Override
  void run(Screen screen) {
    Ref ref = new Ref(Role.KIND, tenant(tenant, principal()), name);
    Role.Spec spec = Rights.role(Optional.ofNullable(description), rights);
    Change make = new Change.Put(Draft.of(ref, Doc.of(spec)), Optional.of(0L));
    gate.submit(Request.of(principal(), DOOR, cause(), List.of(make)));
    if (json) {
      screen.json(Json.tree(Map.of("role", ref.toString())));
    } else {
      screen.line(ref + " is there. Give it: hansa:account-create --role " + name + " NAME");
    }
  }
}
