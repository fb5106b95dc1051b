package org.hansa.core.driver.workload;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A workload as it is.
 *
 * @param digest of the spec that was applied, made as the driver likes: one that is another than it
 *     was is applied again
 * @param ready what the probe last said
 * @param id as the host knows it: a process id, a container id
 * @param started when it was started
 * @param exitCode how it ended, if it did and that is known
 * @param limits by name ({@code cpu}, {@code memory}): {@code enforced}, or {@code not enforced:
 *     why}
 */
public record WorkloadState(
    Phase phase,
    String digest,
    boolean ready,
    Optional<String> id,
    Optional<Instant> started,
    Optional<Integer> exitCode,
    Map<String, String> limits) {

  /** EXITED: it is known, its files are there, and it does not run. */
  public enum Phase {
    RUNNING,
    EXITED
  }

  public WorkloadState {
    limits = limits == null ? Map.of() : Map.copyOf(limits);
  }
}
