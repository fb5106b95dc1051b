package org.hansa.drivers.process;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.hansa.drivers.process.Proc.Stat;
import org.hansa.drivers.process.Proc.Tagged;
import org.hansa.drivers.process.forwarder.Forwarder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one process that all forwards of an endpoint go through. It is found by its mark alone. */
final class ForwarderProcess {

  private static final Logger LOG = LoggerFactory.getLogger(ForwarderProcess.class);
  private static final Path SETSID = Path.of("/usr/bin/setsid");
  private static final Duration COMMAND = Duration.ofSeconds(2);
  private static final Duration GRACE = Duration.ofSeconds(2);

  private final Local local;
  private final ForwarderCode code;
  private final Control control;

  ForwarderProcess(Local local, ForwarderCode code) {
    this.local = local;
    this.code = code;
    this.control = new Control(local.opening().timer());
  }

  private String uid() {
    return "forwarder:" + local.opening().endpoint();
  }

  /** All of this endpoint, of whatever version, the oldest first. */
  private List<Tagged> all() {
    String mark = local.mark(uid());
    String folder = local.forwarder().toString();
    return local.proc().tagged().stream()
        .filter(t -> t.uid().equals(mark) && t.folder().equals(folder))
        .toList();
  }

  /** The one that runs this code. */
  Optional<Stat> current() {
    return all().stream().filter(this::isCurrent).findFirst().map(Tagged::stat);
  }

  boolean none() {
    return all().isEmpty();
  }

  /** Tells those of other code, which a crash of ours in a hand-over may have left listening. */
  void drainOlder() {
    drain(all());
  }

  private boolean isCurrent(Tagged tagged) {
    return tagged.run().equals(code.digest());
  }

  /** Completes when one that runs this code takes commands. One of other code is then ended. */
  CompletableFuture<Void> ensure() {
    List<Tagged> all = all();
    if (all.stream().noneMatch(this::isCurrent)) {
      try {
        start(all);
      } catch (IOException e) {
        return CompletableFuture.failedFuture(Fault.of("starting the forwarder", e));
      }
    }
    return local.repeat().until(this::answers).thenRun(() -> drain(all));
  }

  private boolean answers() {
    Optional<Stat> current = current();
    if (current.isEmpty()) {
      throw Fault.unavailable("the forwarder ended; see " + local.forwarder().resolve("log"));
    }
    return control.command(current.get().pid(), "reload", COMMAND).isPresent();
  }

  /** It shares the ports with an older one until that is told to stop listening. */
  private void start(List<Tagged> older) throws IOException {
    Path folder = local.forwarder();
    code.lay(folder);
    tidy(folder, older);
    List<String> argv = new ArrayList<>();
    if (Files.isExecutable(SETSID)) {
      argv.add(SETSID.toString());
    }
    argv.addAll(
        List.of(
            local.javaHome().resolve("bin/java").toString(),
            "-Xmx32m",
            "-Xss256k",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:-UsePerfData",
            "-XX:+ExitOnOutOfMemoryError",
            "-Xshare:auto",
            "-cp",
            code.folder(),
            Forwarder.class.getName()));
    if (!older.isEmpty()) {
      argv.add(Forwarder.TAKE_OVER);
    }
    ProcessBuilder builder = new ProcessBuilder(argv);
    builder.environment().clear();
    builder.environment().put("LANG", "C.UTF-8");
    builder.environment().putAll(local.marks(uid(), code.digest(), folder));
    Process process =
        builder
            .directory(folder.toFile())
            .redirectInput(new File("/dev/null"))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    LOG.info("forwarder of {} started as process {}", local.opening().endpoint(), process.pid());
  }

  /** Takes away what forwarders that ended left; what a living one may still load stays. */
  private void tidy(Path folder, List<Tagged> living) throws IOException {
    try (var entries = Files.newDirectoryStream(folder, "{code-,control-}*")) {
      for (Path entry : entries) {
        String name = entry.getFileName().toString();
        boolean used =
            name.equals(code.folder())
                || living.stream()
                    .anyMatch(
                        t ->
                            name.equals("code-" + t.run())
                                || name.equals(Forwarder.CONTROL + t.stat().pid()));
        if (!used) {
          Trees.delete(entry);
        }
      }
    }
  }

  private void drain(List<Tagged> all) {
    for (Tagged other : all) {
      if (!isCurrent(other)) {
        // One that has been told already has no socket any more, and ends by itself.
        boolean unused = control.command(other.stat().pid(), "drain", COMMAND).isPresent();
      }
    }
  }

  /**
   * The ports of the table and what the forwarder says of each; empty if there is no forwarder or
   * it does not answer.
   */
  Optional<Map<Integer, String>> reload(Duration time) {
    return command("reload", time)
        .map(
            answer -> {
              Map<Integer, String> ports = new TreeMap<>();
              answer
                  .lines()
                  .map(line -> line.split(" ", 2))
                  .forEach(words -> ports.put(Integer.valueOf(words[0]), words[1]));
              return ports;
            });
  }

  private Optional<String> command(String word, Duration time) {
    return current().flatMap(stat -> control.command(stat.pid(), word, time));
  }

  /** Ends all of them; completes when none is left. */
  CompletableFuture<Void> end() {
    List<Stat> all = all().stream().map(Tagged::stat).toList();
    local.members().signal(all, false);
    Instant end = local.now().plus(GRACE);
    return local
        .repeat()
        .until(
            () -> {
              List<Stat> alive = local.members().alive(all);
              if (!local.now().isBefore(end)) {
                local.members().signal(alive, true);
              }
              return alive.isEmpty();
            });
  }
}
