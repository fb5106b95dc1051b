package org.hansa.core.shell;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.karaf.shell.api.console.Command;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.CommandException;
import org.hansa.core.api.Nearest;
import org.hansa.core.api.Problem;
import org.hansa.core.console.Table;

/**
 * Runs lines of an account: our commands, and {@code help}. Karaf's own interpreter never sees the
 * line, so its variables, closures, pipes and files are out of reach.
 */
final class Desk {

  static final String HELP = "help";

  private final Session session;

  Desk(Session session) {
    this.session = session;
  }

  /** One line after the other; the first that fails ends it. */
  void execute(String text) throws Exception {
    for (String line : text.lines().toList()) {
      List<String> words = Words.of(line);
      if (!words.isEmpty()) {
        run(words.get(0), words.subList(1, words.size()));
      }
    }
  }

  private void run(String word, List<String> arguments) throws Exception {
    String name = Commands.word(word);
    Screen screen = new Screen(session);
    if (name.equals(HELP) || name.equals("--help")) {
      help(screen, arguments);
    } else if (arguments.contains("--help") && Commands.named(name).isPresent()) {
      help(screen, List.of(name));
    } else {
      List<String> ordered =
          Commands.named(name)
              .map(type -> Commands.optionsFirst(type, arguments))
              .orElse(arguments);
      execute(name, List.copyOf(ordered));
    }
  }

  /** What Karaf says of words that do not fit is coloured, and has no cure. */
  private void execute(String name, List<String> words) throws Exception {
    Command command = command(name);
    try {
      command.execute(session, List.copyOf(words));
    } catch (CommandException e) {
      if (e.getCause() instanceof Problem) {
        throw e;
      }
      String what = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
      throw new Problem(
          Problem.Reason.INVALID,
          name + ": " + Table.clean(what),
          "See " + name + " --help.",
          List.of(),
          e);
    }
  }

  private void help(Screen screen, List<String> arguments) {
    if (arguments.isEmpty()) {
      Table table = new Table("COMMAND", "WHAT IT DOES");
      all().forEach(command -> table.row(word(command), command.getDescription()));
      screen.table(table);
      screen.line("COMMAND --help says more. Ctrl-D leaves.");
      return;
    }
    String name = Commands.word(arguments.get(0));
    command(name);
    Commands.named(name).map(Commands::help).orElse(List.of()).forEach(screen::line);
  }

  private Command command(String name) {
    return all().stream()
        .filter(command -> word(command).equals(name))
        .findFirst()
        .orElseThrow(() -> unknown(name));
  }

  private Problem unknown(String name) {
    List<String> names = all().stream().map(Desk::word).toList();
    if (names.isEmpty()) {
      return new Problem(
          Problem.Reason.UNAVAILABLE, "Hansa is not up yet", "Try again in a moment.");
    }
    Optional<String> near = Nearest.to(name, names);
    return new Problem(
        Problem.Reason.NOT_FOUND,
        "there is no command '" + Table.clean(name) + "'",
        near.map(n -> "Maybe '" + n + "' was meant.").orElse("List them with help."));
  }

  static String word(Command command) {
    return Commands.word(command.getScope() + ":" + command.getName());
  }

  List<Command> all() {
    return session.getRegistry().getCommands().stream()
        .filter(command -> Commands.SCOPES.contains(command.getScope()))
        .sorted(Comparator.comparing(Desk::word))
        .toList();
  }
}
