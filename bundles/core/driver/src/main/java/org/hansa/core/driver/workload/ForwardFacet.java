package org.hansa.core.driver.workload;

import org.hansa.core.driver.Facet;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Stable ports on a host that lead to wherever the providers of a link are now. A forward goes on
 * while the control plane is away, and a change of its targets breaks no connection that is open.
 */
@ConsumerType
public interface ForwardFacet extends Facet<ForwardSpec, ForwardState> {

  String NAME = "forward";

  @Override
  default String name() {
    return NAME;
  }

  @Override
  default Class<ForwardSpec> spec() {
    return ForwardSpec.class;
  }

  @Override
  default Class<ForwardState> state() {
    return ForwardState.class;
  }
}
