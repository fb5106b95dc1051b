package org.hansa.drivers.simulator.workload;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.hansa.core.driver.Deadline;
import org.hansa.core.driver.workload.MeterFacet;
import org.hansa.core.driver.workload.Reading;
import org.hansa.drivers.simulator.world.Here;
import org.hansa.drivers.simulator.world.Kept;

/** What workloads would have used: what they asked for, as busy as the site's demand says. */
public final class WorkloadMeter implements MeterFacet {

  /** Of one that did not say what it needs. */
  private static final long MODEST_CPU = 50;

  private static final long MODEST_MEMORY = 64L << 20;
  private static final long READ_BYTES_A_CPU_SECOND = 200_000;
  private static final long WRITTEN_BYTES_A_CPU_SECOND = 80_000;

  private final Here here;
  private final Workloads workloads;

  public WorkloadMeter(Here here, Workloads workloads) {
    this.here = here;
    this.workloads = workloads;
  }

  @Override
  public Optional<Reading> read(String uid, Deadline deadline) {
    return here.calls()
        .make(
            NAME,
            "read",
            uid,
            deadline,
            () -> {
              synchronized (here.book()) {
                long now = here.book().advance();
                return workloads.visible(uid).map(kept -> reading(uid, kept, now));
              }
            });
  }

  private Reading reading(String uid, Kept<Run> kept, long now) {
    Run run = kept.thing();
    long until = run.ran(now);
    long busy = here.site().demand().between(run.started(), until);
    long cpu = run.cpu() > 0 ? run.cpu() : MODEST_CPU;
    // thousandths of a core, per cent, milliseconds
    BigDecimal seconds =
        BigDecimal.valueOf(cpu).multiply(BigDecimal.valueOf(busy)).movePointLeft(8);
    long memory = run.memory() > 0 ? run.memory() : MODEST_MEMORY;
    return new Reading(
        workloads.id(uid, run),
        Instant.ofEpochMilli(run.started()),
        Instant.ofEpochMilli(now),
        Map.of(
            "cpu-seconds", seconds.setScale(3, RoundingMode.DOWN),
            "read-bytes", bytes(seconds, READ_BYTES_A_CPU_SECOND),
            "written-bytes", bytes(seconds, WRITTEN_BYTES_A_CPU_SECOND)),
        Map.of(
            "memory-bytes", BigDecimal.valueOf(run.over(now) ? 0 : memory / 10 * 6),
            "storage-bytes", bytes(seconds, WRITTEN_BYTES_A_CPU_SECOND / 100)),
        "simulator");
  }

  private static BigDecimal bytes(BigDecimal seconds, long each) {
    return seconds.multiply(BigDecimal.valueOf(each)).setScale(0, RoundingMode.DOWN);
  }
}
