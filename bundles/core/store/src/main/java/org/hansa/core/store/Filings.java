package org.hansa.core.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;

/** Writes the catalogue: a resource, its labels and its words. Belongs to the writer's thread. */
final class Filings {

  private final Connection connection;
  private final Schema schema;
  private final PreparedStatement find;
  private final PreparedStatement insert;
  private final PreparedStatement update;
  private final PreparedStatement delete;
  private final PreparedStatement label;
  private final PreparedStatement unlabel;

  /** Its statements are closed with the connection. */
  Filings(Connection connection, Schema schema) throws SQLException {
    this.connection = connection;
    this.schema = schema;
    find = connection.prepareStatement(FiledRow.BY_NAME);
    insert = connection.prepareStatement(schema.insertFiled());
    update = connection.prepareStatement(schema.updateFiled());
    delete = connection.prepareStatement("DELETE FROM catalogue WHERE id = ?");
    label = connection.prepareStatement("INSERT INTO catalogue_label VALUES (?, ?, ?, ?, ?)");
    unlabel =
        connection.prepareStatement(
            "DELETE FROM catalogue_label"
                + " WHERE kind = ? AND key = ? AND value = ? AND tenant = ? AND name = ?");
  }

  /** The revision that stands, 0 if there is none. */
  long revision(Ref ref) throws SQLException {
    return row(ref).map(FiledRow::revision).orElse(0L);
  }

  void write(Prepared.Filed filed) throws SQLException {
    Ref ref = filed.ref();
    Optional<FiledRow> former = row(ref);
    if (former.isPresent()) {
      labels(unlabel, ref, former.get().resource().labels());
    }
    if (filed.next().isEmpty()) {
      if (former.isPresent()) {
        delete.setLong(1, former.get().id());
        delete.executeUpdate();
        schema.unword(connection, former.get().id());
      }
      return;
    }
    Resource next = filed.next().get();
    List<String> words = WordList.of(next);
    long id =
        former.isPresent() ? update(filed, next, former.get(), words) : insert(filed, next, words);
    labels(label, ref, next.labels());
    if (former.isPresent()) {
      schema.unword(connection, id);
    }
    schema.word(connection, id, ref, words);
  }

  private Optional<FiledRow> row(Ref ref) throws SQLException {
    name(find, 1, ref);
    try (ResultSet found = find.executeQuery()) {
      return found.next() ? Optional.of(FiledRow.read(found)) : Optional.empty();
    }
  }

  private long insert(Prepared.Filed filed, Resource next, List<String> words) throws SQLException {
    name(insert, 1, filed.ref());
    insert.setLong(4, next.revision());
    insert.setString(5, filed.json());
    insert.setInt(6, FiledRow.sum(filed.ref(), next.revision(), filed.json()));
    schema.words(insert, 7, words);
    try (ResultSet made = insert.executeQuery()) {
      made.next();
      return made.getLong(1);
    }
  }

  private long update(Prepared.Filed filed, Resource next, FiledRow former, List<String> words)
      throws SQLException {
    update.setLong(1, next.revision());
    update.setString(2, filed.json());
    update.setInt(3, FiledRow.sum(filed.ref(), next.revision(), filed.json()));
    update.setLong(4, former.id());
    schema.words(update, 5, words);
    update.executeUpdate();
    return former.id();
  }

  private static void labels(PreparedStatement target, Ref ref, Map<String, String> labels)
      throws SQLException {
    for (Map.Entry<String, String> each : labels.entrySet()) {
      target.setString(1, ref.kind());
      target.setString(2, each.getKey());
      target.setString(3, each.getValue());
      target.setString(4, ref.tenant());
      target.setString(5, ref.name());
      target.executeUpdate();
    }
  }

  private static void name(PreparedStatement target, int at, Ref ref) throws SQLException {
    List<String> parts = List.of(ref.kind(), ref.tenant(), ref.name());
    for (int i = 0; i < parts.size(); i++) {
      target.setString(at + i, parts.get(i));
    }
  }
}
