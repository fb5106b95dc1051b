package org.hansa.core.store;

import java.sql.SQLException;

/** A value that was read is not the one that was written: the database is damaged for good. */
final class Damaged extends SQLException {

  private static final long serialVersionUID = 1L;

  Damaged(String what) {
    super(what);
  }

  /** What the store says of itself from then on. */
  static String said(String database, Throwable why, String cure) {
    return "the database "
        + database
        + " is damaged ("
        + why.getMessage()
        + "): what is in memory is read, nothing more is written. "
        + cure;
  }

  /**
   * @param sum as it was read with a row
   * @param made of what was read
   * @throws Damaged if they differ
   */
  static void unless(int sum, int made, String table, Object row) throws Damaged {
    if (sum != made) {
      throw new Damaged("the row " + row + " of the table " + table + " is not as it was written");
    }
  }
}
