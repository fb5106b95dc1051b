package org.hansa.core.shell;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.regex.Pattern;
import javax.security.auth.Subject;
import org.apache.karaf.shell.api.console.History;
import org.apache.karaf.shell.api.console.Registry;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.api.console.SessionFactory;
import org.apache.karaf.shell.api.console.Terminal;
import org.apache.karaf.shell.support.CommandException;
import org.hansa.core.api.Problem;

/**
 * A session that is Karaf's for the process administrator, and for everyone else only a desk for
 * commands of ours. Who it is, is decided when it runs: only then is the subject known.
 */
final class GuardedSession implements Session {

  /** What a client may say of its terminal; any other variable could steer the session. */
  private static final Pattern ENVIRONMENT = Pattern.compile("TERM|LANG|LC_[A-Z]+|LINES|COLUMNS");

  private final Session karaf;
  private final SessionFactory factory;
  private final InitScripts scripts;

  GuardedSession(Session karaf, SessionFactory factory, InitScripts scripts) {
    this.karaf = karaf;
    this.factory = factory;
    this.scripts = scripts;
  }

  @Override
  public void run() {
    if (Who.isProcessAdministrator()) {
      karaf.run();
      return;
    }
    try {
      String account = Who.account();
      if (karaf.getTerminal() instanceof org.jline.terminal.Terminal terminal) {
        new Prompt(karaf, terminal, new Desk(karaf)).run(account);
      } else {
        karaf.getConsole().println("This needs a terminal.");
      }
    } catch (Problem problem) {
      karaf.getConsole().println(problem.line());
    } finally {
      karaf.getConsole().flush();
      close();
    }
  }

  @Override
  public Object execute(CharSequence text) throws Exception {
    if (Who.isProcessAdministrator()) {
      return karaf.execute(text);
    }
    if (scripts.isOne(text.toString())) {
      return null;
    }
    try {
      Who.account();
      new Desk(karaf).execute(text.toString());
      return null;
    } catch (Problem problem) {
      throw new CommandException(problem.line(), problem.line(), problem);
    }
  }

  @Override
  public void put(String name, Object value) {
    boolean ours = value instanceof Subject || value instanceof Throwable;
    if (ours || Who.isProcessAdministrator() || ENVIRONMENT.matcher(name).matches()) {
      karaf.put(name, value);
    }
  }

  @Override
  public Object get(String name) {
    return karaf.get(name);
  }

  @Override
  public InputStream getKeyboard() {
    return karaf.getKeyboard();
  }

  @Override
  public PrintStream getConsole() {
    return karaf.getConsole();
  }

  @Override
  public String readLine(String prompt, Character mask) throws IOException {
    return karaf.readLine(prompt, mask);
  }

  @Override
  public Terminal getTerminal() {
    return karaf.getTerminal();
  }

  @Override
  public History getHistory() {
    return karaf.getHistory();
  }

  @Override
  public Registry getRegistry() {
    return karaf.getRegistry();
  }

  @Override
  public SessionFactory getFactory() {
    return factory;
  }

  @Override
  public String resolveCommand(String name) {
    return karaf.resolveCommand(name);
  }

  @Override
  public Path currentDir() {
    return karaf.currentDir();
  }

  @Override
  public void currentDir(Path path) {
    karaf.currentDir(path);
  }

  @Override
  public void close() {
    karaf.close();
  }
}
