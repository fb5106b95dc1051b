package org.hansa.drivers.process;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Limits by control groups, version 1 or 2, as far as they may be written: below the group that the
 * control plane itself runs in, so that whatever limits it goes on to limit all.
 */
final class ControlGroups {

  private static final Logger LOG = LoggerFactory.getLogger(ControlGroups.class);

  static final String CPU = "cpu";
  static final String MEMORY = "memory";

  private static final BigDecimal PERIOD_MICROS = BigDecimal.valueOf(100_000);

  /** The kernel takes no smaller quota. */
  private static final BigDecimal LEAST_QUOTA = BigDecimal.valueOf(1_000);

  private final Map<String, GroupBase> bases;

  ControlGroups(Map<String, GroupBase> bases) {
    this.bases = Map.copyOf(bases);
  }

  static ControlGroups detect(Proc proc) {
    Map<String, GroupBase> bases = new TreeMap<>();
    for (String controller : new String[] {CPU, MEMORY}) {
      bases.put(controller, GroupBase.find(proc, controller));
    }
    return new ControlGroups(bases);
  }

  /** {@code cgroup-v1}, {@code cgroup-v2} or {@code none: why}. */
  String capability(String controller) {
    GroupBase base = bases.get(controller);
    return base.folder().isPresent() ? "cgroup-v" + base.version() : "none: " + base.trouble();
  }

  /** What a spec's limits will be: by name, only for those it asks for. */
  Map<String, String> expected(Applied applied) {
    Map<String, String> limits = new TreeMap<>();
    wanted(applied)
        .forEach(
            (controller, value) -> {
              GroupBase base = bases.get(controller);
              limits.put(
                  controller,
                  base.folder().isPresent() ? "enforced" : "not enforced: " + base.trouble());
            });
    return limits;
  }

  /** What they are for a process that runs. */
  Map<String, String> enforced(Applied applied, Home home, Optional<Run> run) {
    Map<String, String> limits = new TreeMap<>(expected(applied));
    Map<String, Path> groups = home.groups();
    for (String controller : wanted(applied).keySet()) {
      Path group = groups.get(controller);
      if (group == null) {
        limits.computeIfPresent(
            controller, (k, v) -> v.equals("enforced") ? "not enforced: set at next start" : v);
      } else if (run.isPresent() && !holds(group, run.get().pid())) {
        limits.put(controller, "not enforced: the process is not in " + group);
      } else {
        boolean later = controller.equals(CPU) && isBoosted(group);
        limits.put(controller, later ? "enforced when it is ready" : "enforced");
      }
    }
    return limits;
  }

  /** The groups that the limits need, by controller; not made yet. */
  Map<String, Path> plan(Applied applied, String mark) {
    String name = "hansa-" + Specs.sha256(mark).substring(0, 24);
    Map<String, Path> groups = new LinkedHashMap<>();
    wanted(applied)
        .keySet()
        .forEach(c -> bases.get(c).folder().ifPresent(f -> groups.put(c, f.resolve(name))));
    return groups;
  }

  void make(Map<String, Path> groups, Applied applied) throws IOException {
    Map<String, BigDecimal> wanted = wanted(applied);
    for (Map.Entry<String, Path> group : groups.entrySet()) {
      Files.createDirectories(group.getValue());
      boolean first = bases.get(group.getKey()).version() == 1;
      BigDecimal value = wanted.get(group.getKey());
      if (group.getKey().equals(CPU)) {
        if (first) {
          write(group.getValue(), "cpu.cfs_period_us", PERIOD_MICROS.toPlainString());
        }
        quota(group.getValue(), applied.probe().isPresent() ? unlimited(first) : quota(value));
      } else {
        String file = first ? "memory.limit_in_bytes" : "memory.max";
        write(group.getValue(), file, value.toPlainString());
      }
    }
  }

  /**
   * Ends the time in which a workload may use what it can get to become ready. Does nothing if it
   * has ended already.
   */
  void endBoost(Applied applied, Home home) throws IOException {
    Path group = home.groups().get(CPU);
    if (group != null && applied.cpu().isPresent() && isBoosted(group)) {
      quota(group, quota(applied.cpu().get()));
    }
  }

  private static String quota(BigDecimal cores) {
    return cores
        .multiply(PERIOD_MICROS)
        .setScale(0, RoundingMode.CEILING)
        .max(LEAST_QUOTA)
        .toPlainString();
  }

  private static String unlimited(boolean first) {
    return first ? "-1" : "max";
  }

  private void quota(Path group, String quota) throws IOException {
    if (bases.get(CPU).version() == 1) {
      write(group, "cpu.cfs_quota_us", quota);
    } else {
      write(group, "cpu.max", quota + " " + PERIOD_MICROS);
    }
  }

  private boolean isBoosted(Path group) {
    boolean first = bases.get(CPU).version() == 1;
    try {
      return Files.readString(group.resolve(first ? "cpu.cfs_quota_us" : "cpu.max"))
          .startsWith(unlimited(first));
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Moves a process that was just started. It also enters by itself, before its program starts; but
   * that may be a moment after the start was answered, and the answer says what is enforced.
   */
  static void enter(Collection<Path> groups, long pid) {
    for (Path group : groups) {
      try {
        write(group, "cgroup.procs", Long.toString(pid));
      } catch (IOException e) {
        // It has ended already, or may not: then its state says that it is not in the group.
        LOG.debug("process {} could not enter {}: {}", pid, group, e.getMessage());
      }
    }
  }

  /** True when none of them is left; a group with a process in it cannot go yet. */
  static boolean remove(Map<String, Path> groups) {
    boolean gone = true;
    for (Path group : new HashSet<>(groups.values())) {
      try {
        Files.deleteIfExists(group);
      } catch (DirectoryNotEmptyException e) {
        gone = false;
      } catch (IOException e) {
        // EBUSY: a process is still leaving it.
        gone = false;
      }
    }
    return gone;
  }

  private static Map<String, BigDecimal> wanted(Applied applied) {
    Map<String, BigDecimal> wanted = new TreeMap<>();
    applied.cpu().ifPresent(c -> wanted.put(CPU, c));
    applied.memory().ifPresent(m -> wanted.put(MEMORY, BigDecimal.valueOf(m)));
    return wanted;
  }

  private static boolean holds(Path group, long pid) {
    try {
      return Files.readAllLines(group.resolve("cgroup.procs")).contains(Long.toString(pid));
    } catch (IOException e) {
      return false;
    }
  }

  private static void write(Path group, String file, String value) throws IOException {
    Files.writeString(group.resolve(file), value);
  }
}
