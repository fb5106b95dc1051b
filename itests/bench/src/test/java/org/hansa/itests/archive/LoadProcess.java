package org.hansa.itests.archive;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * {@link Load}, {@link WatchLoad} or their counterparts by gRPC in a process of its own, so that
 * what it costs is not ours.
 */
final class LoadProcess implements AutoCloseable {

  /**
   * @param p50 in milliseconds
   * @param p99 in milliseconds
   * @param last the number that the last request carried
   */
  record Rate(double perSecond, double p50, double p99, long last) {}

  private final Process process;
  private final BufferedReader answers;

  LoadProcess(Class<?> main) throws IOException {
    process =
        new ProcessBuilder(
                List.of(
                    System.getProperty("java.home") + "/bin/java",
                    "-XX:+UseSerialGC",
                    "-Xmx256m",
                    "-cp",
                    System.getProperty("java.class.path"),
                    main.getName()))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    answers = process.inputReader(StandardCharsets.US_ASCII);
  }

  Rate run(String kind, int port, String token, int connections, int size, long millis)
      throws IOException {
    String[] words =
        order(String.join(" ", kind, port + "", token, connections + "", size + "", millis + ""));
    return new Rate(
        Long.parseLong(words[0]) * 1e9 / Long.parseLong(words[1]),
        Long.parseLong(words[2]) / 1e6,
        Long.parseLong(words[3]) / 1e6,
        Long.parseLong(words[4]));
  }

  /** Gives an order, and returns the words of its answer. */
  String[] order(String order) throws IOException {
    process.getOutputStream().write((order + "\n").getBytes(StandardCharsets.US_ASCII));
    process.getOutputStream().flush();
    String answer = answers.readLine();
    if (answer == null) {
      throw new IOException("the load process ended");
    }
    return answer.split(" ", -1);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
