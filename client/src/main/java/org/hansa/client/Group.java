package org.hansa.client;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Verbs with a word of their own before them: alone it says nothing. */
@Command(
    synopsisHeading = "%n  ",
    synopsisSubcommandLabel = "VERB",
    commandListHeading = "%n",
    optionListHeading = "%n")
abstract class Group implements Runnable {

  @Spec CommandSpec spec;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Say this")
  boolean help;

  @Override
  public final void run() {
    throw new ParameterException(
        spec.commandLine(), "a verb is missing: " + String.join(", ", spec.subcommands().keySet()));
  }
}
