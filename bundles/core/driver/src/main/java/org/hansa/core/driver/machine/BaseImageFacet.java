package org.hansa.core.driver.machine;

import org.hansa.core.driver.Inventory;
import org.osgi.annotation.versioning.ConsumerType;

/** The images that an endpoint has by itself. */
@ConsumerType
public interface BaseImageFacet extends Inventory<BaseImageState> {

  String NAME = "base-image";

  @Override
  default String name() {
    return NAME;
  }

  @Override
  default Class<BaseImageState> state() {
    return BaseImageState.class;
  }
}
