package org.hansa.core.shell;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.api.console.Terminal;
import org.hansa.core.api.Json;
import org.hansa.core.api.Problem;
import org.hansa.core.console.Output;
import org.hansa.core.console.Table;
import org.jline.reader.EndOfFileException;

/** Where a command writes and asks: knows the terminal, if there is one. */
final class Screen implements Output {

  private final Session session;
  private boolean under;

  Screen(Session session) {
    this.session = session;
  }

  @Override
  public void line(String text) {
    print(Table.shown(text));
  }

  /** As it is: what steers the terminal is ours. */
  private void print(String text) {
    arrived();
    session.getConsole().println(text);
    session.getConsole().flush();
  }

  /** How far something is: each takes the place of the one before, where somebody looks on. */
  void far(String text) {
    if (colours() && width() > 1) {
      String shown = Table.shown(text);
      String cut = shown.length() < width() ? shown : shown.substring(0, width() - 1);
      session.getConsole().print("\r" + cut + "\u001b[K");
      session.getConsole().flush();
      under = true;
    }
  }

  /** Takes away what {@link #far} left. */
  void arrived() {
    if (under) {
      under = false;
      session.getConsole().print("\r\u001b[K");
      session.getConsole().flush();
    }
  }

  @Override
  public void table(Table table) {
    table.lines(width(), colours()).forEach(this::print);
  }

  void json(JsonNode tree) {
    print(Table.escaped(Json.pretty(tree)));
  }

  /** 0 without a terminal: then nothing is cut, so that a pipe gets all. */
  @Override
  public int width() {
    Terminal terminal = session.getTerminal();
    return terminal == null ? 0 : Math.max(0, terminal.getWidth());
  }

  boolean colours() {
    Terminal terminal = session.getTerminal();
    return terminal != null && terminal.isAnsiSupported() && !"dumb".equals(terminal.getType());
  }

  boolean isInteractive() {
    return session.getTerminal() != null;
  }

  /**
   * @throws Problem PRECONDITION if nobody can be asked or the answer is not yes
   */
  void confirm(String question) throws IOException {
    if (!isInteractive()) {
      throw new Problem(
          Problem.Reason.PRECONDITION, "nobody can be asked here; nothing was done", "Add --yes.");
    }
    String answer = typed(question + " [y/N] ", null);
    if (answer == null || !answer.trim().toLowerCase(Locale.ROOT).matches("y|yes")) {
      throw new Problem(Problem.Reason.PRECONDITION, "nothing was done", "Answer y to go on.");
    }
  }

  /** Reads without echo; from a pipe, one line. */
  char[] secret(String prompt) throws IOException {
    String read = isInteractive() ? typed(prompt, '\0') : oneLine(session.getKeyboard());
    if (read == null || read.isEmpty()) {
      throw new Problem(Problem.Reason.INVALID, "nothing was given", "Type a value.");
    }
    return read.toCharArray();
  }

  /** What is typed or piped in, until its end or a line with a single dot. */
  String document() throws IOException {
    StringBuilder text = new StringBuilder();
    if (isInteractive()) {
      line("Paste the document; end with a line that holds a single dot.");
    }
    while (text.length() <= Json.MAX_BYTES) {
      String line = isInteractive() ? typed("", null) : oneLine(session.getKeyboard());
      if (line == null || line.equals(".")) {
        return text.toString();
      }
      text.append(line).append('\n');
    }
    throw new Problem(Problem.Reason.TOO_LARGE, "the document is too long", "Split it.");
  }

  /** One line from the terminal; null at Ctrl-D, which ends what is typed and not the session. */
  private String typed(String prompt, Character mask) throws IOException {
    try {
      return session.readLine(prompt, mask);
    } catch (EndOfFileException end) {
      return null;
    }
  }

  /** Byte by byte: what comes after the line belongs to the next reader. Null at the end. */
  private static String oneLine(InputStream in) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int next = in.read();
    if (next < 0) {
      return null;
    }
    while (next >= 0 && next != '\n' && bytes.size() <= Json.MAX_BYTES) {
      if (next != '\r') {
        bytes.write(next);
      }
      next = in.read();
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
