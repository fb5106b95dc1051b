package org.hansa.core.store;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.hansa.core.api.Json;
import org.hansa.core.api.Ref;
import org.hansa.core.api.store.Entry;

/**
 * By which words entries are found: each resource that one speaks of, and its uid. Entries of one
 * moment speak of resources all over the index, so it is not written with each commit but in
 * slices, in order: a page of it then takes many of them. What is not yet in it is read through.
 */
final class EntryIndex {

  /** Entries that are not in it at most, but for those of one batch: reading takes no longer. */
  static final int SLICE = 2048;

  private EntryIndex() {}

  static String subject(Ref ref) {
    return "s" + ref;
  }

  static String uid(String uid) {
    return "u" + uid;
  }

  /** As a word stands in the column {@code others}. */
  static String quoted(String word) {
    return Json.text(TextNode.valueOf(word));
  }

  /** The column {@code others} of an entry. */
  static String others(Entry entry) {
    if (entry.others().isEmpty()) {
      return "[]";
    }
    ArrayNode words = JsonNodeFactory.instance.arrayNode();
    for (Entry.Other other : entry.others()) {
      words.add(subject(other.subject())).add(uid(other.uid()));
    }
    return Json.text(words);
  }

  /** The other way round. */
  static List<Entry.Other> others(String column) {
    if (column.length() == 2) {
      return List.of();
    }
    List<Entry.Other> others = new java.util.ArrayList<>();
    var words = Json.read(column).elements();
    while (words.hasNext()) {
      Ref subject = Ref.parse(words.next().asText().substring(1));
      others.add(new Entry.Other(subject, words.next().asText().substring(1)));
    }
    return others;
  }

  /** What puts entries of some numbers into it, in SQL; its parameters are the bounds, thrice. */
  static String extension(Schema schema) {
    return """
    INSERT INTO entry_about (stream, about, number)
    SELECT stream, 's' || subject, number FROM entry
    WHERE number > ? AND number <= ? AND subject <> ''
    UNION SELECT stream, 'u' || uid, number FROM entry
    WHERE number > ? AND number <= ? AND uid <> ''
    UNION SELECT stream, value, number FROM entry, %s
    WHERE number > ? AND number <= ? AND others <> '[]' AND value <> 'u'
    ORDER BY 1, 2, 3\
    """
        .formatted(schema.others());
  }

  /** All that is not in it, in the transaction of the caller. */
  static void extend(Connection connection, Schema schema) throws SQLException {
    try (Statement statement = connection.createStatement();
        PreparedStatement insert = connection.prepareStatement(extension(schema));
        PreparedStatement meta =
            connection.prepareStatement("UPDATE meta SET value = ? WHERE key = 'indexed'")) {
      long from = Long.parseLong(Beginning.meta(statement, "indexed"));
      long to = newest(statement);
      if (to > from) {
        for (int i = 1; i <= 6; i += 2) {
          insert.setLong(i, from);
          insert.setLong(i + 1, to);
        }
        insert.executeUpdate();
        meta.setString(1, Long.toString(to));
        meta.executeUpdate();
      }
    }
  }

  private static long newest(Statement statement) throws SQLException {
    try (ResultSet found = statement.executeQuery("SELECT max(number) FROM entry")) {
      return found.next() ? found.getLong(1) : 0;
    }
  }
}
