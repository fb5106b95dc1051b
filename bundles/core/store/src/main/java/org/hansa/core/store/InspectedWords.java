package org.hansa.core.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.sqlite.SQLiteDataSource;

/**
 * Whether rows of the catalogue are found by their words in SQLite's index, and by no others. What
 * that index makes of a word is its own affair, so what it seems to lack, or to have too much, is
 * asked of a new one.
 */
final class InspectedWords {

  private static final String FOUND =
      "SELECT rowid FROM catalogue_words"
          + " WHERE catalogue_words MATCH ? AND rowid >= ? AND rowid <= ?";

  private final Connection moment;

  /** The ids of those that have a word, by what is asked for it. */
  private final Map<Asked, Set<Long>> wanted = new HashMap<>();

  private final Map<Long, Resource> resources = new HashMap<>();

  private record Asked(String kind, String tenant, String word) {

    String match() {
      return WordList.match(kind, Optional.of(tenant), List.of(word));
    }
  }

  InspectedWords(Connection moment) {
    this.moment = moment;
  }

  /**
   * @param rows by id, all that there are from the first to the last
   * @throws Damaged if one is not found by a word that it has, or by one that it has not
   */
  void look(List<FiledRow> rows) throws SQLException {
    for (FiledRow row : rows) {
      Resource resource = row.resource();
      resources.put(row.id(), resource);
      for (String word : WordList.of(resource)) {
        Asked asked = new Asked(row.kind(), row.tenant(), word);
        wanted.computeIfAbsent(asked, a -> new TreeSet<>()).add(row.id());
      }
    }
    try (PreparedStatement select = moment.prepareStatement(FOUND)) {
      select.setLong(2, rows.get(0).id());
      select.setLong(3, rows.get(rows.size() - 1).id());
      for (Map.Entry<Asked, Set<Long>> each : wanted.entrySet()) {
        compare(each.getKey(), each.getValue(), found(select, each.getKey()));
      }
    }
  }

  private static Set<Long> found(PreparedStatement select, Asked asked) throws SQLException {
    Set<Long> ids = new TreeSet<>();
    select.setString(1, asked.match());
    try (ResultSet found = select.executeQuery()) {
      while (found.next()) {
        ids.add(found.getLong(1));
      }
    }
    return ids;
  }

  private void compare(Asked asked, Set<Long> ids, Set<Long> found) throws SQLException {
    Set<Long> other = new TreeSet<>(ids);
    other.addAll(found);
    other.removeIf(id -> ids.contains(id) && found.contains(id));
    for (long id : other) {
      if (isFoundAnew(id, asked) != found.contains(id)) {
        throw new Damaged(
            "the row " + id + " of the table catalogue is not found by its words, or by others");
      }
    }
  }

  /** In an index that has only this row. */
  private boolean isFoundAnew(long id, Asked asked) throws SQLException {
    Resource resource = resources.get(id);
    if (resource == null) {
      return false;
    }
    SQLiteDataSource source = new SQLiteDataSource();
    source.setUrl("jdbc:sqlite::memory:");
    try (Connection fresh = source.getConnection();
        Statement statement = fresh.createStatement()) {
      for (String table : Schema.SQLITE.tables()) {
        if (table.contains("VIRTUAL TABLE catalogue_words")) {
          statement.execute(table);
        }
      }
      Ref ref = resource.ref();
      Schema.SQLITE.word(fresh, id, ref, WordList.of(resource));
      try (PreparedStatement select = fresh.prepareStatement(FOUND)) {
        select.setLong(2, id);
        select.setLong(3, id);
        return found(select, asked).contains(id);
      }
    }
  }
}
