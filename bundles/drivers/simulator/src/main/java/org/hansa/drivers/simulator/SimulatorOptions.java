package org.hansa.drivers.simulator;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hansa.drivers.simulator.data.FaultRule;
import org.hansa.drivers.simulator.data.Refusal;
import org.hansa.drivers.simulator.world.Wish;

/**
 * The options of an endpoint.
 *
 * @param continuum the name of one that comes with the driver, or the path or file URI of another;
 *     {@code europe} if not said
 * @param site whose endpoint it is
 * @param seed of all that is drawn by chance; the continuum's own if not said
 * @param speed simulated seconds for each real one; 1 if not said
 * @param haste how many times faster than the data says work is done; 600 if not said
 * @param epoch the real time at which a clock that runs fast began to; when the endpoint was first
 *     used, if not said
 * @param faults beside those of the continuum
 */
public record SimulatorOptions(
    Optional<String> continuum,
    String site,
    Optional<Long> seed,
    Optional<BigDecimal> speed,
    Optional<BigDecimal> haste,
    Optional<Instant> epoch,
    List<FaultRule> faults) {

  private static final BigDecimal MOST = BigDecimal.valueOf(1_000_000);
  private static final BigDecimal LEAST = new BigDecimal("0.001");
  private static final BigDecimal HASTE = BigDecimal.valueOf(600);

  public SimulatorOptions {
    faults = faults == null ? List.of() : List.copyOf(faults);
  }

  /** A site of the default continuum, with nothing else said. */
  static SimulatorOptions of(String site) {
    return new SimulatorOptions(
        Optional.empty(),
        site,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of());
  }

  String world() {
    return continuum.orElse("europe");
  }

  Wish clock() {
    return new Wish(within("speed", speed, BigDecimal.ONE), epoch);
  }

  BigDecimal hasted() {
    return within("haste", haste, HASTE);
  }

  /** The faults, or what is wrong with them. */
  List<FaultRule> checkedFaults() {
    for (FaultRule rule : faults) {
      rule.flaw()
          .ifPresent(
              flaw -> {
                throw Refusal.invalid("among the faults: " + flaw);
              });
    }
    return faults;
  }

  private static BigDecimal within(String name, Optional<BigDecimal> said, BigDecimal standing) {
    BigDecimal value = said.orElse(standing);
    if (value.compareTo(LEAST) < 0 || value.compareTo(MOST) > 0) {
      throw Refusal.invalid(
          name + " is " + value + "; it must be " + LEAST + " to " + MOST.toPlainString());
    }
    return value;
  }
}
