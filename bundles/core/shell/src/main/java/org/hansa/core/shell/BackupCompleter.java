package org.hansa.core.shell;

import java.util.List;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.completers.StringsCompleter;
import org.hansa.core.api.Problem;
import org.hansa.core.api.gate.Gate;
import org.hansa.core.api.gate.Principal;
import org.hansa.core.api.store.Backups;

/** Names of backups, for who may list them. */
@Service
public class BackupCompleter implements Completer {

  @Reference Gate gate;
  @Reference Backups backups;

  @Override
  public int complete(Session session, CommandLine line, List<String> candidates) {
    StringsCompleter names = new StringsCompleter();
    try {
      if (gate.may(Who.principal(gate), "read", Backups.ALL.kind(), Principal.SYSTEM_TENANT)) {
        backups.list().forEach(b -> names.getStrings().add(b.name()));
      }
    } catch (Problem unknown) {
      // Who is not known is told so by the command, not by the key.
      return -1;
    }
    return names.complete(session, line, candidates);
  }
}
