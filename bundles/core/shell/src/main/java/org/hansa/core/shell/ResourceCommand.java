package org.hansa.core.shell;

import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.hansa.core.api.Ref;
import org.hansa.core.api.gate.Principal;

/** What commands about one resource share: how it is named. */
public abstract class ResourceCommand extends HansaCommand {

  @Argument(name = "kind", description = "The kind, or Kind/tenant/name", required = true)
  @Completion(KindCompleter.class)
  String kind;

  @Argument(index = 1, name = "name", description = "The name")
  @Completion(NameCompleter.class)
  String name;

  @Option(
      name = "-t",
      aliases = {"--tenant"},
      description = "The tenant; yours if not said")
  @Completion(TenantCompleter.class)
  String tenant;

  Ref named(Principal principal) {
    return ref(kind, name, tenant, principal);
  }
}
