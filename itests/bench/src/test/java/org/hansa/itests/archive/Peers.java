package org.hansa.itests.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What Hansa is measured against: bare Karaf, and the example started by hand. */
final class Peers {

  private Peers() {}

  static Path unpackKaraf(Path folder) throws IOException, InterruptedException {
    Path home = Files.createDirectories(folder.resolve("karaf"));
    String archive = System.getProperty("hansa.karaf");
    int code =
        new ProcessBuilder("tar", "-xzf", archive, "--strip-components=1", "-C", home + "")
            .inheritIO()
            .start()
            .waitFor();
    assertThat(code).isZero();
    return home;
  }

  /** Starts Karaf with its console on a pipe; returns once a command typed there was answered. */
  static Process karaf(Path home) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(home.resolve("bin/karaf").toString(), "clean").redirectErrorStream(true);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("TERM", "dumb");
    Process process = builder.start();
    process.getOutputStream().write("shell:echo ans wer\n".getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().flush();
    BufferedReader console = process.inputReader(StandardCharsets.UTF_8);
    for (String line = console.readLine(); line != null; line = console.readLine()) {
      if (line.endsWith("ans wer") && !line.contains("echo")) {
        return process;
      }
    }
    throw new IOException("Karaf ended without an answer");
  }

  /** Resident memory of a process and of what it started, in MiB. */
  static double resident(long pid) throws IOException {
    double sum = 0;
    List<ProcessHandle> all = new ArrayList<>(List.of(ProcessHandle.of(pid).orElseThrow()));
    all.addAll(all.get(0).descendants().toList());
    for (ProcessHandle process : all) {
      for (String line : Files.readAllLines(Path.of("/proc/" + process.pid() + "/status"))) {
        if (line.startsWith("VmRSS:")) {
          sum += Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1024;
        }
      }
    }
    return sum;
  }

  /** The example's three programs by a script, as its README says it by hand. */
  static Process example(Path folder, int analyse, int page) throws IOException {
    String java = System.getProperty("java.home") + "/bin/java";
    String options = " -Xmx48m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 ";
    String script =
        "PORT_HTTP="
            + analyse
            + " "
            + java
            + options
            + "Analyse.java & "
            + "PORT_HTTP="
            + page
            + " ANALYSE_URL=http://127.0.0.1:"
            + analyse
            + " "
            + java
            + options
            + "Page.java & "
            + "ANALYSE_URL=http://127.0.0.1:"
            + analyse
            + " MACHINE=mill-7 bash feed.sh & wait";
    ProcessBuilder builder =
        new ProcessBuilder("bash", "-c", script)
            .directory(folder.resolve("factory-line").toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder.environment().putAll(Map.of("ALARM_ABOVE", "4.5"));
    return builder.start();
  }

  static void end(Process process) throws InterruptedException {
    List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
    all.add(process.toHandle());
    all.forEach(ProcessHandle::destroyForcibly);
    all.forEach(p -> p.onExit().join());
  }
}
