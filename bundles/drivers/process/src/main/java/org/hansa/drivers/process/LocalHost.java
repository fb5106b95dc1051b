package org.hansa.drivers.process;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.hansa.core.driver.Deadline;
import org.hansa.core.driver.workload.HostFacet;
import org.hansa.core.driver.workload.HostState;

/** The machine that we run on, by figures that stand still while nothing changes. */
final class LocalHost implements HostFacet {

  private static final long GIBI = 1L << 30;

  private final Local local;
  private final Supplier<Set<Integer>> forwards;

  /**
   * @param forwards the ports that forwards of ours listen on
   */
  LocalHost(Local local, Supplier<Set<Integer>> forwards) {
    this.local = local;
    this.forwards = forwards;
  }

  @Override
  public List<HostState> all(Deadline deadline) {
    ProcessOptions options = local.options();
    SortedSet<Integer> taken = Sockets.listening(local.proc());
    taken.removeIf(p -> p < options.first() || p > options.last());
    taken.removeAll(forwards.get());
    local.homes().forEach(home -> taken.removeAll(home.applied().ports()));
    return List.of(
        new HostState(
            hostname(),
            capacity(),
            facts(),
            Specs.RUNTIMES,
            Sockets.loopback().getHostAddress(),
            options.first(),
            options.last(),
            List.copyOf(taken),
            options.address()));
  }

  private String hostname() {
    String raw = String.join("", local.proc().lines("sys/kernel/hostname"));
    String plain =
        raw.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    return plain.isEmpty() ? "localhost" : plain;
  }

  /** Storage is what the disk has, not what is free of it now, which changes with every write. */
  private Map<String, BigDecimal> capacity() {
    Map<String, BigDecimal> capacity = new TreeMap<>();
    BigDecimal cores = BigDecimal.valueOf(Runtime.getRuntime().availableProcessors());
    capacity.put("cpu", cores.subtract(local.options().cpuReserve()).max(BigDecimal.ZERO));
    long total =
        local
            .proc()
            .number("meminfo", "MemTotal:")
            .orElseThrow(() -> Fault.unavailable("/proc/meminfo does not say MemTotal"));
    long memory = (total << 10) - (local.options().memoryReserveMi() << 20);
    capacity.put("memory", BigDecimal.valueOf(Math.max(0, memory)));
    try {
      Path folder = local.opening().folder();
      Files.createDirectories(folder);
      long disk = Files.getFileStore(folder).getTotalSpace();
      capacity.put("storage", BigDecimal.valueOf(disk / GIBI * GIBI));
    } catch (IOException e) {
      throw Fault.of("asking for the size of the disk", e);
    }
    return capacity;
  }

  private Map<String, String> facts() {
    Map<String, String> facts = new TreeMap<>();
    facts.put("arch", System.getProperty("os.arch"));
    facts.put("os", System.getProperty("os.name").toLowerCase(Locale.ROOT));
    facts.put("kernel", System.getProperty("os.version"));
    facts.put("java", System.getProperty("java.version"));
    machine().ifPresent(id -> facts.put("machine", id));
    if (local.user().isEmpty()) {
      facts.put(HostState.RIGHTS, HostState.HANSA);
    }
    local.proc().lines("cpuinfo").stream()
        .filter(l -> l.startsWith("model name"))
        .findFirst()
        .ifPresent(l -> facts.put("model", l.substring(l.indexOf(':') + 1).strip()));
    return facts;
  }

  /**
   * The same for all that stands on this machine, by whatever endpoint. A hash: the id itself is
   * not for others to know.
   */
  private Optional<String> machine() {
    return local
        .proc()
        .read(Path.of("/etc/machine-id"))
        .map(String::strip)
        .filter(id -> !id.isEmpty())
        .or(() -> Optional.of(local.proc().boot()).filter(id -> !id.isEmpty()))
        .map(id -> Specs.sha256("hansa machine " + id).substring(0, 32));
  }
}
