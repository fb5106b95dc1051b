package org.hansa.core.driver.workload;

import java.util.List;

/**
 * A forward as it is to be.
 *
 * @param port where it listens, on the host's loopback
 * @param targets {@code host:port}, tried in turn; a connection that cannot be made goes to the
 *     next
 */
public record ForwardSpec(int port, List<String> targets) {

  public ForwardSpec {
    targets = targets == null ? List.of() : List.copyOf(targets);
  }
}
