package org.hansa.sustainability.scheduler;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.hansa.sustainability.api.Job;
import org.hansa.sustainability.scheduler.shift.Series;
import org.hansa.sustainability.scheduler.shift.Standing;

/** A job that does not run just now: it is planned, and begun if its hour has come. */
final class Coming {

  private final Turn turn;
  private final List<Job.Slot> ran;
  private final int left;
  private final Instant from;

  Coming(Turn turn) {
    this.turn = turn;
    // What cannot be interrupted, and was, is lost.
    this.ran = turn.wanted().work().interruptible() ? turn.status().ran() : List.of();
    this.left = Math.max(1, turn.wanted().work().hours() - ran.size());
    Instant earliest = turn.wanted().work().earliest();
    this.from = earliest.isAfter(turn.now()) ? earliest : turn.now();
  }

  void step() {
    Plans plans = turn.plans();
    Standing standing =
        ran.isEmpty()
            ? Standing.NOT_BEGUN
            : new Standing(Optional.of(ran.get(ran.size() - 1).site()), false);
    Optional<List<Job.Slot>> chosen = plans.choose(left, from, standing);
    List<Job.Slot> slots = chosen.orElseGet(() -> plans.inRow(left, from));
    Job.Estimate expected = plans.estimate(ran, slots);
    turn.chosen(slots, expected);
    boolean due = !slots.get(0).at().isAfter(turn.now());
    if (due && !turn.run().ending()) {
      begin(slots, expected, chosen.isPresent());
    } else {
      waits(slots, expected, chosen.isPresent());
    }
  }

  private void begin(List<Job.Slot> slots, Job.Estimate expected, boolean inTime) {
    turn.change(turn.run().at(List.of(slots.get(0).site())));
    turn.again(slots.get(0).at().plus(Series.HOUR));
    List<Job.Slot> begun = new ArrayList<>(ran);
    begun.add(slots.get(0));
    Job.Status next =
        new Job.Status(
            Job.Phase.RUNNING,
            begun,
            slots.subList(1, slots.size()),
            turn.status().began().or(() -> Optional.of(turn.now())),
            Optional.empty(),
            Optional.of(expected),
            Optional.empty());
    say(next, inTime, "runs at " + slots.get(0).site());
  }

  private void waits(List<Job.Slot> slots, Job.Estimate expected, boolean inTime) {
    Instant first = slots.get(0).at();
    turn.again(first.isBefore(turn.nextHour()) ? first : turn.nextHour());
    Job.Status next =
        new Job.Status(
            ran.isEmpty() ? Job.Phase.WAITING : Job.Phase.PAUSED,
            ran,
            slots,
            turn.status().began(),
            Optional.empty(),
            Optional.of(expected),
            Optional.empty());
    say(next, inTime, "runs " + Words.plan(slots, expected));
  }

  private void say(Job.Status next, boolean inTime, String message) {
    if (inTime) {
      String phase = next.phase().name();
      turn.say(next, true, phase.charAt(0) + phase.substring(1).toLowerCase(Locale.ROOT), message);
    } else {
      turn.say(next, false, "TooLate", message + "; " + turn.late(left, from));
    }
  }
}
