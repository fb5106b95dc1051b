package org.hansa.core.driver.network;

import org.hansa.core.driver.Inventory;
import org.osgi.annotation.versioning.ConsumerType;

/** The points of a transport network where paths begin and end. */
@ConsumerType
public interface PointFacet extends Inventory<PointState> {

  String NAME = "transport-point";

  @Override
  default String name() {
    return NAME;
  }

  @Override
  default Class<PointState> state() {
    return PointState.class;
  }
}
