package org.hansa.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.hansa.core.api.Json;
import org.hansa.core.api.Problem;
import org.hansa.core.console.Output;
import org.hansa.core.console.Table;

/**
 * Where is written and asked. What was asked for goes to the output, all else (how far something
 * is, what went wrong) beside it, so that a pipe gets only what it is for.
 *
 * @param width 0 if the output is no terminal
 * @param keyboard empty if nobody can be asked
 * @param watched true if somebody sees what is written beside the output
 */
record Terminal(
    PrintStream out,
    PrintStream err,
    InputStream in,
    int width,
    boolean colours,
    Optional<Keyboard> keyboard,
    boolean watched)
    implements Output {

  /** Whoever read the output has gone: there is nothing left to do, and nothing to say. */
  static final class Closed extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** The process's own. */
  static Terminal standard(Map<String, String> environment) {
    boolean seen = Tty.isTerminal(Tty.OUT);
    boolean plain =
        !environment.getOrDefault("NO_COLOR", "").isEmpty()
            || environment.getOrDefault("TERM", "dumb").equals("dumb");
    return new Terminal(
        stream(FileDescriptor.out),
        stream(FileDescriptor.err),
        System.in,
        seen ? Tty.width(environment) : 0,
        seen && !plain,
        Tty.keyboard(),
        Tty.isTerminal(Tty.ERR));
  }

  /** UTF-8 whatever the locale: what is read is UTF-8 too. */
  private static PrintStream stream(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
  }

  @Override
  public void line(String text) {
    print(Table.shown(text));
  }

  /** As it is: what steers the terminal is ours. */
  private void print(String text) {
    out.println(text);
    if (out.checkError()) {
      throw new Closed();
    }
  }

  @Override
  public void table(Table table) {
    table.lines(width, colours).forEach(this::print);
  }

  void json(JsonNode tree) {
    print(Table.escaped(Json.pretty(tree)));
  }

  /** Beside the output. */
  void aside(String text) {
    err.println(Table.shown(text));
  }

  /** How long it has been waited for one answer; goes when something else is said. */
  void waiting(long seconds) {
    if (watched) {
      err.print("\r  " + seconds + " s\r");
      err.flush();
    }
  }

  /** How far something is: each takes the place of the one before, where somebody looks on. */
  void far(String text) {
    if (watched) {
      String shown = Table.shown(text);
      int most = width > 1 ? width - 1 : 79;
      err.print("\r" + (shown.length() > most ? shown.substring(0, most) : shown) + "\u001b[K");
      err.flush();
    }
  }

  /** Takes away what {@link #waiting} and {@link #far} left. */
  void waited() {
    if (watched) {
      err.print("\r            \r\u001b[K");
      err.flush();
    }
  }

  /**
   * @throws Problem PRECONDITION if nobody can be asked or the answer is not yes
   */
  void confirm(String question) {
    Keyboard asked =
        keyboard.orElseThrow(
            () ->
                new Problem(
                    Problem.Reason.PRECONDITION,
                    "nobody can be asked here; nothing was done",
                    "Add --yes."));
    String answer = asked.line(question + " [y/N] ").orElse("");
    if (!answer.strip().toLowerCase(Locale.ROOT).matches("y|yes")) {
      throw new Problem(Problem.Reason.PRECONDITION, "nothing was done", "Answer y to go on.");
    }
  }

  /** Reads without echo; from a pipe, one line. */
  String secret(String prompt) throws IOException {
    Optional<String> read =
        keyboard.isPresent() ? keyboard.get().hidden(prompt) : Optional.of(oneLine());
    return read.filter(text -> !text.isEmpty()).orElseThrow(Terminal::nothing);
  }

  /** One line of the input, whoever could be asked. */
  String piped() throws IOException {
    return Optional.of(oneLine()).filter(text -> !text.isEmpty()).orElseThrow(Terminal::nothing);
  }

  private static Problem nothing() {
    return new Problem(Problem.Reason.INVALID, "nothing was given", "Type a value.");
  }

  /** Byte by byte: what comes after the line belongs to the next reader. Empty at the end. */
  private String oneLine() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
      if (bytes.size() > Json.MAX_BYTES) {
        throw new Problem(Problem.Reason.TOO_LARGE, "the line is too long", "Shorten it.");
      }
      if (next != '\r') {
        bytes.write(next);
      }
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
