package org.hansa.core.driver.workload;

import org.hansa.core.driver.Inventory;
import org.osgi.annotation.versioning.ConsumerType;

/** The machines behind an endpoint that workloads can run on, or virtual machines stand on. */
@ConsumerType
public interface HostFacet extends Inventory<HostState> {

  String NAME = "host";

  @Override
  default String name() {
    return NAME;
  }

  @Override
  default Class<HostState> state() {
    return HostState.class;
  }
}
