package org.hansa.core.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import org.hansa.core.api.Json;
import org.hansa.core.api.Resource;
import org.hansa.core.api.ResourceJson;

/**
 * What a backup holds of the tables, each as a file of lines of JSON: the one place that knows both
 * forms. A new table of state is a new constant here.
 */
enum Part {
  /** Resources as they are written everywhere, by revision. */
  RESOURCES(
      Beginning.NEWEST + " ORDER BY l.id",
      "INSERT INTO log (kind, tenant, name, id, op, former, json)"
          + " VALUES (?, ?, ?, ?, 'CREATED', 0, ?)") {
    @Override
    String line(ResultSet row) throws SQLException {
      return row.getString(4);
    }

    @Override
    void load(Load.Target to, JsonNode line, int place) throws SQLException {
      PreparedStatement insert = to.insert(this);
      // Read as at a start, so that no line gets in that would keep the store from opening.
      long revision = ResourceJson.read(line).revision();
      ref(insert, line);
      insert.setLong(4, LogKey.of(revision, place));
      insert.setString(5, Json.text(line));
      to.add();
    }

    @Override
    long group(JsonNode line) {
      return line.path("revision").asLong();
    }
  },

  /** Resources of the catalogue, in the order in which they came. */
  CATALOGUE("SELECT json FROM catalogue ORDER BY id", "") {
    @Override
    String line(ResultSet row) throws SQLException {
      return row.getString(1);
    }

    @Override
    void load(Load.Target to, JsonNode line, int place) throws SQLException {
      Resource filed = ResourceJson.read(line);
      to.filings().write(new Prepared.Filed(filed.ref(), Optional.of(filed), Json.text(line)));
    }
  },

  /** Values, encrypted under the root key. */
  SEALED(
      "SELECT kind, tenant, name, value FROM sealed ORDER BY kind, tenant, name",
      "INSERT INTO sealed (kind, tenant, name, value) VALUES (?, ?, ?, ?)") {
    @Override
    String line(ResultSet row) throws SQLException {
      ObjectNode line = JsonNodeFactory.instance.objectNode();
      line.put("kind", row.getString(1)).put("tenant", row.getString(2));
      line.put("name", row.getString(3));
      line.put("value", Base64.getEncoder().encodeToString(row.getBytes(4)));
      return Json.text(line);
    }

    @Override
    void load(Load.Target to, JsonNode line, int place) throws SQLException {
      PreparedStatement insert = to.insert(this);
      ref(insert, line);
      insert.setBytes(4, Base64.getDecoder().decode(line.path("value").asText()));
      to.add();
    }
  },

  /** Record entries, with the numbers that cursors point at. */
  ENTRIES(
      "SELECT number, stream, at, subject, uid, actor, cause, body, others FROM entry"
          + " ORDER BY number",
      "INSERT INTO entry (number, stream, at, subject, uid, actor, cause, body, others)%s"
          + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)") {
    @Override
    String line(ResultSet row) throws SQLException {
      ObjectNode line = JsonNodeFactory.instance.objectNode();
      line.put("number", row.getLong(1)).put("stream", row.getString(2));
      line.put("at", row.getLong(3));
      line.put("subject", row.getString(4)).put("uid", row.getString(5));
      line.put("actor", row.getString(6)).put("cause", row.getString(7));
      line.set("body", Json.read(row.getString(8)));
      if (row.getString(9).length() > 2) {
        line.set("others", Json.read(row.getString(9)));
      }
      return Json.text(line);
    }

    @Override
    void load(Load.Target to, JsonNode line, int place) throws SQLException {
      PreparedStatement insert = to.insert(this);
      insert.setLong(1, line.path("number").asLong());
      insert.setString(2, line.path("stream").asText());
      insert.setLong(3, line.path("at").asLong());
      insert.setString(4, line.path("subject").asText());
      insert.setString(5, line.path("uid").asText());
      insert.setString(6, line.path("actor").asText());
      insert.setString(7, line.path("cause").asText());
      insert.setString(8, Json.text(line.path("body")));
      insert.setString(9, line.has("others") ? Json.text(line.path("others")) : "[]");
      to.add();
    }
  };

  private final String select;
  private final String insert;

  Part(String select, String insert) {
    this.select = select;
    this.insert = insert;
  }

  /** As manifests call it. */
  String title() {
    return name().toLowerCase(Locale.ROOT);
  }

  String select() {
    return select;
  }

  /**
   * The statement that {@link #load} fills.
   *
   * @param numbers what says in SQL that a number is given though the database makes them, or
   *     nothing
   */
  String insert(String numbers) {
    return insert.formatted(numbers);
  }

  abstract String line(ResultSet row) throws SQLException;

  /** Lines of one group follow each other, and have places from 0 on in it. */
  long group(JsonNode line) {
    return 0;
  }

  /**
   * @param place in its group
   */
  abstract void load(Load.Target to, JsonNode line, int place) throws SQLException;

  private static void ref(PreparedStatement insert, JsonNode line) throws SQLException {
    insert.setString(1, line.path("kind").asText());
    insert.setString(2, line.path("tenant").asText());
    insert.setString(3, line.path("name").asText());
  }
}
