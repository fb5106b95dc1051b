package org.hansa.core.shell;

import java.util.List;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.completers.StringsCompleter;
import org.hansa.core.api.gate.Gate;

/** Completes kinds. */
@Service
public class KindCompleter implements Completer {

  @Reference Gate gate;

  @Override
  public int complete(Session session, CommandLine line, List<String> candidates) {
    StringsCompleter delegate = new StringsCompleter();
    gate.kinds().forEach(kind -> delegate.getStrings().add(kind.kind()));
    return delegate.complete(session, line, candidates);
  }
}
