package org.hansa.core.driver.energy;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import org.hansa.core.driver.Named;

/**
 * What something draws now, and has drawn since its counter began.
 *
 * @param name of what is measured: the name of a host or server at the same site, or of what people
 *     know: {@code rack-3}
 * @param scope what the figure takes in
 * @param watts drawn now
 * @param joules drawn since the counter began; it only grows within a run
 * @param run names the run of the counter: a new one counts from zero
 * @param at when it was read
 * @param source where the figure comes from: {@code redfish}, {@code rapl}, {@code pdu}
 */
public record PowerState(
    String name,
    Scope scope,
    BigDecimal watts,
    Optional<BigDecimal> joules,
    String run,
    Instant at,
    String source)
    implements Named {

  /** PROCESSORS: without memory, disks, fans and losses. SITE: with cooling. */
  public enum Scope {
    PROCESSORS,
    MACHINE,
    RACK,
    SITE
  }
}
