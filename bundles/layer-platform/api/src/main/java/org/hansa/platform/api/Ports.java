package org.hansa.platform.api;

import java.util.HashSet;
import java.util.Set;
import org.hansa.core.api.Claims;
import org.hansa.core.api.Problem;

/**
 * Chooses ports on a host: always the lowest free one, so that a plan and its apply choose alike.
 */
public final class Ports {

  private final Host.Status host;
  private final Set<String> taken;

  /**
   * @param claims what is reserved of the host; what this object gives out is added to it
   */
  public Ports(Host.Status host, Claims claims) {
    this.host = host;
    this.taken = new HashSet<>(claims.keys());
  }

  /** The key under which a port is reserved. */
  public static String key(int port) {
    return "tcp/" + port;
  }

  /**
   * @throws Problem EXHAUSTED if the host's range is used up
   */
  public int next() {
    for (int port = host.firstPort(); port <= host.lastPort(); port++) {
      if (!host.takenPorts().contains(port) && taken.add(key(port))) {
        return port;
      }
    }
    throw new Problem(
        Problem.Reason.EXHAUSTED,
        "no port is free between " + host.firstPort() + " and " + host.lastPort(),
        "Widen the range in the endpoint's options, or remove what is not needed.");
  }
}
