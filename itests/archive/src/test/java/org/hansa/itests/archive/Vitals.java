package org.hansa.itests.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What an installation's Java process holds, seen from outside. */
record Vitals(long pid) {

  /** Of a generation that holds objects, in kibibytes; that of classes stands on no such line. */
  private static final Pattern USED = Pattern.compile("Gen +total [0-9]+K, used ([0-9]+)K");

  /** Bytes that are left on the heap by a collection of all of it. */
  long heap() throws IOException {
    jcmd("GC.run");
    return USED.matcher(jcmd("GC.heap_info"))
        .results()
        .mapToLong(used -> Long.parseLong(used.group(1)) << 10)
        .reduce(Long::sum)
        .orElseThrow();
  }

  int threads() throws IOException {
    return entries("task");
  }

  /** Open files and sockets. */
  int descriptors() throws IOException {
    return entries("fd");
  }

  /** How many descriptors it may have. */
  long mostDescriptors() throws IOException {
    return Files.readAllLines(Path.of("/proc", Long.toString(pid), "limits")).stream()
        .filter(line -> line.startsWith("Max open files"))
        .map(line -> line.split(" {2,}")[1])
        .mapToLong(most -> most.equals("unlimited") ? Long.MAX_VALUE : Long.parseLong(most))
        .findFirst()
        .orElseThrow();
  }

  private int entries(String folder) throws IOException {
    try (Stream<Path> all = Files.list(Path.of("/proc", Long.toString(pid), folder))) {
      return (int) all.count();
    }
  }

  private String jcmd(String command) throws IOException {
    Path tool = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    Process process =
        new ProcessBuilder(tool.toString(), Long.toString(pid), command)
            .redirectErrorStream(true)
            .start();
    try {
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).as(said).isZero();
      return said;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    } finally {
      process.destroyForcibly();
    }
  }
}
