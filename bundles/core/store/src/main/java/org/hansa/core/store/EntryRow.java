package org.hansa.core.store;

import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
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

  /** The same for either database, for the numbers are given by who writes. */
  static String insert(Schema schema) {
    return "INSERT INTO entry ("
        + COLUMNS
        + ")"
        + (schema == Schema.POSTGRES ? " OVERRIDING SYSTEM VALUE" : "")
        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
  }

  static EntryRow of(long number, Prepared.Line line) {
    Entry said = line.entry();
    return new EntryRow(
        number,
        said.stream(),
        line.at(),
        said.subject().map(Ref::toString).orElse(""),
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
    insert.setLong(1, number);
    insert.setString(2, stream);
    insert.setLong(3, at);
    insert.setString(4, subject);
    insert.setString(5, uid);
    insert.setString(6, actor);
    insert.setString(7, cause);
    insert.setString(8, body);
    insert.setString(9, others);
    insert.setInt(10, sum());
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
