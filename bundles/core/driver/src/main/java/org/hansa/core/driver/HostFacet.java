package org.hansa.core.driver;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/** The machines behind an endpoint that workloads can run on. They are found, not made. */
@ConsumerType
public interface HostFacet extends Ability {

  String NAME = "host";

  @Override
  default String name() {
    return NAME;
  }

  /** All hosts, by name; complete or failed. */
  List<HostState> hosts(Deadline deadline);
}
