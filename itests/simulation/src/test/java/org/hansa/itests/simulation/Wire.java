package org.hansa.itests.simulation;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.hansa.core.driver.DriverException;
import org.hansa.core.driver.DriverException.Reason;
import org.hansa.core.driver.workload.Reading;

/** The way from a driver to the outside: a call may be lost on it, or its answer, or both late. */
final class Wire {

  /** Asked just before each effect. */
  interface Guard {
    void effect(String verb, Outside.Key key);

    /** Asked before the meters of a workload are read. */
    void reads();

    /** What it has used so far, as a driver was told. */
    void read(Outside.Key key, Reading reading);
  }

  /** Longer than any call may take. */
  private static final Duration LONG = Duration.ofSeconds(40);

  private final Outside outside;
  private final Scheduler scheduler;
  private final Faults faults;
  private final Guard guard;

  Wire(Outside outside, Scheduler scheduler, Faults faults, Guard guard) {
    this.outside = outside;
    this.scheduler = scheduler;
    this.faults = faults;
    this.guard = guard;
  }

  <T> T look(Supplier<T> answer) {
    Fiber.current().calls();
    Happening fault =
        faults.draw(
            12,
            Happening.LOOK_FAILS,
            Happening.LOOK_FAILS,
            Happening.LOOK_HANGS,
            Happening.LOOK_ANSWERED_SLOWLY,
            Happening.LOOK_ANSWERED_SLOWLY,
            Happening.LOOK_ANSWERED_SLOWLY,
            Happening.LOOK_ANSWERED_TOO_LATE);
    scheduler.say("driver: look, " + fault);
    switch (fault) {
      case LOOK_FAILS -> throw new DriverException(Reason.UNAVAILABLE, "connection refused");
      case LOOK_HANGS -> pause(LONG);
      case LOOK_ANSWERED_SLOWLY -> {
        // In time, but longer than what was lost takes to land.
        T former = answer.get();
        pause(Outside.SETTLE.plusMillis(faults.amount(4_000)));
        return former;
      }
      case LOOK_ANSWERED_TOO_LATE -> {
        T former = answer.get();
        scheduler.sleep(LONG);
        return former;
      }
      default -> pause(Duration.ofMillis(1 + faults.amount(20)));
    }
    return answer.get();
  }

  /** Reads the meters of a workload. */
  Optional<Reading> read(Outside.Key key) {
    guard.reads();
    Optional<Reading> read = look(() -> outside.read(key));
    read.ifPresent(reading -> guard.read(key, reading));
    return read;
  }

  <T> T act(String verb, Outside.Key key, Runnable effect, Supplier<T> answer) {
    Fiber.current().calls();
    guard.effect(verb, key);
    Happening fault =
        faults.draw(
            6,
            Happening.ACT_REFUSED,
            Happening.ACT_FAILS_BEFORE,
            Happening.ACT_FAILS_AFTER,
            Happening.ACT_LANDS_LATER,
            Happening.ACT_LANDS_LATER,
            Happening.ACT_HANGS_BEFORE,
            Happening.ACT_HANGS_AFTER,
            Happening.ACT_ANSWERED_TOO_LATE);
    scheduler.say("driver: " + verb + " " + key + " " + fault);
    switch (fault) {
      case ACT_REFUSED -> throw new DriverException(Reason.EXHAUSTED, "too many requests");
      case ACT_FAILS_BEFORE -> throw new DriverException(Reason.UNAVAILABLE, "connection refused");
      case ACT_FAILS_AFTER -> {
        effect.run();
        throw new DriverException(Reason.UNAVAILABLE, "connection reset");
      }
      case ACT_LANDS_LATER -> {
        outside.later(() -> true, key, Duration.ofMillis(faults.amount(4_900)), effect);
        throw new DriverException(Reason.UNAVAILABLE, "connection reset");
      }
      case ACT_HANGS_BEFORE -> pause(LONG);
      case ACT_HANGS_AFTER -> {
        effect.run();
        pause(LONG);
      }
      case ACT_ANSWERED_TOO_LATE -> {
        effect.run();
        T former = answer.get();
        scheduler.sleep(LONG);
        return former;
      }
      default -> {
        // The request is out: it is carried out whatever becomes of the process.
        Duration way = Duration.ofMillis(1 + faults.amount(200));
        outside.later(() -> true, key, way, effect);
        pause(way.plusMillis(1));
      }
    }
    return answer.get();
  }

  /** Waits as a driver should: an interrupt ends it. */
  private void pause(Duration time) {
    scheduler.park(time);
    if (Thread.currentThread().isInterrupted()) {
      throw new DriverException(Reason.UNAVAILABLE, "interrupted");
    }
  }
}
