package org.hansa.core.shell;

import java.util.ArrayList;
import java.util.List;
import org.apache.karaf.shell.api.console.Candidate;
import org.apache.karaf.shell.api.console.Command;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.CommandException;
import org.apache.karaf.shell.support.ShellUtil;
import org.hansa.core.api.Problem;
import org.jline.reader.Completer;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.ParsedLine;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.DefaultParser;
import org.jline.terminal.Terminal;

/**
 * Reads and runs lines of one account at its terminal. The history lives as long as the session and
 * belongs to it: Karaf's own is one file for all who log in.
 */
final class Prompt {

  private final Session session;
  private final Terminal terminal;
  private final Desk desk;
  private final LineReader reader;

  Prompt(Session session, Terminal terminal, Desk desk) {
    this.session = session;
    this.terminal = terminal;
    this.desk = desk;
    this.reader =
        LineReaderBuilder.builder()
            .terminal(terminal)
            .appName(Commands.SCOPE)
            .parser(new DefaultParser().escapeChars(null))
            .completer((Completer) this::complete)
            .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
            .build();
  }

  void run(String account) {
    session.getConsole().println("Hansa. Type help for the commands; Ctrl-D leaves.");
    Thread runner = Thread.currentThread();
    while (true) {
      try {
        String line = reader.readLine(account + "> ");
        if (line.strip().matches("exit|quit|logout")) {
          return;
        }
        Terminal.SignalHandler before =
            terminal.handle(Terminal.Signal.INT, signal -> runner.interrupt());
        try {
          desk.execute(line);
        } finally {
          terminal.handle(Terminal.Signal.INT, before);
          // The interrupt was for the command; the session goes on.
          Thread.interrupted();
        }
      } catch (UserInterruptException cleared) {
        session.getConsole().println();
      } catch (EndOfFileException left) {
        return;
      } catch (Problem problem) {
        session.getConsole().println(problem.line());
      } catch (CommandException known) {
        session.getConsole().println(known.getNiceHelp());
      } catch (Exception defect) {
        ShellUtil.logException(session, defect);
      }
    }
  }

  private void complete(
      LineReader at, ParsedLine line, List<org.jline.reader.Candidate> candidates) {
    if (line.wordIndex() == 0) {
      desk.all().forEach(c -> candidates.add(candidate(Desk.word(c), c.getDescription(), true)));
      candidates.add(candidate(Desk.HELP, "List the commands", true));
      return;
    }
    String name = Commands.word(line.words().get(0));
    List<Candidate> found = new ArrayList<>();
    desk.all().stream()
        .filter(command -> Desk.word(command).equals(name))
        .findFirst()
        .ifPresent(command -> complete(command, line, found));
    found.forEach(c -> candidates.add(candidate(c.value(), c.descr(), c.complete())));
  }

  private void complete(Command command, ParsedLine line, List<Candidate> found) {
    // Karaf's completers know a command by its full name.
    List<String> words = new ArrayList<>(line.words());
    words.set(0, command.getScope() + ":" + command.getName());
    command.getCompleter(false).completeCandidates(session, new Typed(words, line), found);
  }

  private static org.jline.reader.Candidate candidate(String value, String about, boolean end) {
    return new org.jline.reader.Candidate(value, value, null, about, null, null, end);
  }
}
