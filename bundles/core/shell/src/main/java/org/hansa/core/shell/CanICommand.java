package org.hansa.core.shell;

import java.util.Map;
import java.util.Optional;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.hansa.core.api.Json;
import org.hansa.core.api.Problem;
import org.hansa.core.api.gate.Principal;

/** Says what the caller may do. */
@Service
@Command(
    scope = "hansa",
    name = "can-i",
    description = "Say whether you may do something; fails if not. Alone: say who you are",
    detailedDescription =
        """
        Verbs: read, write, delete, apply, hold, ask.

          hansa:can-i
          hansa:can-i -t demo delete Application
          hansa:can-i write Endpoint --site paris
        """)
public class CanICommand extends HansaCommand {

  @Argument(name = "verb", description = "What to do")
  @Completion(
      value = Object.class,
      values = {"read", "write", "delete", "apply", "hold", "ask"})
  String verb;

  @Argument(index = 1, name = "kind", description = "To what")
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
    if (verb == null) {
      if (json) {
        screen.json(Json.tree(principal));
      } else {
        screen.line(
            principal.name()
                + " of tenant "
                + principal.tenant()
                + ", roles "
                + String.join(", ", new java.util.TreeSet<>(principal.roles())));
      }
      return;
    }
    if (kind == null) {
      throw new Problem(Problem.Reason.INVALID, "no kind was given", "Write VERB KIND.");
    }
    // Streams are asked for by names that are no kinds: Audit, Event, Ledger.
    String what = gate.find(kind).map(k -> k.kind()).orElse(kind);
    boolean may =
        gate.may(principal, verb, what, tenant(tenant, principal), Optional.ofNullable(site));
    if (json) {
      screen.json(Json.tree(Map.of("may", may)));
    } else if (may) {
      screen.line("yes");
    } else {
      throw new Problem(
          Problem.Reason.FORBIDDEN,
          "no: " + principal.name() + " may not " + verb + " " + what,
          "An administrator of accounts can give a role.");
    }
  }
}
