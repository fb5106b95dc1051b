package org.hansa.core.driver.energy;

import java.time.Instant;
import java.util.List;
import org.hansa.core.driver.Ability;
import org.hansa.core.driver.Deadline;
import org.osgi.annotation.versioning.ConsumerType;

/** Where the power at an endpoint's site comes from. */
@ConsumerType
public interface EnergySourceFacet extends Ability {

  String NAME = "energy-source";

  @Override
  default String name() {
    return NAME;
  }

  /**
   * The hours that are known between two times, in order; none twice, and none missing between the
   * first and the last.
   *
   * @param from included
   * @param to excluded; at most 31 days after {@code from}
   * @throws org.hansa.core.driver.DriverException INVALID if there are more hours or none
   */
  List<SupplyState> supply(Instant from, Instant to, Deadline deadline);

  /** Who says so: {@code ENTSO-E}, {@code site meter}. */
  String source();
}
