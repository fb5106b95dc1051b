package org.hansa.core.driver.energy;

import java.util.List;
import org.hansa.core.driver.Ability;
import org.hansa.core.driver.Deadline;
import org.osgi.annotation.versioning.ConsumerType;

/** What things draw. An answer about now: unlike an inventory's, two are seldom equal. */
@ConsumerType
public interface PowerMeterFacet extends Ability {

  String NAME = "power-meter";

  @Override
  default String name() {
    return NAME;
  }

  /** All that is measured, in any order; complete or failed. */
  List<PowerState> read(Deadline deadline);
}
