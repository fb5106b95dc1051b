package org.hansa.core.store;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.hansa.core.api.Problem;

/** What an operator says of the store in the state folder, as it is read while Hansa is stopped. */
final class OperatorFile {

  private OperatorFile() {}

  /**
   * The database that nodes share; empty if the state has one of its own.
   *
   * @throws Problem UNAVAILABLE if the file cannot be read; INVALID if it says what only a running
   *     Hansa can replace
   */
  static Optional<PostgresStore.Access> access(Path state) {
    Path file = state.resolve("etc/org.hansa.core.store.cfg");
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    Properties said = new Properties();
    try (Reader text = Files.newBufferedReader(file)) {
      said.load(text);
    } catch (IOException | IllegalArgumentException e) {
      throw new Problem(
          Problem.Reason.UNAVAILABLE,
          file + " cannot be read: " + e.getMessage(),
          "Correct it.",
          List.of(),
          e);
    }
    String url = value(said, file, "url");
    return url.isBlank()
        ? Optional.empty()
        : Optional.of(
            PostgresStore.Access.of(
                url, value(said, file, "user"), value(said, file, "passwordFile")));
  }

  private static String value(Properties said, Path file, String key) {
    String value = said.getProperty(key, "").strip();
    if (value.contains("${")) {
      throw Problem.invalid(
          key, value, "a plain value", "Say it in " + file + " without a variable.");
    }
    return value;
  }
}
