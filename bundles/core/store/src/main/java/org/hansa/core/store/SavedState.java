package org.hansa.core.store;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.sql.SQLException;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.hansa.core.api.Blobs;
import org.hansa.core.api.Json;
import org.hansa.core.api.Problem;

/** A backup to be restored: first checked as a whole, then read line by line. */
final class SavedState {

  private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");

  private final Path folder;
  private final Manifest.Sealed sealed;
  private final Manifest manifest;

  /** Takes one line. */
  @FunctionalInterface
  interface Sink {
    void accept(JsonNode line) throws SQLException, IOException;
  }

  private SavedState(Path folder, Manifest.Sealed sealed) {
    this.folder = folder;
    this.sealed = sealed;
    this.manifest = sealed.manifest();
  }

  /**
   * @throws Problem as {@link Manifest#read}
   */
  static SavedState open(Path folder) throws IOException {
    return new SavedState(folder, Manifest.read(folder));
  }

  Manifest manifest() {
    return manifest;
  }

  /** Whether it says that it was sealed, which any can say. */
  boolean hasSeal() {
    return sealed.seal().isPresent();
  }

  /** Whether who had this key made it. */
  boolean isSealedBy(RootKey root) {
    return sealed.seal().filter(seal -> root.fits(seal, sealed.text())).isPresent();
  }

  /** Whether it holds values that can be read with its root key only. */
  boolean hasSealedValues() {
    return manifest.file(Part.SEALED.title()).filter(f -> f.lines() > 0).isPresent();
  }

  String name() {
    return String.valueOf(folder.getFileName());
  }

  /**
   * Reads all of it.
   *
   * @throws Problem INVALID if a part lacks or is not as it was written
   */
  void check() throws IOException {
    for (Part part : Part.values()) {
      check(part.title());
    }
    check(Manifest.BLOBS);
    try {
      lines(Manifest.BLOBS, line -> intact(blob(line), line.path("size").asLong(), hex(line)));
    } catch (SQLException e) {
      throw new IllegalStateException("nothing here asks a database", e);
    }
  }

  private void check(String part) throws IOException {
    Manifest.Lines said =
        manifest.file(part).orElseThrow(() -> Manifest.damaged(folder, "it has no part " + part));
    intact(folder.resolve(said.file()), said.bytes(), said.sha256());
  }

  /** The length is looked at first, so that no more is read than was written. */
  private void intact(Path file, long bytes, String sha256) throws IOException {
    String name = folder.relativize(file).toString();
    if (!Files.isRegularFile(file)) {
      throw Manifest.damaged(folder, name + " is missing");
    }
    if (Files.size(file) != bytes) {
      throw Manifest.damaged(folder, name + " has " + Files.size(file) + " bytes, not " + bytes);
    }
    if (!Sha.of(file).equals(sha256)) {
      throw Manifest.damaged(folder, name + " does not have the digest " + sha256);
    }
  }

  /**
   * Each line of a part, in order.
   *
   * @throws Problem INVALID in the end if it is not what was checked: what the sink did is void
   */
  void lines(String part, Sink sink) throws SQLException, IOException {
    Manifest.Lines said = manifest.file(part).orElseThrow();
    Path file = folder.resolve(said.file());
    MessageDigest digest = Sha.digest();
    try (InputStream in = Files.newInputStream(file);
        BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(new DigestInputStream(in, digest), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        sink.accept(Json.read(line));
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } catch (Problem e) {
      throw Sha.of(file).equals(said.sha256()) ? e : changed(said.file());
    }
    if (!Sha.hex(digest).equals(said.sha256())) {
      throw changed(said.file());
    }
  }

  private Problem changed(String what) {
    return Manifest.damaged(folder, what + " was changed while it was read");
  }

  /** Puts what is not there yet of the blobs; content that nothing names yet is of no harm. */
  void blobs(Blobs into, Consumer<String> progress) throws SQLException, IOException {
    long[] count = new long[1];
    lines(
        Manifest.BLOBS,
        line -> {
          String digest = "sha256:" + hex(line);
          if (!into.has(digest)) {
            try (InputStream in = Files.newInputStream(blob(line))) {
              if (!into.put(in).equals(digest)) {
                throw changed(digest);
              }
            }
          }
          count[0]++;
        });
    progress.accept("blobs: " + count[0]);
  }

  private String hex(JsonNode line) {
    String hex = line.path("hex").asText();
    if (!HEX.matcher(hex).matches()) {
      throw Manifest.damaged(folder, "a blob has the digest '" + hex + "'");
    }
    return hex;
  }

  /** Where the content of the blob lies that a line of the part {@code blobs} names. */
  private Path blob(JsonNode line) {
    return folder.resolve(Manifest.BLOBS).resolve(hex(line));
  }
}
