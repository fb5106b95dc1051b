package org.hansa.core.shell;

import java.util.List;
import java.util.Optional;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.hansa.core.api.Account;
import org.hansa.core.api.Json;
import org.hansa.core.api.Ref;
import org.hansa.core.api.gate.Principal;
import org.hansa.core.console.Tenancy;

/** Says whose accounts may do something. */
@Service
@Command(
    scope = "hansa",
    name = "who-can",
    description = "Say whose accounts may do something, of those that you may read",
    detailedDescription =
        """
        By their roles, their tenants and what Grants let them into.

          hansa:who-can -t demo delete Application
          hansa:who-can write Endpoint --site paris
        """)
public class WhoCanCommand extends HansaCommand {

  @Argument(name = "verb", description = "What to do", required = true)
  @Completion(
      value = Object.class,
      values = {"read", "write", "delete", "apply", "hold", "ask"})
  String verb;

  @Argument(index = 1, name = "kind", description = "To what", required = true)
  @Completion(KindCompleter.class)
  String kind;

  @Option(
      name = "-t",
      aliases = {"--tenant"},
      description = "In which tenant; yours if not said")
  @Completion(TenantCompleter.class)
  String tenant;

  @Option(name = "--site", description = "Where it stands: some roles count only at some sites")
  String site;

  @Override
  void run(Screen screen) {
    Principal principal = principal();
    gate.require(principal, "read", new Ref(Account.KIND, principal.tenant(), "all"));
    String what = gate.find(kind).map(k -> k.kind()).orElse(kind);
    List<Principal> able =
        gate.whoMay(principal, verb, what, tenant(tenant, principal), Optional.ofNullable(site));
    if (json) {
      screen.json(Json.tree(able));
      return;
    }
    if (able.isEmpty()) {
      screen.line("Nobody whose account you may read.");
      return;
    }
    screen.table(Tenancy.able(Json.tree(able)));
  }
}
