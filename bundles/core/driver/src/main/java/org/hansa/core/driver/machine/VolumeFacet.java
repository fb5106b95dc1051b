package org.hansa.core.driver.machine;

import org.hansa.core.driver.Facet;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Block storage that outlives the machines it is attached to. One that is attached cannot be
 * removed: CONFLICT.
 */
@ConsumerType
public interface VolumeFacet extends Facet<VolumeSpec, VolumeState> {

  String NAME = "volume";

  @Override
  default String name() {
    return NAME;
  }

  @Override
  default Class<VolumeSpec> spec() {
    return VolumeSpec.class;
  }

  @Override
  default Class<VolumeState> state() {
    return VolumeState.class;
  }
}
