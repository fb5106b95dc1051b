package org.hansa.itests.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.hansa.itests.archive.Figures;

/** How figures are shown: while they are taken, and at the end with the machine they are of. */
public final class Report {

  private static final long BEGAN = System.nanoTime();

  private Report() {}

  /** What this process has used of the processors so far, in nanoseconds. */
  static long cpu() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  /** A line of progress. */
  public static void say(String format, Object... values) {
    String text = String.format(Locale.ROOT, format, values);
    System.out.printf(Locale.ROOT, "%6.1f s  %s%n", (System.nanoTime() - BEGAN) / 1e9, text);
  }

  /** The middle one of several measurements, with the least and the greatest. */
  static String spread(String what, List<Double> all, String unit) {
    return String.format(
        Locale.ROOT,
        "%-52s %.2f (%.2f to %.2f) %s",
        what,
        Figures.median(all),
        all.stream().mapToDouble(d -> d).min().orElseThrow(),
        all.stream().mapToDouble(d -> d).max().orElseThrow(),
        unit);
  }

  /** The result. */
  public static void print(String heading, List<String> lines) throws IOException {
    String cpu =
        Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
            .filter(l -> l.startsWith("model name"))
            .findFirst()
            .map(l -> l.replaceAll(".*: ", ""))
            .orElse("unknown processor");
    System.out.printf(
        "%n%d x %s, Java %s%n%s%n",
        Runtime.getRuntime().availableProcessors(),
        cpu,
        System.getProperty("java.version"),
        heading);
    lines.forEach(System.out::println);
    Bound.verify();
  }
}
