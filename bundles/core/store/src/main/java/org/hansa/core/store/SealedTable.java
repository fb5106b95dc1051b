package org.hansa.core.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import org.hansa.core.api.Ref;

/** Writes sealed values, and keeps their total. Belongs to the writer's thread. */
final class SealedTable {

  private static final String TOTAL =
      "UPDATE meta SET value = CAST(CAST(value AS BIGINT) + ? AS TEXT),"
          + " again = CAST(CAST(again AS BIGINT) + ? AS TEXT) WHERE key = ?";

  private final PreparedStatement seal;
  private final PreparedStatement unseal;
  private final PreparedStatement total;

  /** Its statements are closed with the connection. */
  SealedTable(Connection connection) throws SQLException {
    seal = connection.prepareStatement(SealedRow.INSERT);
    unseal =
        connection.prepareStatement(
            "DELETE FROM sealed WHERE kind = ? AND tenant = ? AND name = ? RETURNING crc");
    total = connection.prepareStatement(TOTAL);
  }

  void write(Batch batch) throws SQLException {
    long grown = 0;
    for (Prepared prepared : batch.prepared()) {
      for (Map.Entry<Ref, Optional<byte[]>> value : prepared.sealed().entrySet()) {
        grown -= unseal(value.getKey());
        if (value.getValue().isPresent()) {
          grown += SealedRow.of(value.getKey(), value.getValue().get()).set(seal);
          seal.executeUpdate();
        }
      }
    }
    if (grown != 0) {
      total.setLong(1, grown);
      total.setLong(2, grown);
      total.setString(3, Totals.SEALED);
      total.executeUpdate();
    }
  }

  /** What it had of the table's total. */
  private long unseal(Ref ref) throws SQLException {
    unseal.setString(1, ref.kind());
    unseal.setString(2, ref.tenant());
    unseal.setString(3, ref.name());
    try (ResultSet gone = unseal.executeQuery()) {
      return gone.next() ? RowSum.share(gone.getInt(1)) : 0;
    }
  }
}
