package org.hansa.core.store;

import java.sql.SQLException;

/** Others have dropped changes that this node has not seen: it must read all of the state again. */
final class Outrun extends SQLException {

  private static final long serialVersionUID = 1;

  Outrun(long seen, long compacted) {
    super(
        "this node has seen up to revision "
            + seen
            + ", and the changes up to "
            + compacted
            + " are gone: all is read again");
  }
}
