package org.hansa.platform.place;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.hansa.platform.place.sites.Generator;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Writes an instance to try the search with. */
@Command(
    name = "generate",
    description = "Writes an instance of sites and workloads, the same for the same options.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {"", "Example: generate --sites 100 --workloads 1000 --links --seed 7 > linked.txt"})
final class Generate implements Callable<Integer> {

  private static final int SITES = 100_000;
  private static final int WORKLOADS = 2_000_000;

  @Spec private CommandLine.Model.CommandSpec spec;

  @Option(names = "--sites", paramLabel = "N", required = true, description = "2 to 100000")
  private int sites;

  @Option(names = "--workloads", paramLabel = "N", required = true, description = "1 to 2000000")
  private int workloads;

  @Option(names = "--opening", description = "a site costs as soon as anything is on it")
  private boolean opening;

  @Option(names = "--links", description = "workloads speak with one another")
  private boolean links;

  @Option(names = "--seed", paramLabel = "N", description = "(default: 0)")
  private long seed;

  @Override
  public Integer call() {
    require("--sites", sites, 2, SITES);
    require("--workloads", workloads, 1, WORKLOADS);
    PrintWriter out = spec.commandLine().getOut();
    new Generator(sites, workloads, opening, links, seed).write(out);
    if (out.checkError()) {
      spec.commandLine().getErr().println("The instance cannot be written. See the output.");
      return 2;
    }
    return 0;
  }

  private void require(String option, int value, int least, int most) {
    if (value < least || value > most) {
      throw new ParameterException(
          spec.commandLine(),
          "%s is %d and must be from %d to %d.".formatted(option, value, least, most));
    }
  }
}
