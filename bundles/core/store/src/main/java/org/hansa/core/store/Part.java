package org.hansa.core.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
  RESOURCES(Beginning.NEWEST + " ORDER BY l.id", LogRow.INSERT) {
    @Override
    String line(ResultSet row) throws SQLException {
      return LogRow.read(row).json();
    }

    @Override
    void load(Load.Target to, JsonNode line, int place) throws SQLException {
      // Read as at a start, so that no line gets in that would keep the store from opening.
      Resource saved = ResourceJson.read(line);
      long id = LogKey.of(saved.revision(), place);
      LogRow row = LogRow.of(id, "CREATED", saved.ref(), 0, Json.text(line));
      row.add(to.insert(this), row.sum());
      to.added();
    }

    @Override
    long group(JsonNode line) {
      return line.path("revision").asLong();
    }
  },

  /** Resources of the catalogue, in the order in which they came. */
  CATALOGUE("SELECT " + FiledRow.COLUMNS + " FROM catalogue c ORDER BY c.id", "") {
    @Override
    String line(ResultSet row) throws SQLException {
      return FiledRow.read(row).json();
    }

    @Override
    void load(Load.Target to, JsonNode line, int place) throws SQLException {
      Resource filed = ResourceJson.read(line);
      to.filings().write(new Prepared.Filed(filed.ref(), Optional.of(filed), Json.text(line)));
    }
  },

  /** Values, encrypted under the root key. */
  SEALED(
      "SELECT " + SealedRow.COLUMNS + " FROM sealed s ORDER BY s.kind, s.tenant, s.name",
      SealedRow.INSERT) {
    @Override
    String line(ResultSet row) throws SQLException {
      ObjectNode line = JsonNodeFactory.instance.objectNode();
      SealedRow sealed = SealedRow.read(row);
      line.put("kind", sealed.kind()).put("tenant", sealed.tenant()).put("name", sealed.name());
      line.put("value", Base64.getEncoder().encodeToString(sealed.value()));
      return Json.text(line);
    }

    @Override
    void load(Load.Target to, JsonNode line, int place) throws SQLException {
      byte[] value = Base64.getDecoder().decode(line.path("value").asText());
      new SealedRow(text(line, "kind"), text(line, "tenant"), text(line, "name"), value)
          .set(to.insert(this));
      to.add();
    }
  },

  /** Record entries, with the numbers that cursors point at. */
  ENTRIES("SELECT " + EntryRow.COLUMNS + " FROM entry ORDER BY number", "") {
    @Override
    String line(ResultSet row) throws SQLException {
      EntryRow entry = EntryRow.read(row);
      ObjectNode line = JsonNodeFactory.instance.objectNode();
      line.put("number", entry.number()).put("stream", entry.stream());
      line.put("at", entry.at());
      line.put("subject", entry.subject()).put("uid", entry.uid());
      line.put("actor", entry.actor()).put("cause", entry.cause());
      line.set("body", Json.read(entry.body()));
      if (entry.others().length() > 2) {
        line.set("others", Json.read(entry.others()));
      }
      return Json.text(line);
    }

    @Override
    void load(Load.Target to, JsonNode line, int place) throws SQLException {
      new EntryRow(
              line.path("number").asLong(),
              text(line, "stream"),
              line.path("at").asLong(),
              text(line, "subject"),
              text(line, "uid"),
              text(line, "actor"),
              text(line, "cause"),
              Json.text(line.path("body")),
              line.has("others") ? Json.text(line.path("others")) : "[]")
          .set(to.insert(this));
      to.add();
    }

    @Override
    String insert(Schema schema) {
      return EntryRow.insert(schema);
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

  /** The statement that {@link #load} fills. */
  String insert(Schema schema) {
    return insert;
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

  private static String text(JsonNode line, String field) {
    return line.path(field).asText();
  }
}
