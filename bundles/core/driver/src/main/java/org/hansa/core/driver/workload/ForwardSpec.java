package org.hansa.core.driver.workload;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hansa.core.driver.DriverException;

/**
 * A forward as it is to be. Any can be made; whether it can stand is said by {@code checked}, which
 * a facet does before anything else.
 *
 * @param port where it listens, on the host's loopback
 * @param targets {@code host:port}, tried in turn; a connection that cannot be made goes to the
 *     next; an IPv6 address stands in brackets
 */
public record ForwardSpec(int port, List<String> targets) {

  private static final Pattern TARGET =
      Pattern.compile("(\\[[0-9A-Fa-f:.]{2,60}]|[A-Za-z0-9][-A-Za-z0-9.]{0,252}):([0-9]{1,5})");
  private static final int MOST = 1_000;

  public ForwardSpec {
    targets = targets == null ? List.of() : List.copyOf(targets);
  }

  /**
   * This one; what no host can forward is refused, with the value, the rule and what to do.
   *
   * @throws DriverException INVALID
   */
  public ForwardSpec checked() {
    WorkloadBounds.require(port, "the forward's port is ");
    if (targets.size() > MOST) {
      throw DriverException.invalid(
          "there are " + targets.size() + " targets; at most " + MOST + " pass");
    }
    for (String target : targets) {
      Matcher match = TARGET.matcher(target);
      if (!match.matches()) {
        throw DriverException.invalid("the target '" + target + "' must be host:port");
      }
      WorkloadBounds.require(
          Integer.parseInt(match.group(2)), "the port of the target '" + target + "' is ");
    }
    return this;
  }
}
