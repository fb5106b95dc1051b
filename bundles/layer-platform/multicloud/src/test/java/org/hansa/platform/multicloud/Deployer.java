package org.hansa.platform.multicloud;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hansa.core.api.Condition;
import org.hansa.core.api.Draft;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Reservation;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.control.Change;
import org.hansa.core.api.control.Controller;
import org.hansa.core.api.control.Step;
import org.hansa.orchestration.api.Application;
import org.hansa.platform.api.Instance;
import org.hansa.platform.api.Workload;

/** Stands in for all that has an application run where it is placed: it runs at once. */
final class Deployer implements Controller {

  @Override
  public String name() {
    return "deployer";
  }

  @Override
  public String kind() {
    return Application.KIND;
  }

  @Override
  public Set<String> writes() {
    return Set.of(Instance.KIND, Workload.KIND);
  }

  @Override
  public Step step(Snapshot snapshot, Resource application) {
    Step.Builder step = Step.builder();
    Condition ready = Condition.yes(Condition.READY, "Ready", "", snapshot.now());
    boolean placed = application.is(Placed.TYPE);
    for (Resource workload : snapshot.owned(application)) {
      for (Workload.Slot slot : workload.status().as(Workload.Status.class).slots()) {
        Ref ref = new Ref(Instance.KIND, workload.ref().tenant(), slot.name());
        Optional<Resource> reservation =
            snapshot.get(new Ref(Reservation.KIND, workload.ref().tenant(), slot.name()));
        if (reservation.isPresent()) {
          step.change(
              Change.Put.of(
                  Draft.owned(
                      reservation.get(), ref, Town.json("{'host':'" + slot.host() + "'}"))));
        }
      }
      step.change(new Change.Status(workload.ref(), workload.status(), List.of(ready)));
    }
    if (placed) {
      step.change(new Change.Status(application.ref(), application.status(), List.of(ready)));
    }
    return step.build();
  }
}
