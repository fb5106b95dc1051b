package org.hansa.core.shell;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.completers.StringsCompleter;
import org.hansa.core.api.gate.Gate;

/** Completes what can be done with the kind that stands before on the line. */
@Service
public class DeedCompleter implements Completer {

  @Reference Gate gate;

  @Override
  public int complete(Session session, CommandLine line, List<String> candidates) {
    StringsCompleter delegate = new StringsCompleter();
    Optional<Gate.Descriptor> kind =
        Arrays.stream(line.getArguments()).skip(1).flatMap(w -> gate.find(w).stream()).findFirst();
    gate.deeds().stream()
        .filter(deed -> kind.filter(k -> k.kind().equals(deed.kind())).isPresent())
        .forEach(deed -> delegate.getStrings().add(deed.verb()));
    return delegate.complete(session, line, candidates);
  }
}
