package org.hansa.drivers.process;

import org.hansa.drivers.process.forwarder.Table;

/** What must hold of a forward. */
final class Targets {

  private Targets() {}

  static void requireOther(String uid, int port, String other, Table.Line line) {
    if (!other.equals(uid) && line.port() == port) {
      throw Fault.conflict("port " + port + " is used by the forward " + other);
    }
  }
}
