package org.hansa.platform.workloads;

import java.time.Duration;
import java.util.Optional;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Endpoint;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.control.Call;
import org.hansa.core.api.control.Controller;
import org.hansa.core.api.control.Step;
import org.hansa.core.driver.workload.MeterFacet;
import org.hansa.platform.api.Instance;
import org.osgi.service.component.annotations.Component;

/**
 * The Workload Inventory's meter: what every instance has used becomes entries of the ledger. An
 * instance that is being stopped is metered to its end.
 */
@Component(service = Controller.class)
public final class Metering implements Controller {

  private static final Duration EVERY = Duration.ofSeconds(30);

  @Override
  public String name() {
    return "workloads";
  }

  @Override
  public String kind() {
    return Instance.KIND;
  }

  @Override
  public Step step(Snapshot snapshot, Resource instance) {
    Instance.Spec spec = instance.spec().as(Instance.Spec.class);
    Ref endpoint = Ref.parse(spec.endpoint());
    Optional<Resource> metering =
        snapshot
            .get(endpoint)
            .filter(e -> e.status().as(Endpoint.Status.class).facets().contains(MeterFacet.NAME));
    // What has no id has not been started, or has ended: nothing counts there.
    boolean runs =
        !instance.status().isEmpty()
            && instance.status().as(Instance.Status.class).id().isPresent();
    if (metering.isEmpty() || !runs) {
      return Step.done();
    }
    return Step.builder()
        .call(new Call(endpoint, MeterFacet.NAME, Call.Verb.METER, Doc.EMPTY))
        .again(EVERY)
        .build();
  }
}
