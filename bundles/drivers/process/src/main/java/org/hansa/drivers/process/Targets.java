package org.hansa.drivers.process;

import java.util.List;
import java.util.regex.Pattern;
import org.hansa.core.driver.workload.ForwardSpec;
import org.hansa.drivers.process.forwarder.Table;

/** What must hold of a forward. */
final class Targets {

  private static final Pattern TARGET =
      Pattern.compile("(\\[[0-9A-Fa-f:.]{2,60}]|[A-Za-z0-9][-A-Za-z0-9.]{0,252}):([0-9]{1,5})");
  private static final int MOST_TARGETS = 1_000;

  private Targets() {}

  static void requireOther(String uid, int port, String other, Table.Line line) {
    if (!other.equals(uid) && line.port() == port) {
      throw Fault.conflict("port " + port + " is used by the forward " + other);
    }
  }

  static void check(ForwardSpec spec) {
    if (spec.port() < 1 || spec.port() > 65_535) {
      throw Fault.invalid(spec.port() + " is no port");
    }
    List<String> targets = spec.targets();
    if (targets.size() > MOST_TARGETS) {
      throw Fault.invalid("a forward has at most " + MOST_TARGETS + " targets");
    }
    for (String target : targets) {
      var match = TARGET.matcher(target);
      if (!match.matches()
          || Integer.parseInt(match.group(2)) < 1
          || Integer.parseInt(match.group(2)) > 65_535) {
        throw Fault.invalid("the target '" + target + "' is not host:port");
      }
    }
  }
}
