package org.hansa.sustainability.scheduler;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.hansa.core.api.Condition;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.control.Change;
import org.hansa.core.api.control.Step;
import org.hansa.core.api.control.Why;
import org.hansa.platform.api.Site;
import org.hansa.sustainability.api.Job;
import org.hansa.sustainability.scheduler.shift.Series;

/** One step of one job: what it stands at, and what is wanted of it. Used once. */
final class Turn {

  /** For so long after its end it is looked whether all its hours were measured. */
  private static final Duration PATIENCE = Duration.ofDays(14);

  private final Snapshot snapshot;
  private final Resource job;
  private final Wanted wanted;
  private final Run run;
  private final Job.Status status;
  private final Step.Builder step = Step.builder();

  Turn(Snapshot snapshot, Resource job, Wanted wanted, Run run) {
    this.snapshot = snapshot;
    this.job = job;
    this.wanted = wanted;
    this.run = run;
    this.status = job.status().isEmpty() ? Job.Status.NEW : job.status().as(Job.Status.class);
  }

  Wanted wanted() {
    return wanted;
  }

  Run run() {
    return run;
  }

  Job.Status status() {
    return status;
  }

  Instant now() {
    return Wanted.minute(snapshot.now());
  }

  Plans plans() {
    return Plans.ahead(snapshot, job, wanted);
  }

  Step build() {
    return step.build();
  }

  void change(Change change) {
    step.change(change);
  }

  /** At that moment, or a second from now if it has passed. */
  void again(Instant when) {
    Duration left = Duration.between(snapshot.now(), when);
    step.again(left.compareTo(Duration.ofSeconds(1)) < 0 ? Duration.ofSeconds(1) : left);
  }

  /** The forecast of the next full hour may be another. */
  Instant nextHour() {
    return snapshot.now().truncatedTo(ChronoUnit.HOURS).plus(Series.HOUR);
  }

  /** That these hours are chosen, which a plan shows. */
  void chosen(List<Job.Slot> slots, Job.Estimate estimate) {
    String site = slots.get(0).site();
    step.why(
        new Why(
            job.ref(),
            new Ref(Site.KIND, "system", site),
            Why.CHOSEN,
            Words.plan(slots, estimate),
            "",
            ""));
  }

  /** Why a deadline cannot be kept, or only without its slack. */
  String late(int hours, Instant from) {
    return "it needs "
        + wanted.work().duration().multipliedBy(hours).dividedBy(wanted.work().hours())
        + " and a slack of "
        + wanted.work().slack()
        + " from "
        + Words.time(from)
        + " on, and must have ended at "
        + Words.time(wanted.spec().deadline());
  }

  void say(Job.Status next, Condition condition) {
    Doc said = job.status().with(next);
    step.change(new Change.Status(job.ref(), said, List.of(condition)));
  }

  void say(Job.Status next, boolean well, String reason, String message) {
    say(
        next,
        well
            ? Condition.yes(Condition.READY, reason, message, snapshot.now())
            : Condition.no(Condition.READY, reason, message, snapshot.now()));
  }

  /** It has ended: its application goes, and what it came to is told when that was measured. */
  void end(List<Job.Slot> ran) {
    change(run.away());
    Job.Status next =
        new Job.Status(
            Job.Phase.ENDED,
            ran,
            List.of(),
            status.began(),
            Optional.of(snapshot.now()),
            status.expected(),
            Optional.empty());
    said(next);
  }

  /** What it came to, once all of its hours are measured. */
  void settle() {
    if (run.stands()) {
      change(run.away());
    }
    Plans measured = Plans.measured(snapshot, job, wanted);
    Job.Status next = status;
    if (status.realised().isEmpty() && measured.tells(status.ran())) {
      next =
          new Job.Status(
              status.phase(),
              status.ran(),
              status.planned(),
              status.began(),
              status.ended(),
              status.expected(),
              Optional.of(measured.estimate(status.ran(), List.of())));
    } else if (status.realised().isEmpty()
        && snapshot.now().isBefore(status.ended().orElseThrow().plus(PATIENCE))) {
      again(nextHour());
    }
    said(next);
  }

  private void said(Job.Status next) {
    Instant ended = next.ended().orElseThrow();
    Instant deadline = wanted.spec().deadline();
    boolean late = ended.isAfter(deadline);
    String message =
        "ended at "
            + Words.time(ended)
            + (late ? ", after its deadline at " + Words.time(deadline) : "")
            + next.realised().map(r -> "; it " + Words.saved(r)).orElse("");
    say(next, !late, late ? "Late" : "Ended", message);
  }
}
