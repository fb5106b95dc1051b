package org.hansa.core.driver.machine;

import org.hansa.core.driver.Inventory;
import org.osgi.annotation.versioning.ConsumerType;

/** The sizes that virtual machines may have. An endpoint without this facet makes any size. */
@ConsumerType
public interface SizeFacet extends Inventory<SizeState> {

  String NAME = "size";

  @Override
  default String name() {
    return NAME;
  }

  @Override
  default Class<SizeState> state() {
    return SizeState.class;
  }
}
