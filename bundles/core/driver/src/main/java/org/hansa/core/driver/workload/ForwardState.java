package org.hansa.core.driver.workload;

import java.util.List;

/**
 * A forward as it is.
 *
 * @param listening true if its port accepts connections
 */
public record ForwardState(int port, List<String> targets, boolean listening) {

  public ForwardState {
    targets = targets == null ? List.of() : List.copyOf(targets);
  }
}
