package org.hansa.core.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The catalogue: each row, and that it is found by its name, by each label and by each word. */
final class InspectedCatalogue implements Inspected {

  private static final int AT_ONCE = 500;

  private static final String ROWS =
      "SELECT "
          + FiledRow.COLUMNS
          + ", a.id, n.id FROM catalogue a%s LEFT JOIN catalogue c ON c.id = a.id"
          + " LEFT JOIN catalogue n"
          + " ON n.kind = a.kind AND n.tenant = a.tenant AND n.name = a.name"
          + " WHERE a.id > ? ORDER BY a.id LIMIT "
          + AT_ONCE;

  private static final String COUNTS =
      "SELECT (SELECT count(*) FROM catalogue NOT INDEXED),"
          + " (SELECT count(*) FROM catalogue INDEXED BY sqlite_autoindex_catalogue_1)";

  private static final String LABEL =
      "SELECT 1 FROM catalogue_label"
          + " WHERE kind = ? AND key = ? AND value = ? AND tenant = ? AND name = ?";

  private final boolean lite;
  private long after = Long.MIN_VALUE;
  private long rows;

  InspectedCatalogue(Schema schema) {
    this.lite = schema == Schema.SQLITE;
  }

  @Override
  public String title() {
    return Part.CATALOGUE.title();
  }

  @Override
  public long rows() {
    return rows;
  }

  @Override
  public boolean next(Connection moment) throws SQLException {
    if (lite && rows == 0) {
      counts(moment);
    }
    List<FiledRow> piece = piece(moment);
    labels(moment, piece);
    if (lite && !piece.isEmpty()) {
      // On PostgreSQL the words stand in the row itself.
      new InspectedWords(moment).look(piece);
    }
    rows += piece.size();
    return piece.size() == AT_ONCE;
  }

  /** The index of names has no more than the rows. */
  private static void counts(Connection moment) throws SQLException {
    try (Statement statement = moment.createStatement();
        ResultSet found = statement.executeQuery(COUNTS)) {
      if (!found.next() || found.getLong(1) != found.getLong(2)) {
        throw new Damaged("the rows of the table catalogue are not those of their index");
      }
    }
  }

  private List<FiledRow> piece(Connection moment) throws SQLException {
    List<FiledRow> piece = new ArrayList<>();
    try (PreparedStatement select =
        moment.prepareStatement(ROWS.formatted(lite ? " NOT INDEXED" : ""))) {
      select.setLong(1, after);
      select.setFetchSize(AT_ONCE);
      try (ResultSet found = select.executeQuery()) {
        while (found.next()) {
          long id = found.getLong(8);
          FiledRow row = FiledRow.read(found);
          if (row.id() != id || found.getLong(9) != id || id <= after) {
            throw new Damaged("the row " + id + " of the table catalogue is not found by its name");
          }
          after = id;
          piece.add(row);
        }
      }
    }
    return piece;
  }

  private static void labels(Connection moment, List<FiledRow> piece) throws SQLException {
    try (PreparedStatement select = moment.prepareStatement(LABEL)) {
      for (FiledRow row : piece) {
        select.setString(1, row.kind());
        select.setString(4, row.tenant());
        select.setString(5, row.name());
        for (Map.Entry<String, String> label : row.resource().labels().entrySet()) {
          select.setString(2, label.getKey());
          select.setString(3, label.getValue());
          try (ResultSet found = select.executeQuery()) {
            if (!found.next()) {
              throw new Damaged(
                  "the row " + row.id() + " of the table catalogue is not found by a label");
            }
          }
        }
      }
    }
  }
}
