package org.hansa.core.shell;

import java.nio.file.Path;
import org.apache.karaf.shell.api.console.SessionFactory;
import org.apache.karaf.shell.ssh.ShellCommand;
import org.apache.karaf.shell.ssh.ShellFactoryImpl;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.forward.RejectAllForwardingFilter;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/**
 * Puts guarded sessions into Karaf's SSH server, and takes from it what is no command: forwarding
 * of ports and agents. As it comes, whoever may log in can reach every port of the loopback, and
 * through the interpreter every object of the process.
 */
@Component(service = SshGuard.class, immediate = true)
public final class SshGuard {

  private final GuardedFactory sessions;

  @Activate
  public SshGuard(@Reference SessionFactory karaf, BundleContext context) {
    Path etc = Path.of(String.valueOf(context.getProperty("karaf.etc")));
    this.sessions = new GuardedFactory(karaf, new InitScripts(etc));
  }

  /** Karaf registers a server before it starts it, so no connection comes before this. */
  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  void guard(SshServer server) {
    server.setShellFactory(new ShellFactoryImpl(sessions));
    server.setCommandFactory((channel, command) -> new ShellCommand(sessions, command));
    server.setForwardingFilter(RejectAllForwardingFilter.INSTANCE);
    server.setAgentFactory(null);
  }

  /** It stays guarded: a server without a guard is one that has been started anew. */
  void unguard(SshServer server) {
    server.setForwardingFilter(RejectAllForwardingFilter.INSTANCE);
  }
}
