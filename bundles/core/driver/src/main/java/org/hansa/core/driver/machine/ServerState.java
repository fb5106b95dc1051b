package org.hansa.core.driver.machine;

import java.math.BigDecimal;
import java.util.Map;
import org.hansa.core.driver.Named;

/**
 * A physical server as it is, claimed or not.
 *
 * @param name stable, lower case
 * @param capacity by unit: {@code cpu} in cores, {@code memory} and {@code storage} in bytes,
 *     {@code accelerators} in pieces
 * @param facts what may be asked for: {@code arch}, {@code vendor}, {@code model}, {@code serial},
 *     {@code firmware}, {@code accelerator}; {@code location} as people at the site say it
 * @param power as the management controller says it
 * @param health the worst that it says of any part
 * @param claimed true if it is somebody's, whether ours or not
 */
public record ServerState(
    String name,
    Map<String, BigDecimal> capacity,
    Map<String, String> facts,
    Power power,
    Health health,
    boolean claimed)
    implements Named {

  public ServerState {
    capacity = capacity == null ? Map.of() : Map.copyOf(capacity);
    facts = facts == null ? Map.of() : Map.copyOf(facts);
  }

  /** UNKNOWN: the management controller does not say. */
  public enum Power {
    ON,
    OFF,
    UNKNOWN
  }

  /** CRITICAL: nothing new is to be put there. */
  public enum Health {
    OK,
    WARNING,
    CRITICAL,
    UNKNOWN
  }
}
