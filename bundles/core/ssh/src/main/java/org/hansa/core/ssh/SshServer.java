package org.hansa.core.ssh;

import java.util.List;

/**
 * A machine that is reached by SSH.
 *
 * @param host its name or address
 * @param port 22 as a rule
 * @param user as whom commands run there
 * @param knownHosts lines of a {@code known_hosts} file, plain or hashed, one at least of this
 *     host; a key that none of them names is refused
 */
public record SshServer(String host, int port, String user, List<String> knownHosts) {

  public SshServer {
    knownHosts = knownHosts == null ? List.of() : List.copyOf(knownHosts);
  }

  /** {@code user@host:port}. */
  @Override
  public String toString() {
    return user + "@" + host + ":" + port;
  }
}
