package org.hansa.client;

import org.hansa.core.api.Problem;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Takes the token of a context away, there and here. */
@Command(
    name = "logout",
    description = "Take the token of a context away, there and here.",
    footer = {
      "Of the chosen context, or of the one that --context names.",
      "",
      "  hansa logout",
      "  hansa logout --context mill"
    })
final class LogoutVerb extends Verb {

  @Option(names = "--forget", description = "Though it cannot be taken away there")
  private boolean forget;

  LogoutVerb(Surroundings around) {
    super(around);
  }

  @Override
  void run(Terminal screen) {
    String name =
        context()
            .or(() -> around().variable("HANSA_CONTEXT"))
            .or(() -> Contexts.of(around()).read().current())
            .orElseThrow(
                () ->
                    new Problem(
                        Problem.Reason.PRECONDITION,
                        "no context is chosen",
                        "Name one of hansa context list with --context."));
    ContextVerbs.leave(around(), name, forget);
    tell(screen, "Logged out of " + name + ".");
  }
}
