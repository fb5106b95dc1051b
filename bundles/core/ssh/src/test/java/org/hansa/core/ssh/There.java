package org.hansa.core.ssh;

import java.util.Optional;
import org.hansa.core.testing.ssh.Sshd;

/** A server of a test, as a driver is told of it. */
final class There {

  private There() {}

  /** As if it were at this port. */
  static SshServer at(Sshd sshd, int port) {
    return new SshServer("127.0.0.1", port, Sshd.USER, sshd.knownHosts(port));
  }

  static SshLogin login(Sshd sshd) {
    return new SshLogin(Optional.of(sshd.key()), Optional.empty(), Optional.empty());
  }
}
