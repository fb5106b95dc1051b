package org.hansa.core.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ThrottleTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final Throttle throttle = new Throttle();

  /** How many of the attempts at this rate pass within the time. */
  private int passed(String name, boolean known, Instant from, Duration time, Duration every) {
    int passed = 0;
    for (Instant now = from; now.isBefore(from.plus(time)); now = now.plus(every)) {
      if (throttle.enter(name, known, now).isEmpty()) {
        passed++;
        throttle.failed(name, now);
      }
    }
    return passed;
  }

  @Test
  void guessingOneNameComesDownToOneAttemptPerWait() {
    int hour = passed("ada", true, START, Duration.ofHours(1), Duration.ofMillis(100));
    assertThat(hour).isBetween(60, 3600 / (int) Throttle.LONGEST.toSeconds() + Throttle.FREE + 10);
  }

  @Test
  void ofThoseWhoComeAtOnceOnePasses() {
    passed("ada", true, START, Duration.ofSeconds(1), Duration.ofMillis(100));
    Instant later = START.plus(Duration.ofMinutes(10));
    assertThat(throttle.enter("ada", true, later)).isEmpty();
    assertThat(throttle.enter("ada", true, later)).isPresent();
    throttle.succeeded("ada");
    assertThat(throttle.enter("ada", true, later)).isEmpty();
  }

  @Test
  void manyFailuresTogetherLowerTheRateToOneASecond() {
    for (int i = 0; i < Throttle.MOST_TOGETHER; i++) {
      throttle.failed("n" + i, START);
    }
    int strangers = 0;
    int names = 0;
    for (int i = 0; i < 200; i++) {
      Instant now = START.plusMillis(50L * i);
      strangers += throttle.enter("s" + i, false, now).isEmpty() ? 1 : 0;
      names += throttle.enter("ada", true, now).isEmpty() ? 1 : 0;
    }
    assertThat(strangers).isEqualTo(10);
    assertThat(names).isEqualTo(10);
    Instant over = START.plus(Throttle.WINDOW);
    assertThat(throttle.enter("a", false, over)).isEmpty();
    assertThat(throttle.enter("b", false, over)).isEmpty();
  }
}
