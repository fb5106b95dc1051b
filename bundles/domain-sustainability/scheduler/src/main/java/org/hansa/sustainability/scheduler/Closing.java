package org.hansa.sustainability.scheduler;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hansa.sustainability.api.Job;

/**
 * A job that has ended: its application goes, and what it came to is told once that was measured.
 */
final class Closing {

  /** For so long after its end it is looked whether all its hours were measured. */
  private static final Duration PATIENCE = Duration.ofDays(14);

  private final Turn turn;

  Closing(Turn turn) {
    this.turn = turn;
  }

  /** It has ended now. */
  void end(List<Job.Slot> ran) {
    turn.change(turn.run().away());
    Optional<Instant> ended = Optional.of(turn.moment());
    said(
        new Job.Status(
            Job.Phase.ENDED,
            ran,
            List.of(),
            turn.status().began(),
            ended,
            turn.status().expected(),
            Optional.empty()));
  }

  /** It has ended before. */
  void settle() {
    if (turn.run().stands()) {
      turn.change(turn.run().away());
    }
    Job.Status status = turn.status();
    if (status.realised().isPresent()) {
      return;
    }
    Sums measured = turn.measured();
    List<Job.Slot> hours = status.hours().isEmpty() ? status.ran() : status.hours();
    if (measured.tells(hours, status.ran())) {
      said(
          new Job.Status(
              status.phase(),
              status.ran(),
              status.planned(),
              status.began(),
              status.ended(),
              status.expected(),
              Optional.of(measured.realised(hours, status.ran()))));
    } else if (turn.moment().isBefore(status.ended().orElseThrow().plus(PATIENCE))) {
      turn.again(turn.nextHour());
      said(status);
    }
  }

  private void said(Job.Status next) {
    Instant ended = next.ended().orElseThrow();
    Instant deadline = turn.wanted().spec().deadline();
    boolean late = ended.isAfter(deadline);
    String message =
        "ended at "
            + Words.time(ended)
            + (late ? ", after its deadline at " + Words.time(deadline) : "")
            + next.realised().map(r -> "; it " + Words.saved(r)).orElse("");
    turn.say(next, !late, late ? "Late" : "Ended", message);
  }
}
