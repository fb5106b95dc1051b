package org.hansa.client;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Prints what teaches a shell to complete. */
@Command(
    name = "completion",
    description = "Print a script that teaches bash to complete verbs, kinds and names.",
    footer = {
      "Kinds and names are asked for where you are logged in; if nobody answers soon, nothing is",
      "offered.",
      "",
      "  source <(hansa completion bash)",
      "  hansa completion bash > ~/.local/share/bash-completion/completions/hansa"
    })
final class CompletionVerb extends Verb {

  private static final String BASH =
      """
      _hansa() {
          local IFS=$'\\n'
          COMPREPLY=($("${COMP_WORDS[0]}" complete -- "${COMP_WORDS[@]:1:COMP_CWORD}" 2> /dev/null))
      }
      complete -o default -F _hansa hansa
      """;

  @Parameters(index = "0", paramLabel = "SHELL", description = "bash")
  private String shell;

  CompletionVerb(Surroundings around) {
    super(around);
  }

  @Override
  void run(Terminal screen) {
    if (!shell.equals("bash")) {
      throw misused("'" + shell + "' is no shell that is known here: bash is");
    }
    BASH.lines().forEach(screen::line);
  }
}
