package org.hansa.core.shell;

import java.util.List;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.completers.StringsCompleter;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.Tenant;
import org.hansa.core.api.gate.Gate;

/** Completes the tenants that the caller sees. */
@Service
public class TenantCompleter implements Completer {

  @Reference Gate gate;

  @Override
  public int complete(Session session, CommandLine line, List<String> candidates) {
    StringsCompleter delegate = new StringsCompleter();
    try {
      Snapshot view = gate.view(Who.principal(gate));
      view.list(Tenant.KIND).forEach(r -> delegate.getStrings().add(r.ref().name()));
      delegate.getStrings().add(Tenant.SYSTEM);
    } catch (Problem nothingToOffer) {
      return -1;
    }
    return delegate.complete(session, line, candidates);
  }
}
