package org.hansa.core.store;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * A part of the state that is looked through for damage, piece by piece: each in a transaction of
 * its own, so that nobody who writes waits. Of one {@link Inspection}, on one thread.
 */
interface Inspected {

  /** As {@link org.hansa.core.api.store.Inspector} calls it. */
  String title();

  /**
   * Looks at the next piece.
   *
   * @param moment whose every read is of one moment
   * @return whether there is another
   * @throws Damaged if it is not as it was written
   */
  boolean next(Connection moment) throws SQLException;

  /** Looked at so far. */
  long rows();
}
