package org.hansa.core.shell;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Tenant;
import org.hansa.core.api.gate.Principal;
import org.hansa.core.api.plan.Planner;
import org.hansa.core.console.Tenancy;

/** Shows what a tenant has of what it may have. */
@Service
@Command(
    scope = "hansa",
    name = "usage",
    description = "Show what a tenant has, with all below it, of what its quota allows",
    detailedDescription =
        """
        A dash says that there is no limit of its own; those above it may have one.

          hansa:usage acme
        """)
public class UsageCommand extends HansaCommand {

  @Argument(name = "tenant", description = "The tenant; yours if not said")
  @Completion(TenantCompleter.class)
  String tenant;

  @Reference Planner planner;

  @Override
  void run(Screen screen) {
    Principal principal = principal();
    String name = tenant(tenant, principal);
    if (name.equals(Tenant.SYSTEM)) {
      throw new Problem(
          Problem.Reason.INVALID,
          "the tenant system is the provider itself and has no quota",
          "Name another: hansa:get Tenant");
    }
    JsonNode answer = planner.ask(principal, Tenant.ref(name), "usage", Map.of()).tree();
    if (json) {
      screen.json(answer);
      return;
    }
    screen.table(Tenancy.usage(answer));
  }
}
