package org.hansa.core.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.hansa.core.api.Ref;

/** A row of the table of sealed values. */
final class SealedRow {

  static final String INSERT =
      "INSERT INTO sealed (kind, tenant, name, value, crc) VALUES (?, ?, ?, ?, ?)";

  /** What {@link #read} takes, of a table that the query calls {@code s}. */
  static final String COLUMNS = "s.kind, s.tenant, s.name, s.value, s.crc";

  private final String kind;
  private final String tenant;
  private final String name;
  private final byte[] value;

  SealedRow(String kind, String tenant, String name, byte[] value) {
    this.kind = kind;
    this.tenant = tenant;
    this.name = name;
    this.value = value;
  }

  static SealedRow of(Ref ref, byte[] value) {
    return new SealedRow(ref.kind(), ref.tenant(), ref.name(), value);
  }

  /**
   * @throws Damaged if it is not as it was written
   */
  static SealedRow read(ResultSet row) throws SQLException {
    SealedRow found = plain(row);
    Damaged.unless(
        row.getInt(5), found.sum(), "sealed", found.kind + "/" + found.tenant + "/" + found.name);
    return found;
  }

  /** Whatever its check sum is. */
  static SealedRow plain(ResultSet row) throws SQLException {
    return new SealedRow(row.getString(1), row.getString(2), row.getString(3), row.getBytes(4));
  }

  String kind() {
    return kind;
  }

  String tenant() {
    return tenant;
  }

  String name() {
    return name;
  }

  byte[] value() {
    return value;
  }

  int sum() {
    return new RowSum().add(kind).add(tenant).add(name).add(value).value();
  }

  /** Fills {@link #INSERT}; returns its share of the table's total. */
  long set(PreparedStatement insert) throws SQLException {
    int sum = sum();
    insert.setString(1, kind);
    insert.setString(2, tenant);
    insert.setString(3, name);
    insert.setBytes(4, value);
    insert.setInt(5, sum);
    return RowSum.share(sum);
  }
}
