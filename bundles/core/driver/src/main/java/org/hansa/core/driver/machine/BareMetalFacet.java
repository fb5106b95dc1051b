package org.hansa.core.driver.machine;

import org.hansa.core.driver.Facet;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Claims to physical servers, each for one owner. A claim that is removed gives the server back,
 * wiped of what was written under it.
 */
@ConsumerType
public interface BareMetalFacet extends Facet<BareMetalSpec, BareMetalState> {

  String NAME = "bare-metal";

  @Override
  default String name() {
    return NAME;
  }

  @Override
  default Class<BareMetalSpec> spec() {
    return BareMetalSpec.class;
  }

  @Override
  default Class<BareMetalState> state() {
    return BareMetalState.class;
  }
}
