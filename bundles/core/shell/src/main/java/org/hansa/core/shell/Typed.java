package org.hansa.core.shell;

import java.util.List;
import org.apache.karaf.shell.api.console.CommandLine;
import org.jline.reader.ParsedLine;

/** A line being typed, as Karaf's completers read it. */
record Typed(List<String> words, ParsedLine line) implements CommandLine {

  @Override
  public int getCursorArgumentIndex() {
    return line.wordIndex();
  }

  @Override
  public String getCursorArgument() {
    return line.word();
  }

  @Override
  public int getArgumentPosition() {
    return line.wordCursor();
  }

  @Override
  public String[] getArguments() {
    return words.toArray(String[]::new);
  }

  @Override
  public int getBufferPosition() {
    return line.cursor();
  }

  @Override
  public String getBuffer() {
    return line.line();
  }
}
