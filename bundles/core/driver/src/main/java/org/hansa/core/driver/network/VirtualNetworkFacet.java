package org.hansa.core.driver.network;

import org.hansa.core.driver.Facet;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Networks that virtual machines and servers are attached to. One that something is attached to
 * cannot be removed: CONFLICT.
 */
@ConsumerType
public interface VirtualNetworkFacet extends Facet<VirtualNetworkSpec, VirtualNetworkState> {

  String NAME = "virtual-network";

  @Override
  default String name() {
    return NAME;
  }

  @Override
  default Class<VirtualNetworkSpec> spec() {
    return VirtualNetworkSpec.class;
  }

  @Override
  default Class<VirtualNetworkState> state() {
    return VirtualNetworkState.class;
  }
}
