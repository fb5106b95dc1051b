package org.hansa.itests.simulation;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Seeds in a process of its own, whose sets and maps of the JDK run in another order than here: it
 * is drawn when a process starts, and whatever depends on it is the same all day in one process.
 */
final class Elsewhere {

  /** Each starts with one order of two; that none of so many has the other does not happen. */
  private static final int MOST_STARTS = 64;

  private Elsewhere() {}

  /** What two elements of a set tell of the order in this process. */
  private static String order() {
    return String.join(",", Set.of("one", "other"));
  }

  /**
   * Runs seeds there.
   *
   * @param log where it says what it has to say
   * @return a line for each
   */
  static List<String> run(List<Long> seeds, Path log) throws IOException, InterruptedException {
    for (int starts = 0; starts < MOST_STARTS; starts++) {
      List<String> told = start(seeds, log);
      if (!told.isEmpty()) {
        return told;
      }
    }
    throw new IllegalStateException("every process has the order of this one; see " + log);
  }

  /** Empty if its order is that of this process. */
  private static List<String> start(List<Long> seeds, Path log)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Stream.concat(
                        Stream.of(
                            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                            "-Xmx512m",
                            "-cp",
                            System.getProperty("java.class.path"),
                            Elsewhere.class.getName(),
                            order()),
                        seeds.stream().map(Object::toString))
                    .toList())
            .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    try (BufferedReader said = process.inputReader(StandardCharsets.UTF_8)) {
      List<String> told = said.lines().toList();
      if (process.waitFor() != 0) {
        throw new IllegalStateException("it ended with " + process.exitValue() + "; see " + log);
      }
      return told;
    } finally {
      process.destroyForcibly();
    }
  }

  /**
   * What is compared: all that a run came to, in one line.
   *
   * @param result of a run in this process
   */
  static String line(Simulation.Result result) {
    return result.toString();
  }

  /**
   * @param arguments an order in which to run nothing, and then seeds
   */
  public static void main(String[] arguments) {
    if (!arguments[0].equals(order())) {
      Stream.of(arguments)
          .skip(1)
          .map(seed -> Simulation.run(Long.parseLong(seed), Bug.NONE))
          .forEach(result -> System.out.println(line(result)));
    }
  }
}
