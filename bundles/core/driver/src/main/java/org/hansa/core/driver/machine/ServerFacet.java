package org.hansa.core.driver.machine;

import org.hansa.core.driver.Inventory;
import org.osgi.annotation.versioning.ConsumerType;

/** The physical servers behind an endpoint. */
@ConsumerType
public interface ServerFacet extends Inventory<ServerState> {

  String NAME = "server";

  @Override
  default String name() {
    return NAME;
  }

  @Override
  default Class<ServerState> state() {
    return ServerState.class;
  }
}
