package org.hansa.core.store;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.hansa.core.api.Blobs;
import org.hansa.core.api.Json;
import org.hansa.core.api.Problem;
import org.hansa.core.api.ResourceJson;
import org.hansa.core.api.Snapshot;

/** Writes the state of one moment into a folder, in one read transaction, line by line. */
final class Dump {

  private static final int AT_ONCE = 1000;
  private static final int SAID_EVERY = 100_000;

  private final Database database;
  private final Blobs blobs;
  private final Path folder;
  private final Consumer<String> progress;
  private final Set<String> named = new TreeSet<>();

  Dump(Database database, Blobs blobs, Path folder, Consumer<String> progress) {
    this.database = database;
    this.blobs = blobs;
    this.folder = folder;
    this.progress = progress;
  }

  /**
   * Writes everything and, as the last, the manifest.
   *
   * @param before a state from before the transaction begins: what it names is kept from the sweep
   * @param root under which it is sealed
   */
  Manifest write(Snapshot before, Instant now, Optional<RootKey> root)
      throws SQLException, IOException {
    before.kinds().stream().flatMap(before::list).forEach(r -> BlobSweep.named(r, this::keep));
    try (Connection connection = database.moment();
        Statement statement = connection.createStatement()) {
      long revision = Long.parseLong(Beginning.meta(statement, "revision"));
      String installation = Beginning.meta(statement, "installation");
      // Else what lost a row would be sealed as whole; the rows themselves are looked at below.
      Totals.check(statement, Totals.LOG);
      Totals.check(statement, Totals.SEALED);
      statement.setFetchSize(AT_ONCE);
      List<Manifest.Lines> files = new ArrayList<>();
      for (Part part : Part.values()) {
        files.add(lines(statement, part));
      }
      files.add(blobs());
      Optional<String> key = root.map(RootKey::fingerprint);
      Manifest manifest = new Manifest(Manifest.FORMAT, installation, revision, now, key, files);
      manifest.write(folder, root);
      OwnerOnly.sync(folder);
      return manifest;
    }
  }

  private void keep(String hex) {
    if (!named.contains(hex) && blobs.has("sha256:" + hex)) {
      named.add(hex);
    }
  }

  private Manifest.Lines lines(Statement statement, Part part) throws SQLException, IOException {
    try (PartWriter out = new PartWriter(folder, part.title());
        ResultSet rows = statement.executeQuery(part.select())) {
      while (rows.next()) {
        String line = part.line(rows);
        out.line(line);
        if (part == Part.RESOURCES || part == Part.CATALOGUE) {
          BlobSweep.named(ResourceJson.read(Json.read(line)), this::keep);
        }
        if (out.lines() % SAID_EVERY == 0) {
          progress.accept(part.title() + ": " + out.lines());
        }
      }
      progress.accept(part.title() + ": " + out.lines());
      return out.end();
    }
  }

  private Manifest.Lines blobs() throws IOException {
    Path into = folder.resolve(Manifest.BLOBS);
    OwnerOnly.folder(into);
    try (PartWriter out = new PartWriter(folder, Manifest.BLOBS)) {
      for (String hex : named) {
        Path file = into.resolve(hex);
        try (InputStream in = blobs.open("sha256:" + hex)) {
          OwnerOnly.copy(in, file);
        }
        if (!Sha.of(file).equals(hex)) {
          throw new Problem(
              Problem.Reason.INTERNAL,
              "the blob sha256:" + hex + " is damaged",
              "Upload its content again, or restore an older backup.");
        }
        long size = Files.size(file);
        out.line(
            Json.text(JsonNodeFactory.instance.objectNode().put("hex", hex).put("size", size)));
        out.also(size);
      }
      OwnerOnly.sync(into);
      progress.accept("blobs: " + out.lines());
      return out.end();
    }
  }
}
