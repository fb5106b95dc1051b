package org.hansa.drivers.simulator.data;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * A type of machine, whether it is offered whole as a server or serves as a host.
 *
 * @param background per cent of a host's cores that others always keep
 * @param watts what one draws
 */
public record Machine(
    @Bound(min = "1", max = "4096") int cores,
    @Bound(unit = Bound.Unit.BYTES, min = "1073741824") long memory,
    @Bound(unit = Bound.Unit.BYTES, min = "1073741824") long storage,
    String arch,
    String vendor,
    String model,
    @Bound(or = "1.0") String firmware,
    Optional<String> accelerator,
    @Bound(or = "0", max = "64") int accelerators,
    @Bound(or = "0", max = "90") int background,
    Watts watts) {

  /**
   * @param off drawn by what watches over it
   * @param idle on and without work
   * @param peak with all cores busy
   */
  public record Watts(
      @Bound(or = "5", max = "100000") BigDecimal off,
      @Bound(max = "100000") BigDecimal idle,
      @Bound(max = "100000") BigDecimal peak) {

    public Watts {
      if (off.compareTo(idle) > 0 || idle.compareTo(peak) > 0) {
        throw new IllegalArgumentException("off must not be above idle, nor idle above peak");
      }
    }
  }

  public Machine {
    if (accelerator.isPresent() != (accelerators > 0)) {
      throw new IllegalArgumentException("accelerator and accelerators go together");
    }
  }

  /** Cores that may be had of a host. */
  public BigDecimal offered() {
    return BigDecimal.valueOf((long) cores * (100 - background)).movePointLeft(2);
  }
}
