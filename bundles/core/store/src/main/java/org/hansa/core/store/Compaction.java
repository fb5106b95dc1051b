package org.hansa.core.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * Of a connection. Drops what only states before a revision are made of: rows that another took the
 * place of, and what says that something is gone. So that revision, and any after it, can still be
 * read whole.
 */
final class Compaction {

  /** The row of the same resource at its former revision, at this place of that revision. */
  private static final String FORMER =
      """
      (SELECT f.id FROM log f WHERE %s AND f.op <> 'DELETED'
        AND f.kind = l.kind AND f.tenant = l.tenant AND f.name = l.name)\
      """;

  /**
   * Most resources are written again by a transaction like the one before, in the same place of it.
   */
  private static final String SUPERSEDED =
      "DELETE FROM log WHERE id IN (SELECT coalesce("
          + FORMER.formatted("f.id = l.former * 65536 + l.id % 65536")
          + ", "
          + FORMER.formatted("f.id >= l.former * 65536 AND f.id <= l.former * 65536 + 65535")
          + ") FROM log l WHERE l.id > ? AND l.id <= ? AND l.former > 0) RETURNING crc";

  private static final String GONE =
      "DELETE FROM log WHERE id > ? AND id <= ? AND op = 'DELETED' RETURNING crc";

  private final Connection connection;

  /** Made when first needed. */
  private List<PreparedStatement> deletes = List.of();

  Compaction(Connection connection) {
    this.connection = connection;
  }

  /**
   * In the transaction of the caller, who notes the revision.
   *
   * @return what the rows that went had of the log's total
   */
  long run(long upTo) throws SQLException {
    if (deletes.isEmpty()) {
      deletes = List.of(connection.prepareStatement(SUPERSEDED), connection.prepareStatement(GONE));
    }
    long from;
    try (Statement statement = connection.createStatement()) {
      from = Long.parseLong(Beginning.meta(statement, "compacted"));
    }
    long shares = 0;
    for (PreparedStatement delete : deletes) {
      delete.setLong(1, LogKey.last(from));
      delete.setLong(2, LogKey.last(upTo));
      try (ResultSet gone = delete.executeQuery()) {
        while (gone.next()) {
          shares += RowSum.share(gone.getInt(1));
        }
      }
    }
    return shares;
  }
}
