package org.hansa.core.shell;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.CommandException;
import org.hansa.core.api.Nearest;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.gate.Gate;
import org.hansa.core.api.gate.Principal;

/**
 * What all commands share. Karaf makes one object a call and fills its fields, so fields stand
 * where elsewhere constructors would. A Problem ends a command as one line and a failed status.
 */
public abstract class HansaCommand implements Action {

  static final String DOOR = "shell";
  private static final Pattern REF = Pattern.compile("[^/]+/[^/]+/[^/]+");

  @Reference Session session;
  @Reference Gate gate;

  @Option(name = "--json", description = "Print JSON, for programs")
  boolean json;

  @Override
  public final Object execute() throws Exception {
    try {
      run(new Screen(session));
    } catch (Problem problem) {
      // Help and message alike: Karaf prints the one and logs the other, and neither with a trace.
      throw new CommandException(problem.line(), problem.line(), problem);
    } catch (InterruptedException e) {
      // Ctrl-C. What was begun goes on; only the looking on ends.
      Thread.currentThread().interrupt();
    }
    return null;
  }

  abstract void run(Screen screen) throws Exception;

  Principal principal() {
    return Who.principal(gate);
  }

  static String cause() {
    return "shell:" + UUID.randomUUID();
  }

  /** A kind by its name, in any case, or by its plural. */
  Gate.Descriptor kind(String word) {
    return gate.find(word)
        .orElseThrow(
            () ->
                new Problem(
                    Problem.Reason.NOT_FOUND,
                    "there is no kind '" + word + "'",
                    Nearest.to(word, gate.kinds().stream().map(Gate.Descriptor::kind).toList())
                        .map(near -> "Maybe '" + near + "' was meant.")
                        .orElse("List them with kinds.")));
  }

  /** {@code KIND NAME}, or {@code Kind/tenant/name} in one word. */
  Ref ref(String kind, String name, String tenant, Principal principal) {
    if (REF.matcher(kind).matches() && name == null) {
      return Ref.parse(kind);
    }
    if (name == null) {
      throw new Problem(
          Problem.Reason.INVALID, "no name was given", "Write KIND NAME or Kind/tenant/name.");
    }
    return new Ref(kind(kind).kind(), tenant(tenant, principal), name);
  }

  static String tenant(String given, Principal principal) {
    return Optional.ofNullable(given).orElse(principal.tenant());
  }

  Resource resource(Ref ref, Principal principal) {
    return gate.view(principal).get(ref).orElseThrow(() -> Problem.notFound(ref));
  }
}
