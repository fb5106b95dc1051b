package org.hansa.core.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Draft;
import org.hansa.core.api.Observation;
import org.hansa.core.api.Observation.Outcome;
import org.hansa.core.api.Resource;
import org.hansa.core.api.control.Call;
import org.hansa.core.driver.DriverException.Reason;
import org.junit.jupiter.api.Test;

/** Somebody sets the clock of the day: it makes nothing fresh, and keeps nothing waiting. */
class TimingTest {

  private static final Instant NOON = Instant.parse("2026-11-27T12:00:00Z");
  private static final List<Duration> STEPS =
      List.of(Duration.ofHours(-3), Duration.ofMinutes(-2), Duration.ZERO, Duration.ofHours(3));
  private static final Call APPLY = Call.apply(World.AT, "box", new FakeDriver.Wish(1));
  private static final Call LOOK = Call.observe(World.AT, "box");
  private static final Call READ = new Call(World.AT, "box", Call.Verb.LIST, Doc.EMPTY);
  private static final Duration PERIOD = Duration.ofSeconds(30);
  private static final Calls.Key KEY = new Calls.Key("uid", "things");

  private final Resource thing =
      Resource.fresh(
          Draft.of(World.thing("a"), Doc.of(new World.Thing(1))), "uid", NOON, Optional.empty());
  private final World.Things things = new World.Things();
  private final AtomicLong time = new AtomicLong();
  private final Freshness freshness = new Freshness(time::get);
  private final Timing timing = new Timing(freshness);

  private void pass(Duration past) {
    time.addAndGet(past.toNanos());
  }

  private void see(Calls.Key key) {
    freshness.asking(key, thing.ref());
    freshness.seen(key, time.get());
  }

  private static Observation after(Call call, Answer answer, Duration left) {
    Observation intent = Outcomes.intent(Observation.NONE, call, NOON);
    return Outcomes.after(intent, call, answer, NOON, left);
  }

  private static Observation settled() {
    return after(APPLY, new Answer.Seen(Optional.of(Doc.EMPTY), Optional.empty()), Duration.ZERO);
  }

  private static Observation moving(Duration again) {
    return after(APPLY, new Answer.Seen(Optional.of(Doc.EMPTY), Optional.of(again)), Duration.ZERO);
  }

  private static Observation failed(Reason reason) {
    return after(APPLY, new Answer.Failed(reason, "no"), Duration.ZERO);
  }

  private Optional<Duration> waits(Call call, Observation known, Instant now) {
    return timing.wait(call, known, things, thing, now, PERIOD);
  }

  @Test
  void whatWasSeenGrowsOldWhateverTheClockOfTheDaySays() {
    for (Duration step : STEPS) {
      see(KEY);
      assertThat(timing.isStale(settled(), KEY, NOON.plus(step))).as("%s", step).isFalse();
      pass(Freshness.MAX_AGE.plusSeconds(1));
      assertThat(timing.isStale(settled(), KEY, NOON.plus(step))).as("%s", step).isTrue();
    }
  }

  @Test
  void whatIsOnlyReadIsReadAgainAfterItsPeriodWhateverTheClockOfTheDaySays() {
    for (Duration step : STEPS) {
      Instant now = NOON.plus(step);
      see(Completion.reading(thing, things, READ));
      pass(Duration.ofSeconds(20));
      assertThat(waits(READ, Observation.NONE, now)).contains(Duration.ofSeconds(10));
      pass(Duration.ofSeconds(10));
      assertThat(waits(READ, Observation.NONE, now)).isEmpty();
    }
  }

  @Test
  void whatIsUnderWayIsLookedAtWhenItsDriverSaid() {
    Observation moving = moving(Duration.ofSeconds(10));
    see(KEY);
    assertThat(timing.isStale(moving, KEY, NOON.plusSeconds(9))).isFalse();
    assertThat(timing.isStale(moving, KEY, NOON.plusSeconds(10))).isTrue();
    for (Duration step : STEPS) {
      assertThat(timing.isStale(moving, KEY, NOON.plusSeconds(10).plus(step))).isTrue();
    }
  }

  @Test
  void noDriverPutsALookOffForLong() {
    Observation moving = moving(Duration.ofDays(1));
    assertThat(Timing.later(moving, NOON)).contains(Duration.ofSeconds(60));
    assertThat(timing.isStale(moving, KEY, NOON.plusSeconds(60))).isTrue();
  }

  @Test
  void aBackoffIsKeptAndIsOverIfTheClockOfTheDayWasSetBackByMore() {
    Observation failed = failed(Reason.CONFLICT);
    assertThat(failed.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(waits(APPLY, failed, NOON)).contains(Duration.ofSeconds(1));
    assertThat(waits(APPLY, failed, NOON.minusSeconds(2))).isEmpty();
    assertThat(waits(APPLY, failed, NOON.minus(Duration.ofHours(3)))).isEmpty();
    assertThat(waits(APPLY, failed, NOON.plusSeconds(1))).isEmpty();
  }

  @Test
  void whatWasRefusedForGoodWaitsItsTimeAndIsTriedIfTheClockOfTheDayWasSetBackByMore() {
    Observation refused = failed(Reason.INVALID);
    assertThat(waits(APPLY, refused, NOON)).contains(Duration.ofMinutes(5));
    assertThat(waits(APPLY, refused, NOON.plus(Duration.ofMinutes(4)))).isPresent();
    assertThat(waits(APPLY, refused, NOON.plus(Duration.ofMinutes(5)))).isEmpty();
    assertThat(waits(APPLY, refused, NOON.minus(Duration.ofHours(1)))).isEmpty();
  }

  @Test
  void aLostCallIsLookedForWhateverTheClockOfTheDaySays() {
    Observation lost = after(APPLY, new Answer.Lost("late"), Duration.ofMinutes(5));
    assertThat(Timing.later(lost, NOON)).isPresent();
    assertThat(Timing.later(lost, NOON.minus(Duration.ofHours(1)))).isEmpty();

    Observation looked =
        Outcomes.after(
            lost,
            LOOK,
            new Answer.Seen(Optional.empty(), Optional.empty()),
            NOON,
            Duration.ofMinutes(5));
    assertThat(looked.outcome()).isEqualTo(Outcome.UNKNOWN);
    assertThat(Timing.later(looked, NOON)).contains(Duration.ofSeconds(60));
    assertThat(Timing.later(looked, NOON.minus(Duration.ofHours(1)))).isEmpty();
  }
}
