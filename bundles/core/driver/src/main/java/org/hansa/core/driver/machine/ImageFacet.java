package org.hansa.core.driver.machine;

import org.hansa.core.driver.Facet;
import org.osgi.annotation.versioning.ConsumerType;

/** Images of ours. */
@ConsumerType
public interface ImageFacet extends Facet<ImageSpec, ImageState> {

  String NAME = "image";

  @Override
  default String name() {
    return NAME;
  }

  @Override
  default Class<ImageSpec> spec() {
    return ImageSpec.class;
  }

  @Override
  default Class<ImageState> state() {
    return ImageState.class;
  }
}
