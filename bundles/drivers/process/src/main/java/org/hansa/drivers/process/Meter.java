package org.hansa.drivers.process;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.hansa.core.driver.Deadline;
import org.hansa.core.driver.workload.MeterFacet;
import org.hansa.core.driver.workload.Reading;
import org.hansa.drivers.process.Proc.Stat;

/** Sums over all processes of a workload what the kernel counts of each. */
final class Meter implements MeterFacet {

  private static final BigDecimal TICKS = BigDecimal.valueOf(Proc.TICKS_PER_SECOND);
  private static final int KIBI = 1 << 10;

  private final Local local;
  private final Runs runs;

  /** The highest figures of each workload's run. */
  private final Map<String, Reading> highest = new ConcurrentHashMap<>();

  Meter(Local local, Runs runs) {
    this.local = local;
    this.runs = runs;
  }

  @Override
  public Optional<Reading> read(String uid, Deadline deadline) {
    Home home = local.home(uid);
    Optional<Run> run = runs.alive(home);
    if (run.isEmpty()) {
      highest.remove(uid);
      return Optional.empty();
    }
    List<Stat> members = runs.members(home);
    Map<String, BigDecimal> counters = new TreeMap<>();
    long used = members.stream().mapToLong(Stat::used).sum();
    counters.put("cpu-seconds", BigDecimal.valueOf(used).divide(TICKS));
    sum(members, "io", "read_bytes:", 1).ifPresent(v -> counters.put("read-bytes", v));
    sum(members, "io", "write_bytes:", 1).ifPresent(v -> counters.put("written-bytes", v));
    Map<String, BigDecimal> gauges = new TreeMap<>();
    sum(members, "smaps_rollup", "Pss:", KIBI)
        .or(() -> sum(members, "status", "VmRSS:", KIBI))
        .ifPresent(v -> gauges.put("memory-bytes", v));
    Trees.size(home.path(), deadline)
        .ifPresent(v -> gauges.put("storage-bytes", BigDecimal.valueOf(v)));
    return Optional.of(
        highest.merge(
            uid,
            new Reading(run.get().id(), run.get().at(), local.now(), counters, gauges, "/proc"),
            Meter::grown));
  }

  /**
   * What a process used goes to its parent when that waits for it; one that nobody of the workload
   * waited for takes its figures away. A counter never falls: what is lost so is not counted twice.
   */
  private static Reading grown(Reading before, Reading now) {
    if (!before.run().equals(now.run())) {
      return now;
    }
    Map<String, BigDecimal> counters = new TreeMap<>(before.counters());
    now.counters().forEach((name, value) -> counters.merge(name, value, BigDecimal::max));
    return new Reading(now.run(), now.since(), now.at(), counters, now.gauges(), now.source());
  }

  /** Empty if none of the processes shows it: not known is not zero. */
  private Optional<BigDecimal> sum(List<Stat> members, String file, String key, int unit) {
    return members.stream()
        .flatMap(s -> local.proc().number(Path.of("" + s.pid(), file).toString(), key).stream())
        .reduce(Long::sum)
        .map(v -> BigDecimal.valueOf(v).multiply(BigDecimal.valueOf(unit)));
  }
}
