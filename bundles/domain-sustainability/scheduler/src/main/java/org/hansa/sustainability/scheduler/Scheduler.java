package org.hansa.sustainability.scheduler;

import java.util.Set;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.control.Controller;
import org.hansa.core.api.control.Step;
import org.hansa.orchestration.api.Application;
import org.hansa.sustainability.api.Job;
import org.osgi.service.component.annotations.Component;

/**
 * Sustainable Placement and Scheduling: plans each job anew at every hour by the newest forecast,
 * and makes its application when its hour has come. As no hour passes without a plan that still
 * ends in time, the deadline is kept however wrong the forecasts are.
 */
@Component(service = Controller.class)
public final class Scheduler implements Controller {

  @Override
  public String name() {
    return "scheduler";
  }

  @Override
  public String kind() {
    return Job.KIND;
  }

  @Override
  public Set<String> writes() {
    return Set.of(Application.KIND);
  }

  @Override
  public Step step(Snapshot snapshot, Resource job) {
    if (job.isDeleting()) {
      return Step.done();
    }
    Job.Status status = job.status().isEmpty() ? Job.Status.NEW : job.status().as(Job.Status.class);
    Amiss amiss = new Amiss(snapshot, job, status);
    Run run;
    try {
      run = new Run(snapshot, job);
    } catch (Problem taken) {
      return amiss.taken(taken);
    }
    if (status.realised().isPresent() && !run.stands()) {
      return Step.done();
    }
    Wanted wanted;
    try {
      wanted = Wanted.of(job);
    } catch (Problem invalid) {
      return amiss.invalid(invalid, run);
    }
    return step(new Turn(snapshot, job, wanted, run));
  }

  private static Step step(Turn turn) {
    if (turn.status().ended().isPresent()) {
      new Closing(turn).settle();
    } else if (turn.run().stands()) {
      new Going(turn).step();
    } else {
      new Coming(turn).step();
    }
    return turn.build();
  }
}
