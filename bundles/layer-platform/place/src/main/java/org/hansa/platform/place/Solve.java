package org.hansa.platform.place;

import java.io.IOException;
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

  /** By the first word of a row that is no note. */
  private static boolean isOurs(Path file) throws IOException {
    String first = Reader.begin(file);
    return !first.isEmpty() && !first.matches("-?[0-9].*");
  }
}
