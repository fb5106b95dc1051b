package org.hansa.core.driver.network;

import org.hansa.core.driver.Facet;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Paths through a transport network. What there is no room for, or no way fast enough, is
 * EXHAUSTED.
 */
@ConsumerType
public interface PathFacet extends Facet<PathSpec, PathState> {

  String NAME = "transport-path";

  @Override
  default String name() {
    return NAME;
  }

  @Override
  default Class<PathSpec> spec() {
    return PathSpec.class;
  }

  @Override
  default Class<PathState> state() {
    return PathState.class;
  }
}
