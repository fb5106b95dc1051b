package org.hansa.core.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.hansa.core.api.store.Fence;
import org.junit.jupiter.api.Test;

class SettlingTest {

  private static final Duration SETTLE = Duration.ofSeconds(5);
  private static final Calls.Key KEY = new Calls.Key("uid", "controller");
  private static final Fence FENCE = new Fence(3, 7);

  private final AtomicLong time = new AtomicLong(7);
  private final Settling settling = new Settling(time::get);

  private void pass(int seconds) {
    time.addAndGet(Duration.ofSeconds(seconds).toNanos());
  }

  /** For a look that is answered at once. */
  private Duration left() {
    return settling.left(KEY, FENCE, SETTLE, time.get());
  }

  @Test
  void countsFromTheLossThatItSaw() {
    settling.lost(KEY, FENCE);
    pass(2);

    assertThat(left()).isEqualTo(Duration.ofSeconds(3));
    pass(3);
    assertThat(left()).isZero();
  }

  @Test
  void countsFromTheFirstLookForWhatWasLostBeforeTheStart() {
    assertThat(left()).isEqualTo(SETTLE);
    pass(1);
    assertThat(left()).isEqualTo(Duration.ofSeconds(4));
  }

  @Test
  void anotherLossRunsAnew() {
    settling.lost(KEY, FENCE);
    pass(4);
    settling.lost(KEY, FENCE);
    pass(4);

    assertThat(left()).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void whatIsKnownIsForgotten() {
    settling.lost(KEY, FENCE);
    pass(9);
    settling.settled(KEY);

    assertThat(left()).isEqualTo(SETTLE);
  }

  @Test
  void countsToWhenTheLookBeganHoweverLateItIsAnswered() {
    settling.lost(KEY, FENCE);
    pass(1);
    long asked = time.get();
    pass(40);

    assertThat(settling.left(KEY, FENCE, SETTLE, asked)).isEqualTo(Duration.ofSeconds(4));
    assertThat(left()).isZero();
  }

  @Test
  void aLookThatBeganBeforeTheLossProvesNothing() {
    long asked = time.get();
    pass(9);
    settling.lost(KEY, FENCE);

    assertThat(settling.left(KEY, FENCE, SETTLE, asked)).isEqualTo(SETTLE);
  }
}
