package org.hansa.platform.workloads;

import org.hansa.core.api.Endpoint;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.control.Controller;
import org.hansa.core.api.control.Step;
import org.hansa.core.driver.workload.ForwardFacet;
import org.hansa.platform.api.Connection;
import org.osgi.service.component.annotations.Component;

/**
 * Finds and ends forwards at endpoints that belong to no connection. A controller of its own, since
 * each keeps one listing.
 */
@Component(service = Controller.class)
public final class Forwards implements Controller {

  @Override
  public String name() {
    return "workloads.forwards";
  }

  @Override
  public String kind() {
    return Endpoint.KIND;
  }

  @Override
  public Step step(Snapshot snapshot, Resource endpoint) {
    return new Sweep(name(), ForwardFacet.NAME, Connection.KIND, "OrphanForwards")
        .step(snapshot, endpoint);
  }
}
