package org.hansa.core.driver.workload;

import java.util.Optional;
import org.hansa.core.driver.Ability;
import org.hansa.core.driver.Deadline;
import org.osgi.annotation.versioning.ConsumerType;

/** Counts what external objects have used, as the system that runs them measures it. */
@ConsumerType
public interface MeterFacet extends Ability {

  String NAME = "meter";

  @Override
  default String name() {
    return NAME;
  }

  /** The counters of a workload; empty if it is not there. */
  Optional<Reading> read(String uid, Deadline deadline);
}
