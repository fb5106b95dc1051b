package org.hansa.sustainability.scheduler;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
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
import org.hansa.sustainability.scheduler.shift.Schedule;
import org.hansa.sustainability.scheduler.shift.Series;
import org.hansa.sustainability.scheduler.shift.Slot;

/** One step of one job: what it stands at, and what is wanted of it. Used once. */
final class Turn {

  private final Snapshot snapshot;
  private final Resource job;
  private final Wanted wanted;
  private final Run run;
  private final Job.Status status;

  /** The same for the whole step, as all that it rests on is. */
  private Optional<Sums> known = Optional.empty();

  private Optional<Sums> measured = Optional.empty();

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

  Instant moment() {
    return snapshot.now();
  }

  /** The minute in which that is: a step comes a little after it was due. */
  Instant now() {
    return Wanted.minute(snapshot.now());
  }

  Plans plans() {
    return new Plans(wanted, known());
  }

  private Sums known() {
    if (known.isEmpty()) {
      known = Optional.of(Sums.known(snapshot, job, wanted, new Kept(status.figures())));
    }
    return known.get();
  }

  Sums measured() {
    if (measured.isEmpty()) {
      measured = Optional.of(Sums.measured(snapshot, job, wanted, new Kept(status.figures())));
    }
    return measured.get();
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

  /** With the hours that ran, and all that is known of what the saving rests on. */
  Job.Status keeping(Job.Status next) {
    List<Job.Slot> hours =
        status.ended().isPresent()
            ? status.hours()
            : new Meter(snapshot, job.ref(), wanted.work()).hours(status.hours(), next);
    List<Slot> slots = new ArrayList<>(Schedule.atOnce(wanted.work()).slots());
    slots.addAll(known().atOnce(hours, next.ran()));
    slots.addAll(Sums.slots(hours, next.ran()));
    return next.keeping(hours, Kept.of(slots, known(), measured(), now()));
  }

  void say(Job.Status next, Condition condition) {
    Doc said = job.status().with(keeping(next));
    step.change(new Change.Status(job.ref(), said, List.of(condition)));
  }

  void say(Job.Status next, boolean well, String reason, String message) {
    say(
        next,
        well
            ? Condition.yes(Condition.READY, reason, message, snapshot.now())
            : Condition.no(Condition.READY, reason, message, snapshot.now()));
  }
}
