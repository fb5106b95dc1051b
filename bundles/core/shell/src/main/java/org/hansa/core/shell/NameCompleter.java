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
import org.hansa.core.api.Problem;
import org.hansa.core.api.gate.Gate;
import org.hansa.core.api.gate.Principal;

/** Completes names of the kind that stands before on the line, as far as the caller may read. */
@Service
public class NameCompleter implements Completer {

  private static final int MOST = 1000;

  @Reference Gate gate;

  @Override
  public int complete(Session session, CommandLine line, List<String> candidates) {
    StringsCompleter delegate = new StringsCompleter();
    Optional<Gate.Descriptor> kind =
        Arrays.stream(line.getArguments()).skip(1).flatMap(w -> gate.find(w).stream()).findFirst();
    try {
      Principal principal = Who.principal(gate);
      gate.view(principal)
          .list(kind.map(Gate.Descriptor::kind).orElse(usual(line)), tenant(line, principal))
          .limit(MOST)
          .forEach(resource -> delegate.getStrings().add(resource.ref().name()));
    } catch (Problem nothingToOffer) {
      return -1;
    }
    return delegate.complete(session, line, candidates);
  }

  /** Without a kind on the line the command is about endpoints, or about instances: logs. */
  private static String usual(CommandLine line) {
    String command = line.getArguments()[0];
    return command.startsWith("driver:")
        ? "Endpoint"
        : command.startsWith("extension:") ? "Extension" : "Instance";
  }

  private static String tenant(CommandLine line, Principal principal) {
    List<String> words = List.of(line.getArguments());
    int option = Math.max(words.indexOf("-t"), words.indexOf("--tenant"));
    return option >= 0 && option + 1 < words.size() ? words.get(option + 1) : principal.tenant();
  }
}
