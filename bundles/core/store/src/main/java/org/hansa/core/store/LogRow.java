package org.hansa.core.store;

import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.hansa.core.api.Json;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.ResourceJson;

/**
 * A row of the log: what became of one resource in one transaction.
 *
 * @param id a {@link LogKey}
 * @param former the revision of the state that it takes the place of; 0 if there was none
 */
record LogRow(
    long id, String op, String kind, String tenant, String name, long former, String json) {

  static final String GONE = "DELETED";

  static final String INSERT =
      "INSERT INTO log (id, op, kind, tenant, name, former, json, crc)"
          + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)";

  /** What {@link #read} takes, of a table that the query calls {@code l}. */
  static final String COLUMNS = "l.id, l.op, l.kind, l.tenant, l.name, l.former, l.json, l.crc";

  static LogRow of(long id, String op, Ref ref, long former, String json) {
    return new LogRow(id, op, ref.kind(), ref.tenant(), ref.name(), former, json);
  }

  /**
   * @throws Damaged if it is not as it was written
   */
  static LogRow read(ResultSet row) throws SQLException {
    LogRow found = plain(row);
    Damaged.unless(row.getInt(8), found.sum(), "log", found.id);
    return found;
  }

  /** Whatever its check sum is. */
  static LogRow plain(ResultSet row) throws SQLException {
    return new LogRow(
        row.getLong(1),
        row.getString(2),
        row.getString(3),
        row.getString(4),
        row.getString(5),
        row.getLong(6),
        row.getString(7));
  }

  int sum() {
    return sum(json == null ? null : json.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * @param utf8 what {@code json} is in UTF-8
   */
  int sum(byte[] utf8) {
    return new RowSum()
        .add(id)
        .add(op)
        .add(kind)
        .add(tenant)
        .add(name)
        .add(former)
        .add(utf8)
        .value();
  }

  /**
   * Adds it to a batch of {@link #INSERT}.
   *
   * @param sum of it
   */
  void add(PreparedStatement insert, int sum) throws SQLException {
    insert.setLong(1, id);
    insert.setString(2, op);
    insert.setString(3, kind);
    insert.setString(4, tenant);
    insert.setString(5, name);
    insert.setLong(6, former);
    insert.setString(7, json);
    insert.setInt(8, sum);
    insert.addBatch();
  }

  Ref ref() {
    return new Ref(kind, tenant, name);
  }

  Resource resource() {
    return ResourceJson.read(Json.read(json));
  }
}
