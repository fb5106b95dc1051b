package org.hansa.client;

import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_COMMAND_LIST;
import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_COMMAND_LIST_HEADING;
import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_DESCRIPTION;
import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_FOOTER;
import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_FOOTER_HEADING;
import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_OPTION_LIST;
import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_OPTION_LIST_HEADING;
import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_PARAMETER_LIST;
import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_PARAMETER_LIST_HEADING;
import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_SYNOPSIS;
import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_SYNOPSIS_HEADING;

import java.io.IOException;
import java.io.PrintWriter;
import java.lang.reflect.Constructor;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.hansa.core.api.Nearest;
import org.hansa.core.api.Problem;
import org.hansa.core.console.Table;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;

/** Runs one command line, and ends with what came of it. */
public final class Main {

  private static final int REFUSED = 1;
  private static final int MISUSED = 2;
  private static final int HELP_WIDTH = 100;

  /** As the shell's help: what it does, how it is written, what the words mean, an example. */
  private static final List<String> HELP =
      List.of(
          SECTION_KEY_DESCRIPTION,
          SECTION_KEY_SYNOPSIS_HEADING,
          SECTION_KEY_SYNOPSIS,
          SECTION_KEY_PARAMETER_LIST_HEADING,
          SECTION_KEY_PARAMETER_LIST,
          SECTION_KEY_OPTION_LIST_HEADING,
          SECTION_KEY_OPTION_LIST,
          SECTION_KEY_COMMAND_LIST_HEADING,
          SECTION_KEY_COMMAND_LIST,
          SECTION_KEY_FOOTER_HEADING,
          SECTION_KEY_FOOTER);

  private static final Set<String> SCOPES = Set.of("store", "driver", "extension");

  private Main() {}

  public static void main(String[] words) {
    Terminal terminal = Terminal.standard(System.getenv());
    Surroundings around =
        new Surroundings(terminal, System.getenv(), InstantSource.system(), new SecureRandom());
    System.exit(run(around, words));
  }

  /**
   * @return the status with which the process is to end
   */
  static int run(Surroundings around, String... words) {
    Terminal terminal = around.terminal();
    CommandLine line =
        new CommandLine(new Hansa(), new Makes(around))
            .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
            .setUsageHelpWidth(HELP_WIDTH)
            // A word of a script's variable is no name of a file.
            .setExpandAtFiles(false)
            .setHelpSectionKeys(HELP)
            .setOut(new PrintWriter(terminal.out(), true, StandardCharsets.UTF_8))
            .setErr(new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8))
            .setParameterExceptionHandler((e, given) -> misused(terminal, e))
            .setExecutionExceptionHandler((e, command, given) -> failed(terminal, e));
    return line.execute(words(words));
  }

  /** As the shell writes them too: {@code hansa:get}, {@code driver:list}, {@code secret-set}. */
  private static String[] words(String[] given) {
    List<String> words = new ArrayList<>(List.of(given));
    if (!words.isEmpty()) {
      String first = words.remove(0).replaceFirst("^hansa:", "");
      String[] parts = first.split(":", 2);
      if (parts.length == 2 && SCOPES.contains(parts[0])) {
        words.addAll(0, List.of(parts));
      } else if (first.equals("secret-set") || first.equals("account-create")) {
        words.addAll(0, List.of(first.split("-", 2)));
      } else {
        words.add(0, first);
      }
    }
    return words.toArray(String[]::new);
  }

  private static int misused(Terminal terminal, ParameterException e) {
    String verb = e.getCommandLine().getCommandSpec().qualifiedName();
    String what = Table.clean(String.valueOf(e.getMessage())) + ".";
    if (e instanceof CommandLine.UnmatchedArgumentException unmatched
        && !e.getCommandLine().getSubcommands().isEmpty()) {
      String word = Table.clean(unmatched.getUnmatched().get(0));
      what =
          Nearest.to(word, e.getCommandLine().getSubcommands().keySet())
              .map(near -> "there is no verb '" + word + "'. Maybe '" + near + "' was meant.")
              .orElse("there is no verb '" + word + "'.");
    }
    terminal.aside("hansa: " + what + " See " + verb + " --help.");
    return MISUSED;
  }

  /** Whatever is refused is one line; what is none of our refusals is a defect, and says so. */
  private static int failed(Terminal terminal, Exception e) throws Exception {
    if (e instanceof Terminal.Closed) {
      return REFUSED;
    }
    if (e instanceof InterruptedException) {
      Thread.currentThread().interrupt();
      return REFUSED;
    }
    if (e instanceof Problem problem) {
      terminal.aside("hansa: " + Table.clean(problem.line()));
      return REFUSED;
    }
    if (e instanceof IOException) {
      terminal.aside("hansa: " + Table.clean(e.toString()) + ". Look at the file or the pipe.");
      return REFUSED;
    }
    terminal.aside("hansa: this is a defect of the client: " + Table.clean(e.toString()) + ".");
    return REFUSED;
  }

  /** Verbs are given what they are run in. */
  private record Makes(Surroundings around) implements CommandLine.IFactory {

    @Override
    public <K> K create(Class<K> type) throws Exception {
      for (Constructor<?> each : type.getDeclaredConstructors()) {
        if (each.getParameterCount() == 1 && each.getParameterTypes()[0] == Surroundings.class) {
          return type.cast(each.newInstance(around));
        }
      }
      return CommandLine.defaultFactory().create(type);
    }
  }
}
