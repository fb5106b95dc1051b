package org.hansa.platform.api;

import org.hansa.core.api.Claims;
import org.hansa.core.api.Keys;
import org.hansa.core.api.Problem;

/**
 * Chooses ports on a host: always the lowest free one, so that a plan and its apply choose alike.
 */
public final class Ports {

  private static final String TCP = "tcp";

  private final Host.Status host;
  private Keys taken;
  private int left = -1;

  /**
   * @param claims what is reserved of the host; what this object gives out is added to it
   */
  public Ports(Host.Status host, Claims claims) {
    this.host = host;
    Keys keys = claims.keys();
    for (int port : host.takenPorts()) {
      if (port >= host.firstPort() && port <= host.lastPort()) {
        keys = keys.plus(key(port));
      }
    }
    this.taken = keys;
  }

  /** The key under which a port is reserved. */
  public static String key(int port) {
    return TCP + "/" + port;
  }

  /** How many of the host's range are free. */
  public int left() {
    if (left < 0) {
      int all = host.lastPort() - host.firstPort() + 1;
      left = Math.max(0, all - taken.count(TCP, host.firstPort(), host.lastPort()));
    }
    return left;
  }

  /**
   * @throws Problem EXHAUSTED if the host's range is used up
   */
  public int next() {
    int port =
        taken
            .free(TCP, host.firstPort(), host.lastPort())
            .orElseThrow(
                () ->
                    new Problem(
                        Problem.Reason.EXHAUSTED,
                        "no port is free between " + host.firstPort() + " and " + host.lastPort(),
                        "Widen the range in the endpoint's options, or remove what is not"
                            + " needed."));
    taken = taken.plus(key(port));
    left = -1;
    return port;
  }
}
