package org.hansa.core.store;

import java.sql.SQLException;

/** The answer to a commit was lost: it may have been made. */
final class InDoubt extends SQLException {

  private static final long serialVersionUID = 1;

  InDoubt(SQLException cause) {
    super(cause.getMessage(), cause.getSQLState(), cause);
  }
}
