package org.hansa.core.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.hansa.core.api.Json;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.ResourceJson;

/**
 * A row of the catalogue.
 *
 * @param id where it stands, which the database gives: not in the check sum
 */
record FiledRow(long id, String kind, String tenant, String name, long revision, String json) {

  /** What {@link #read} takes, of a table that the query calls {@code c}. */
  static final String COLUMNS = "c.id, c.kind, c.tenant, c.name, c.revision, c.json, c.crc";

  static final String BY_NAME =
      "SELECT " + COLUMNS + " FROM catalogue c WHERE c.kind = ? AND c.tenant = ? AND c.name = ?";

  /**
   * @throws Damaged if it is not as it was written
   */
  static FiledRow read(ResultSet row) throws SQLException {
    FiledRow found = plain(row);
    Damaged.unless(row.getInt(7), found.sum(), "catalogue", found.id);
    return found;
  }

  /** Whatever its check sum is. */
  static FiledRow plain(ResultSet row) throws SQLException {
    return new FiledRow(
        row.getLong(1),
        row.getString(2),
        row.getString(3),
        row.getString(4),
        row.getLong(5),
        row.getString(6));
  }

  static int sum(Ref ref, long revision, String json) {
    return new FiledRow(0, ref.kind(), ref.tenant(), ref.name(), revision, json).sum();
  }

  int sum() {
    return new RowSum().add(kind).add(tenant).add(name).add(revision).add(json).value();
  }

  Resource resource() {
    return ResourceJson.read(Json.read(json));
  }
}
