package org.hansa.core.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.hansa.core.api.Installation;
import org.hansa.core.api.Json;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.ResourceJson;
import org.hansa.core.api.store.Entry;

/** Puts what was saved into empty tables, within a transaction of the caller's. */
final class Load {

  private static final int AT_ONCE = 500;
  private static final int SAID_EVERY = 100_000;

  /**
   * What the state had come to that is replaced: nobody may see its revisions and numbers again,
   * and its audit stays.
   */
  record Former(long revision, long number, FormerAudit audit) {

    /** For a state that cannot all be read: further than any can have come since a backup. */
    static Former unknown(Manifest manifest, FormerAudit audit) {
      return new Former(manifest.revision() + (1L << 40), 1L << 40, audit);
    }

    static Former of(Statement statement, FormerAudit audit) throws SQLException {
      long revision = Long.parseLong(Beginning.meta(statement, "revision"));
      try (ResultSet found = statement.executeQuery("SELECT max(number) FROM entry")) {
        return new Former(revision, found.next() ? found.getLong(1) : 0, audit);
      }
    }
  }

  private final Connection connection;
  private final SavedState saved;
  private final Restored restored;
  private final Schema schema;
  private final Consumer<String> progress;
  private Optional<JsonNode> self = Optional.empty();
  private long number;

  Load(
      Connection connection,
      Schema schema,
      SavedState saved,
      Restored restored,
      Consumer<String> progress) {
    this.connection = connection;
    this.saved = saved;
    this.restored = restored;
    this.schema = schema;
    this.progress = progress;
  }

  /**
   * All of it, at a revision above both; older changes count as compacted.
   *
   * @return the greatest number of an entry, which the database is to go on from
   */
  long run(Former former) throws SQLException, IOException {
    long revision = Math.max(former.revision(), saved.manifest().revision()) + 1;
    for (Part part : Part.values()) {
      part(part);
    }
    Resource installation = restored.installation(self, revision);
    insert(Part.RESOURCES, ResourceJson.write(installation));
    long kept = keep(former);
    insert(Part.ENTRIES, written(restored.entry(installation, kept, former.audit().lost())));
    Beginning.set(connection, "installation", saved.manifest().installation());
    for (String key : List.of("revision", "compacted", "whole")) {
      Beginning.set(connection, key, Long.toString(revision));
    }
    Beginning.set(connection, "indexed", "0");
    Totals.count(connection);
    EntryIndex.extend(connection);
    return number;
  }

  private long keep(Former former) throws SQLException {
    try (Target into = new Target()) {
      long next = Math.max(number, former.number()) + 1;
      FormerAudit.Kept kept = former.audit().put(connection, into, number, next);
      number = kept.next();
      progress.accept("entries of the audit since then: " + kept.count());
      return kept.count();
    }
  }

  private void part(Part part) throws SQLException, IOException {
    long[] count = new long[1];
    long[] group = {-1, 0};
    try (Target to = new Target()) {
      saved.lines(
          part.title(),
          line -> {
            if (isSelf(part, line)) {
              self = Optional.of(line);
              return;
            }
            if (part == Part.ENTRIES) {
              number = Math.max(number, line.path("number").asLong());
            }
            group[1] = part.group(line) == group[0] ? group[1] + 1 : 0;
            group[0] = part.group(line);
            part.load(to, line, (int) Math.min(group[1], Integer.MAX_VALUE));
            if (++count[0] % SAID_EVERY == 0) {
              progress.accept(part.title() + ": " + count[0]);
            }
          });
      to.end();
    }
    progress.accept(part.title() + ": " + count[0]);
  }

  /** Where the lines of one part go. */
  final class Target implements AutoCloseable {

    private Optional<PreparedStatement> insert = Optional.empty();
    private Optional<Filings> filings = Optional.empty();
    private int waiting;

    /** To be filled, and then {@link #add added}, or {@link #added} if it adds itself. */
    PreparedStatement insert(Part part) throws SQLException {
      if (insert.isEmpty()) {
        insert = Optional.of(connection.prepareStatement(part.insert(schema)));
      }
      return insert.get();
    }

    void add() throws SQLException {
      insert.orElseThrow().addBatch();
      added();
    }

    void added() throws SQLException {
      if (++waiting == AT_ONCE) {
        end();
      }
    }

    Filings filings() throws SQLException {
      if (filings.isEmpty()) {
        filings = Optional.of(new Filings(connection, schema));
      }
      return filings.get();
    }

    void end() throws SQLException {
      if (insert.isPresent()) {
        insert.get().executeBatch();
      }
      waiting = 0;
    }

    @Override
    public void close() throws SQLException {
      if (insert.isPresent()) {
        insert.get().close();
      }
    }
  }

  private static boolean isSelf(Part part, JsonNode line) {
    Ref ref = Installation.SELF;
    return part == Part.RESOURCES
        && line.path("kind").asText().equals(ref.kind())
        && line.path("tenant").asText().equals(ref.tenant())
        && line.path("name").asText().equals(ref.name());
  }

  private ObjectNode written(Entry entry) {
    ObjectNode line = JsonNodeFactory.instance.objectNode();
    line.put("number", number).put("stream", entry.stream());
    line.put("at", Prepared.nanos(entry.at()));
    line.put("subject", entry.subject().map(Ref::toString).orElse(""));
    line.put("uid", entry.uid()).put("actor", entry.actor()).put("cause", entry.cause());
    line.set("body", Json.read(entry.body().toString()));
    return line;
  }

  private void insert(Part part, JsonNode line) throws SQLException {
    try (Target to = new Target()) {
      part.load(to, line, 0);
      to.end();
    }
  }
}
