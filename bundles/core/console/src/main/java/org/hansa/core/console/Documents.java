package org.hansa.core.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hansa.core.api.Draft;
import org.hansa.core.api.Json;
import org.hansa.core.api.Problem;
import org.hansa.core.api.ResourceJson;

/**
 * Reads resources as people write them, YAML or JSON. An artifact may say {@code file: feed.sh}
 * instead of {@code digest:}: the file is uploaded and its digest takes its place.
 */
public final class Documents {

  private final Sources sources;
  private final Sources.Uploads uploads;

  public Documents(Sources sources, Sources.Uploads uploads) {
    this.sources = sources;
    this.uploads = uploads;
  }

  /** A document, and the revision that it says it was read at. */
  public record Document(Draft draft, Optional<Long> revision) {}

  public List<Draft> file(String name, String tenant) throws IOException {
    return read(name, tenant).stream().map(Document::draft).toList();
  }

  public List<Document> read(String name, String tenant) throws IOException {
    Path path = sources.file(name);
    try (InputStream in = Files.newInputStream(path)) {
      return read(text(in), Optional.of(path), tenant);
    }
  }

  /** A document that was typed or piped in: it has no folder, so it may name no files. */
  public List<Draft> typed(String text, String tenant) throws IOException {
    return read(text, Optional.empty(), tenant).stream().map(Document::draft).toList();
  }

  public static String text(InputStream in) throws IOException {
    byte[] bytes = in.readNBytes(Json.MAX_BYTES + 1);
    if (bytes.length > Json.MAX_BYTES) {
      throw new Problem(
          Problem.Reason.TOO_LARGE,
          "the document is longer than " + Json.MAX_BYTES + " bytes",
          "Split it.");
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /**
   * @param path of the file it came from; empty if it was typed
   */
  public List<Document> read(String text, Optional<Path> path, String tenant) throws IOException {
    List<Document> read = new ArrayList<>();
    for (JsonNode document : documents(text)) {
      upload(document, path);
      JsonNode revision = document.path("revision");
      read.add(
          new Document(
              ResourceJson.draft(document, tenant),
              revision.isIntegralNumber() ? Optional.of(revision.longValue()) : Optional.empty()));
    }
    if (read.isEmpty()) {
      throw new Problem(
          Problem.Reason.MALFORMED, "the document is empty", "Write kind, name and spec.");
    }
    return read;
  }

  /** A JSON array or {"items": [...]}, as {@code get --json} prints it, is many documents. */
  private static List<JsonNode> documents(String text) {
    String start = text.stripLeading();
    List<JsonNode> read =
        start.startsWith("{") || start.startsWith("[") ? List.of(Json.read(text)) : Yaml.read(text);
    List<JsonNode> all = new ArrayList<>();
    for (JsonNode document : read) {
      JsonNode list = document.isArray() ? document : document.path("items");
      if (list.isArray() && !document.has("kind")) {
        list.forEach(all::add);
      } else {
        all.add(document);
      }
    }
    return all;
  }

  private void upload(JsonNode tree, Optional<Path> document) throws IOException {
    for (JsonNode child : tree) {
      upload(child, document);
    }
    for (JsonNode artifact : tree.path("artifacts")) {
      if (artifact instanceof ObjectNode object && object.path("file").isTextual()) {
        replace(object, document);
      }
    }
  }

  private void replace(ObjectNode artifact, Optional<Path> document) throws IOException {
    String name = artifact.path("file").textValue();
    if (artifact.has("digest")) {
      throw new Problem(
          Problem.Reason.INVALID,
          "the artifact '" + name + "' has both file and digest",
          "Keep one of them.");
    }
    Path beside =
        document.orElseThrow(
            () ->
                new Problem(
                    Problem.Reason.INVALID,
                    "a typed document cannot name the file '" + name + "'",
                    "Write digest:, or put both into a folder and name the document's file."));
    Path file = sources.beside(beside, name);
    try (InputStream in = Files.newInputStream(file)) {
      artifact.put("digest", uploads.put(in));
    }
    artifact.remove("file");
    if (!artifact.has("path")) {
      artifact.put("path", String.valueOf(file.getFileName()));
    }
    if (Files.isExecutable(file) && !artifact.has("executable")) {
      artifact.put("executable", true);
    }
  }
}
