package org.hansa.platform.place;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.hansa.platform.place.sites.Reader;

/** Tells the formats apart, and solves. */
final class Solve {

  private Solve() {}

  /**
   * @param assignment null if none was given
   * @param threads null for the usual number
   */
  static Found of(Path instance, Path assignment, long seed, Main.Spend spend, Integer threads)
      throws IOException {
    if (isOurs(instance)) {
      if (assignment != null) {
        throw new Misread(
            assignment.toString(),
            1,
            "an assignment belongs to an instance of ROADEF",
            "Say in the rows of the workloads where each stands: 'at SITE'.");
      }
      return FoundSites.of(instance, seed, spend, threads == null ? 1 : threads);
    }
    if (assignment == null) {
      throw new Misread(
          instance.toString(),
          1,
          "it does not begin with '" + Reader.BEGIN + "', so it is an instance of ROADEF",
          "Give --assignment too, or begin the file with '" + Reader.BEGIN + " 1'.");
    }
    int usual = Math.min(4, Runtime.getRuntime().availableProcessors());
    return FoundRoadef.of(instance, assignment, seed, spend, threads == null ? usual : threads);
  }

  /** The first word of a row that is no note. */
  private static boolean isOurs(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      String begin = new String(in.readNBytes(4096), StandardCharsets.UTF_8);
      return begin
          .lines()
          .map(String::strip)
          .filter(line -> !line.isEmpty() && !line.startsWith("#"))
          .findFirst()
          .filter(line -> !Character.isDigit(line.charAt(0)) && line.charAt(0) != '-')
          .isPresent();
    }
  }
}
