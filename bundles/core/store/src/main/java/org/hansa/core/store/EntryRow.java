package org.hansa.core.store;

import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Ref;
import org.hansa.core.api.store.Entry;
import org.hansa.core.api.store.Store;

/**
 * A row of the table of entries.
 *
 * @param at nanoseconds since 1970
 * @param subject empty if there is none
 * @param others as {@link EntryIndex#others}
 */
record EntryRow(
    long number,
    String stream,
    long at,
    String subject,
    String uid,
    String actor,
    String cause,
    String body,
    String others) {

  /** All but the check sum. */
  static final String PLAIN = "number, stream, at, subject, uid, actor, cause, body, others";

  /** What {@link #read} takes. */
  static final String COLUMNS = PLAIN + ", crc";

  private static final long NANOS = 1_000_000_000L;

  private static final int WIDTH = 10;

  private static final String VALUES = "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

  /** The same for either database, for the numbers are given by who writes. */
  static String insert(Schema schema) {
    return insert(schema, 1);
  }

  /** Of so many rows at once. */
  static String insert(Schema schema, int rows) {
    return "INSERT INTO entry ("
        + COLUMNS
        + ")"
        + (schema == Schema.POSTGRES ? " OVERRIDING SYSTEM VALUE" : "")
        + " VALUES "
        + String.join(", ", Collections.nCopies(rows, VALUES));
  }

  static EntryRow of(long number, Prepared.Line line) {
    Entry said = line.entry();
    return new EntryRow(
        number,
        said.stream(),
        line.at(),
        line.subject(),
        said.uid(),
        said.actor(),
        said.cause(),
        said.body().toString(),
        EntryIndex.others(said));
  }

  /**
   * @throws Damaged if it is not as it was written
   */
  static EntryRow read(ResultSet row) throws SQLException {
    EntryRow found = plain(row);
    Damaged.unless(row.getInt(10), found.sum(), "entry", found.number);
    return found;
  }

  /** Whatever its check sum is. */
  static EntryRow plain(ResultSet row) throws SQLException {
    return new EntryRow(
        row.getLong(1),
        row.getString(2),
        row.getLong(3),
        row.getString(4),
        row.getString(5),
        row.getString(6),
        row.getString(7),
        row.getString(8),
        row.getString(9));
  }

  EntryRow withNumber(long next) {
    return new EntryRow(next, stream, at, subject, uid, actor, cause, body, others);
  }

  int sum() {
    return new RowSum()
        .add(number)
        .add(stream)
        .add(at)
        .add(subject)
        .add(uid)
        .add(actor)
        .add(cause)
        .add(body)
        .add(others)
        .value();
  }

  /** Fills {@link #insert}. */
  void set(PreparedStatement insert) throws SQLException {
    set(insert, 0);
  }

  /**
   * @param row of those of the statement, from 0
   */
  void set(PreparedStatement insert, int row) throws SQLException {
    int before = row * WIDTH;
    insert.setLong(before + 1, number);
    insert.setString(before + 2, stream);
    insert.setLong(before + 3, at);
    insert.setString(before + 4, subject);
    insert.setString(before + 5, uid);
    insert.setString(before + 6, actor);
    insert.setString(before + 7, cause);
    insert.setString(before + 8, body);
    insert.setString(before + 9, others);
    insert.setInt(before + WIDTH, sum());
  }

  Store.Numbered numbered() {
    return new Store.Numbered(
        number,
        new Entry(
            stream,
            Instant.ofEpochSecond(Math.floorDiv(at, NANOS), Math.floorMod(at, NANOS)),
            subject.isEmpty() ? Optional.empty() : Optional.of(Ref.parse(subject)),
            uid,
            actor,
            cause,
            Doc.ofCanonical(body.getBytes(StandardCharsets.UTF_8)),
            EntryIndex.others(others)));
  }
}
