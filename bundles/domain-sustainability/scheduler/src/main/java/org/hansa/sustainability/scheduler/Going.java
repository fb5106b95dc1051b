package org.hansa.sustainability.scheduler;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hansa.sustainability.api.Job;
import org.hansa.sustainability.scheduler.shift.Series;
import org.hansa.sustainability.scheduler.shift.Standing;

/** A job that runs: it goes on, pauses, moves or has ended. */
final class Going {

  private final Turn turn;
  private final List<Job.Slot> ran;
  private List<Job.Slot> planned;
  private Job.Phase phase = Job.Phase.RUNNING;
  private Optional<Job.Estimate> expected;

  Going(Turn turn) {
    this.turn = turn;
    this.ran = new ArrayList<>(turn.status().ran());
    this.planned = turn.status().planned();
    this.expected = turn.status().expected();
    if (ran.isEmpty()) {
      // Its application stands, so it has begun: only saying so was lost.
      ran.addAll(turn.plans().inRow(1, turn.now()));
    }
  }

  void step() {
    turn.run()
        .site()
        .filter(turn.wanted().spec().sites()::contains)
        .ifPresent(
            site -> ran.set(ran.size() - 1, new Job.Slot(last().at(), site, last().wattHours())));
    if (turn.run().ended()) {
      new Closing(turn).end(ran);
      return;
    }
    Instant first = last().at().plus(Series.HOUR);
    // What has its place goes on, though a part of it has lost its own.
    boolean nowhere = turn.run().refusal().isPresent() && !turn.run().isPlaced();
    if (nowhere && !turn.now().isBefore(first)) {
      giveUp();
      new Verdict(turn).on(status());
      return;
    }
    catchUp();
    Instant over = last().at().plus(Series.HOUR);
    if (!turn.now().isBefore(over)) {
      next(over);
    } else {
      turn.again(over);
    }
    new Verdict(turn).on(status());
  }

  private Job.Slot last() {
    return ran.get(ran.size() - 1);
  }

  private int left() {
    return turn.wanted().work().hours() - ran.size();
  }

  /** Hours that have passed whole since it was last looked at: it has run in them. */
  private void catchUp() {
    while (left() > 0 && !turn.now().isBefore(last().at().plus(Series.HOUR.multipliedBy(2)))) {
      goOn();
    }
  }

  private void goOn() {
    Instant next = last().at().plus(Series.HOUR);
    ran.add(new Job.Slot(next, last().site(), turn.plans().inRow(left(), next).get(0).wattHours()));
    planned = planned.stream().filter(s -> s.at().isAfter(next)).toList();
  }

  /** An hour is over. */
  private void next(Instant over) {
    if (left() <= 0) {
      // It takes longer than it said; it is not ended for that.
      Instant deadline = turn.wanted().spec().deadline();
      turn.again(deadline.isAfter(turn.now()) ? deadline : turn.nextHour());
      return;
    }
    if (!turn.wanted().work().interruptible()) {
      goOn();
      turn.again(last().at().plus(Series.HOUR));
      return;
    }
    Plans plans = turn.plans();
    Optional<List<Job.Slot>> chosen =
        plans.choose(left(), over, new Standing(Optional.of(last().site()), true));
    if (chosen.isEmpty()) {
      goOn();
      turn.again(last().at().plus(Series.HOUR));
      return;
    }
    List<Job.Slot> slots = chosen.get();
    turn.chosen(slots, plans.estimate(ran, slots));
    expected = Optional.of(plans.estimate(ran, slots));
    if (slots.get(0).at().isAfter(turn.now())) {
      phase = Job.Phase.PAUSED;
      planned = slots;
      turn.change(turn.run().away());
      turn.again(slots.get(0).at());
    } else {
      boolean moves = !slots.get(0).site().equals(last().site());
      ran.add(slots.get(0));
      planned = slots.subList(1, slots.size());
      if (moves) {
        turn.change(turn.run().at(List.of(last().site())));
      }
      turn.again(last().at().plus(Series.HOUR));
    }
  }

  /** It had no place in its hour, so it has not run in it: it is planned anew. */
  private void giveUp() {
    ran.remove(ran.size() - 1);
    planned = List.of();
    phase = ran.isEmpty() ? Job.Phase.WAITING : Job.Phase.PAUSED;
    turn.change(turn.run().away());
  }

  private Job.Status status() {
    return new Job.Status(
        phase, ran, planned, turn.status().began(), Optional.empty(), expected, Optional.empty());
  }
}
