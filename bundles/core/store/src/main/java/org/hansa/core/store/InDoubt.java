package org.hansa.core.store;

import java.sql.SQLException;

/** The answer to a commit was lost, or what had to follow it failed: it may have been made. */
final class InDoubt extends SQLException {

  private static final long serialVersionUID = 1;

  /** What PostgreSQL's answer to a COMMIT means. */
  static SQLException orPlain(SQLException answer) {
    String state = String.valueOf(answer.getSQLState());
    // The connection is gone, or the server is going: the commit may have come through.
    return state.startsWith("08") || state.startsWith("57P") ? new InDoubt(answer) : answer;
  }

  InDoubt(SQLException cause) {
    super(cause.getMessage(), cause.getSQLState(), cause);
  }

  /** Something else failed amid it, or after it. */
  InDoubt(Throwable cause) {
    super(String.valueOf(cause), cause);
  }
}
