package org.hansa.core.shell;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Draft;
import org.hansa.core.api.Json;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Tenant;
import org.hansa.core.api.control.Change;
import org.hansa.core.api.gate.Request;
import org.hansa.core.console.Tenancy;

/** Makes a tenant. */
@Service
@Command(
    scope = "hansa",
    name = "tenant-create",
    description = "Make a tenant, with what it may have at most",
    detailedDescription =
        """
        A quota counts for the tenant with all below it: cores of cpu, bytes of memory, resources of a kind.
        A tenant below another is named by its place: acme.dev is below acme.

          hansa:tenant-create --quota cpu=16 --quota Application=40 acme
          hansa:tenant-create acme.dev
        """)
public class TenantCreateCommand extends HansaCommand {

  @Argument(name = "name", description = "The name", required = true)
  String name;

  @Option(
      name = "--quota",
      description = "UNIT=NUMBER or KIND=NUMBER; may be said more than once",
      multiValued = true)
  List<String> quota = new ArrayList<>();

  @Option(name = "--description", description = "Who that is")
  String description;

  @Override
  void run(Screen screen) {
    Ref ref = Tenant.ref(name);
    Map<String, BigDecimal> most = Tenancy.quota(AskCommand.pairs(quota));
    Tenant.Spec spec = new Tenant.Spec(Optional.ofNullable(description), Optional.empty(), most);
    Change make = new Change.Put(Draft.of(ref, Doc.of(spec)), Optional.of(0L));
    gate.submit(Request.of(principal(), DOOR, cause(), List.of(make)));
    if (json) {
      screen.json(Json.tree(Map.of("tenant", ref.toString())));
    } else {
      screen.line(ref + " is there. Its first account: hansa:account-create -t " + name + " NAME");
    }
  }
}
