package org.hansa.core.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.hansa.core.api.Json;

/** What somebody does to a backup who can write where it lies, and has not the root key. */
final class Forged {

  private final Path backup;

  Forged(Path backup) {
    this.backup = backup;
  }

  /** Changes what a part says, and each digest that would tell of it. */
  void part(String part, String text, String by) throws Exception {
    Path file = backup.resolve(part + ".ndjson");
    byte[] lines = Files.readString(file).replace(text, by).getBytes(StandardCharsets.UTF_8);
    Files.write(file, lines);
    manifest(
        tree -> {
          for (JsonNode each : tree.withArray("files")) {
            if (each.path("part").asText().equals(part)) {
              ((ObjectNode) each).put("sha256", digest(file)).put("bytes", lines.length);
            }
          }
        });
  }

  /** Changes the manifest, and the digest that it has of itself. */
  void manifest(Consumer<ObjectNode> change) throws Exception {
    Path file = backup.resolve(Manifest.FILE);
    ObjectNode tree = (ObjectNode) Json.read(Files.readString(file));
    change.accept(tree);
    ObjectNode bare = tree.deepCopy();
    bare.remove("sha256");
    bare.remove("seal");
    tree.put("sha256", Sha.of(Json.text(bare)));
    Files.writeString(file, Json.text(tree));
  }

  private static String digest(Path file) {
    try {
      return Sha.of(file);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
