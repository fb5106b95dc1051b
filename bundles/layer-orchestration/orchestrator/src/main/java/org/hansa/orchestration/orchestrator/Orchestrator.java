package org.hansa.orchestration.orchestrator;

import java.util.HashSet;
import java.util.Set;
import org.hansa.core.api.Draft;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.control.Change;
import org.hansa.core.api.control.Controller;
import org.hansa.core.api.control.Step;
import org.hansa.orchestration.api.Application;
import org.hansa.platform.api.Connection;
import org.hansa.platform.api.Workload;
import org.osgi.service.component.annotations.Component;

/**
 * The Service Orchestrator: a Workload for every component of an application, a Connection for
 * every link and every exposed port, and what they come to.
 */
@Component(service = Controller.class)
public final class Orchestrator implements Controller {

  @Override
  public String name() {
    return "orchestrator";
  }

  @Override
  public String kind() {
    return Application.KIND;
  }

  @Override
  public Set<String> writes() {
    return Set.of(Workload.KIND, Connection.KIND);
  }

  @Override
  public Step step(Snapshot snapshot, Resource application) {
    if (application.isDeleting()) {
      return Step.done();
    }
    Application.Spec spec = application.spec().as(Application.Spec.class);
    Validation.check(application.ref().name(), spec);
    Step.Builder step = Step.builder();
    Set<Object> wanted = new HashSet<>();
    boolean changing = false;
    for (Draft draft : Children.of(snapshot, application, spec)) {
      wanted.add(draft.ref());
      changing |= put(snapshot, step, draft);
    }
    for (Resource child : snapshot.owned(application)) {
      if (writes().contains(child.ref().kind()) && !wanted.contains(child.ref())) {
        changing = true;
        if (!child.isDeleting()) {
          step.change(Change.Delete.of(child.ref()));
        }
      }
    }
    step.change(new Summary(snapshot, application, spec).change(changing));
    return step.build();
  }

  /** True if the child is not yet as described; one that is still ending is waited for. */
  private static boolean put(Snapshot snapshot, Step.Builder step, Draft draft) {
    boolean stands =
        snapshot
            .get(draft.ref())
            .filter(r -> r.spec().equals(draft.spec()) && r.labels().equals(draft.labels()))
            .filter(r -> !r.isDeleting())
            .isPresent();
    boolean ending = snapshot.get(draft.ref()).filter(Resource::isDeleting).isPresent();
    if (!stands && !ending) {
      step.change(Change.Put.of(draft));
    }
    return !stands;
  }
}
