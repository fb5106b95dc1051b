package org.hansa.core.runtime;

import org.hansa.core.api.Observation;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.control.Controller;
import org.hansa.core.api.store.Fence;

/**
 * What one step of one resource is decided by.
 *
 * @param resource as it is in {@code now}
 * @param fence under which all that comes of it is written
 */
record Turn(Controller controller, Snapshot now, Resource resource, Fence fence) {

  Calls.Key key() {
    return new Calls.Key(resource.uid(), controller.name());
  }

  /** What is known of its object outside. */
  Observation known() {
    return resource.observed(controller.name());
  }
}
