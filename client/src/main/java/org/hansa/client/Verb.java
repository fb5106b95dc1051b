package org.hansa.client;

import java.util.Optional;
import java.util.concurrent.Callable;
import org.hansa.core.api.Problem;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What all verbs share. One object a command line, whose fields are filled before it runs. */
@Command(
    optionListHeading = "%n",
    parameterListHeading = "%n",
    synopsisHeading = "%n  ",
    footerHeading = "%n",
    sortOptions = true)
abstract class Verb implements Callable<Integer> {

  @Spec CommandSpec spec;

  @Option(names = "--json", description = "Print JSON, for programs")
  boolean json;

  @Option(
      names = "--context",
      paramLabel = "CONTEXT",
      description = "Of this login, not of the one that is chosen")
  private String context;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Say this")
  boolean help;

  private final Surroundings around;

  Verb(Surroundings around) {
    this.around = around;
  }

  @Override
  public final Integer call() throws Exception {
    run(around.terminal());
    return CommandLine.ExitCode.OK;
  }

  /**
   * @throws Problem whatever is refused
   */
  abstract void run(Terminal screen) throws Exception;

  Surroundings around() {
    return around;
  }

  Optional<String> context() {
    return Optional.ofNullable(context);
  }

  Remote remote() {
    return new Remote(new Door(new Choice(around).access(context()), around.terminal()));
  }

  /** The words do not fit: how they would is in the help. */
  ParameterException misused(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  /** What is told on the way: to a person among the rest, to a program beside it. */
  void tell(Terminal screen, String line) {
    if (json) {
      screen.aside(line);
    } else {
      screen.line(line);
    }
  }
}
