package org.hansa.sustainability.scheduler;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.hansa.core.api.Condition;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.control.Change;
import org.hansa.core.api.control.Step;
import org.hansa.sustainability.api.Job;

/**
 * A job of which nothing can be planned as it stands: it says why, and is looked at again, as what
 * is in its way may go. What of it runs goes on, and is cleared away when it has ended.
 */
final class Amiss {

  private static final Duration AGAIN = Duration.ofMinutes(1);

  private final Snapshot snapshot;
  private final Resource job;
  private final Job.Status status;

  Amiss(Snapshot snapshot, Resource job, Job.Status status) {
    this.snapshot = snapshot;
    this.job = job;
    this.status = status;
  }

  /** Its application would have a name that another has. */
  Step taken(Problem why) {
    return status.ended().isPresent() ? Step.done() : says("NameTaken", why);
  }

  /** What is wanted of it makes no sense, perhaps since it runs. */
  Step invalid(Problem why, Run run) {
    if (status.ended().isPresent()) {
      return run.stands() ? Step.of(run.away()) : Step.done();
    }
    if (!run.stands() || !run.ended()) {
      return says("Invalid", why);
    }
    Job.Status ended =
        new Job.Status(
            Job.Phase.ENDED,
            status.ran(),
            List.of(),
            status.began(),
            Optional.of(snapshot.now()),
            status.expected(),
            Optional.empty(),
            status.hours(),
            status.figures());
    Change said =
        new Change.Status(
            job.ref(),
            job.status().with(ended),
            List.of(
                Condition.yes(
                    Condition.READY,
                    "Ended",
                    "ended at " + Words.time(snapshot.now()),
                    snapshot.now())));
    return Step.builder().change(run.away()).change(said).build();
  }

  private Step says(String reason, Problem why) {
    Condition no = Condition.no(Condition.READY, reason, why.line(), snapshot.now());
    return Step.builder()
        .change(new Change.Status(job.ref(), job.status(), List.of(no)))
        .again(AGAIN)
        .build();
  }
}
