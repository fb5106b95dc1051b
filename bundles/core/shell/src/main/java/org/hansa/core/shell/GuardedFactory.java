package org.hansa.core.shell;

import java.io.InputStream;
import java.io.PrintStream;
import org.apache.karaf.shell.api.console.Registry;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.api.console.SessionFactory;
import org.apache.karaf.shell.api.console.Terminal;

/**
 * Makes Karaf's sessions, guarded. Whoever gets through Karaf's interpreter can call any object of
 * the process, so accounts do not get it.
 */
final class GuardedFactory implements SessionFactory {

  private final SessionFactory karaf;
  private final InitScripts scripts;

  GuardedFactory(SessionFactory karaf, InitScripts scripts) {
    this.karaf = karaf;
    this.scripts = scripts;
  }

  @Override
  public Registry getRegistry() {
    return karaf.getRegistry();
  }

  @Override
  public Session create(
      InputStream in,
      PrintStream out,
      PrintStream err,
      Terminal terminal,
      String encoding,
      Runnable closed) {
    return guard(karaf.create(in, out, err, terminal, encoding, closed));
  }

  @Override
  public Session create(InputStream in, PrintStream out, PrintStream err) {
    return guard(karaf.create(in, out, err));
  }

  @Override
  public Session create(InputStream in, PrintStream out, PrintStream err, Session parent) {
    return guard(karaf.create(in, out, err, parent));
  }

  private Session guard(Session session) {
    return new GuardedSession(session, this, scripts);
  }
}
