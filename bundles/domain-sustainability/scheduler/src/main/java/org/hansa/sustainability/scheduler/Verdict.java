package org.hansa.sustainability.scheduler;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hansa.core.api.Condition;
import org.hansa.sustainability.api.Job;
import org.hansa.sustainability.scheduler.shift.Series;

/** Whether all is well with a job that has begun, and if not, why. */
final class Verdict {

  private final Turn turn;

  Verdict(Turn turn) {
    this.turn = turn;
  }

  /** Says it; one that has no place at the chosen site may go to any of its sites. */
  void on(Job.Status next) {
    Optional<String> refusal = turn.run().refusal();
    Instant deadline = turn.wanted().spec().deadline();
    if (refusal.isPresent()) {
      refused(next, refusal.get());
    } else if (next.phase() == Job.Phase.PAUSED) {
      String words = Words.plan(next.planned(), next.expected().orElseThrow());
      turn.say(next, true, "Paused", "goes on in " + words);
    } else if (turn.run().wanted() == 0) {
      turn.say(
          next, false, "NothingToRun", "its application has no replicas: there is nothing to run");
    } else if (turn.now().isAfter(deadline)) {
      String words = "still runs, after its deadline at " + Words.time(deadline);
      turn.say(next, false, "Late", words + troubled());
    } else if (ends(next).isAfter(deadline)) {
      int left = turn.wanted().work().hours() - next.ran().size() + 1;
      turn.say(next, false, "TooLate", turn.late(left, last(next).at()) + troubled());
    } else {
      runs(next);
    }
  }

  /** It is as well as what it runs. */
  private void runs(Job.Status next) {
    String words = "runs at " + last(next).site();
    int restarts = turn.run().health().restarts();
    Optional<Condition> trouble = turn.run().health().trouble();
    if (trouble.isPresent()) {
      Condition t = trouble.get();
      String message = words + ": " + t.message();
      turn.say(next, new Condition(Condition.READY, t.state(), t.reason(), message, turn.moment()));
    } else if (restarts > 0) {
      turn.say(next, true, "Running", words + "; started again after failing, " + restarts + "x");
    } else {
      turn.say(next, true, "Running", words);
    }
  }

  private String troubled() {
    return turn.run().health().trouble().map(c -> "; " + c.message()).orElse("");
  }

  private void refused(Job.Status next, String refusal) {
    List<String> sites = turn.wanted().spec().sites();
    if (turn.run().isPlaced()) {
      // Elsewhere it would begin anew.
      String words = "goes on at " + last(next).site() + ", and what it asks for it has not: ";
      turn.say(next, false, "NoPlace", words + refusal);
    } else if (next.phase() == Job.Phase.RUNNING && turn.run().isNarrowerThan(sites)) {
      turn.change(turn.run().at(sites));
      String where = last(next).site();
      turn.say(next, false, "NoPlace", "no room at " + where + "; any of its sites will do");
    } else {
      turn.say(next, false, "NoPlace", refusal);
    }
  }

  private static Job.Slot last(Job.Status status) {
    return status.ran().get(status.ran().size() - 1);
  }

  /** If all goes as it says: of its last hour it may need less than the whole. */
  private Instant ends(Job.Status next) {
    Job.Slot end =
        next.planned().isEmpty() ? last(next) : next.planned().get(next.planned().size() - 1);
    Duration unused =
        Series.HOUR
            .multipliedBy(turn.wanted().work().hours())
            .minus(turn.wanted().work().duration());
    return end.at().plus(Series.HOUR).minus(unused);
  }
}
