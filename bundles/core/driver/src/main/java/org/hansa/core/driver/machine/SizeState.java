package org.hansa.core.driver.machine;

import java.util.Map;
import org.hansa.core.driver.Named;

/**
 * A size of virtual machines, where an endpoint has only some.
 *
 * @param name as {@link VirtualMachineSpec#size} says it
 * @param cpu virtual processors
 * @param memory bytes
 * @param disk bytes of the root disk
 * @param facts what else it brings: {@code accelerator}
 */
public record SizeState(String name, int cpu, long memory, long disk, Map<String, String> facts)
    implements Named {

  public SizeState {
    facts = facts == null ? Map.of() : Map.copyOf(facts);
  }
}
