package org.hansa.drivers.sshhost;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.hansa.core.driver.Deadline;
import org.hansa.core.driver.workload.MeterFacet;
import org.hansa.core.driver.workload.Reading;

/** What the kernel over there counts of all processes of a workload. */
final class Meter implements MeterFacet {

  /** The kernel's unit of process times in /proc is 1/100 s on every Linux. */
  private static final BigDecimal TICKS = BigDecimal.valueOf(100);

  private final Remote remote;

  /** The highest figures of each workload's run. */
  private final Map<String, Reading> highest = new ConcurrentHashMap<>();

  Meter(Remote remote) {
    this.remote = remote;
  }

  @Override
  public Optional<Reading> read(String uid, Deadline deadline) {
    Reply reply = remote.ask(deadline, "meter", Specs.uid(uid));
    if (reply.one("run").isEmpty()) {
      highest.remove(uid);
      return Optional.empty();
    }
    Map<String, BigDecimal> counters = new TreeMap<>();
    number(reply, "ticks").ifPresent(v -> counters.put("cpu-seconds", v.divide(TICKS)));
    number(reply, "read").ifPresent(v -> counters.put("read-bytes", v));
    number(reply, "written").ifPresent(v -> counters.put("written-bytes", v));
    Map<String, BigDecimal> gauges = new TreeMap<>();
    number(reply, "memory").ifPresent(v -> gauges.put("memory-bytes", v));
    number(reply, "storage").ifPresent(v -> gauges.put("storage-bytes", v));
    Reading now =
        new Reading(
            reply.one("run").get(),
            instant(reply, "since"),
            instant(reply, "at"),
            counters,
            gauges,
            "/proc at " + remote.where());
    return Optional.of(highest.merge(uid, now, Meter::grown));
  }

  /** A process that nobody waited for takes its figures away; a counter never falls for it. */
  private static Reading grown(Reading before, Reading now) {
    if (!before.run().equals(now.run())) {
      return now;
    }
    Map<String, BigDecimal> counters = new TreeMap<>(before.counters());
    now.counters().forEach((name, value) -> counters.merge(name, value, BigDecimal::max));
    return new Reading(now.run(), now.since(), now.at(), counters, now.gauges(), now.source());
  }

  private Instant instant(Reply reply, String word) {
    return number(reply, word)
        .map(v -> Instant.ofEpochSecond(v.longValue()))
        .orElseThrow(() -> Fault.internal(remote.where() + " does not say " + word));
  }

  private static Optional<BigDecimal> number(Reply reply, String word) {
    return reply.one(word).filter(v -> v.matches("[0-9]{1,18}")).map(BigDecimal::new);
  }
}
