package org.hansa.drivers.simulator.data;

import java.util.Optional;

/** A size of virtual machines. */
public record Size(
    @Bound(min = "1", max = "4096") int cpu,
    @Bound(unit = Bound.Unit.BYTES, min = "1048576") long memory,
    @Bound(unit = Bound.Unit.BYTES, min = "1048576") long disk,
    Optional<String> accelerator,
    @Bound(or = "0", max = "64") int accelerators) {

  public Size {
    if (accelerator.isPresent() != (accelerators > 0)) {
      throw new IllegalArgumentException("accelerator and accelerators go together");
    }
  }
}
