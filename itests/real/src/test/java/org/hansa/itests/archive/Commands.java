package org.hansa.itests.archive;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Commands of the system that come to their end at once. */
final class Commands {

  private static final int MOST_SECONDS = 120;

  /** Where those lie that are for root. */
  private static final List<String> MORE = List.of("/usr/sbin", "/sbin");

  private Commands() {}

  /** Where a program lies, also where only root's path leads. */
  static String program(String name) {
    return Stream.concat(Stream.of(System.getenv("PATH").split(":", -1)), MORE.stream())
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(name + " is missing: itests/real/install"))
        .toString();
  }

  /**
   * What it says.
   *
   * @throws IOException if it is not there, fails or does not end
   */
  static String run(String... words) throws IOException {
    return run("", List.of(words));
  }

  static String run(String input, List<String> words) throws IOException {
    Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
    process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (!process.waitFor(MOST_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new IOException(words + " failed: " + said);
      }
      return said;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    } finally {
      process.destroyForcibly();
    }
  }
}
