package org.hansa.platform.workloads;

import org.hansa.core.api.Endpoint;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.control.Controller;
import org.hansa.core.api.control.Step;
import org.hansa.core.driver.workload.WorkloadFacet;
import org.hansa.platform.api.Instance;
import org.osgi.service.component.annotations.Component;

/** Finds and ends workloads at endpoints that belong to no instance. */
@Component(service = Controller.class)
public final class Orphans implements Controller {

  @Override
  public String name() {
    return "workloads.orphans";
  }

  @Override
  public String kind() {
    return Endpoint.KIND;
  }

  @Override
  public Step step(Snapshot snapshot, Resource endpoint) {
    return new Sweep(name(), WorkloadFacet.NAME, Instance.KIND, "Orphans").step(snapshot, endpoint);
  }
}
