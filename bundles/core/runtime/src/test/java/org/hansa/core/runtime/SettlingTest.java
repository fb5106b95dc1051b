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

  @Test
  void countsFromTheLossThatItSaw() {
    settling.lost(KEY, FENCE);
    pass(2);

    assertThat(settling.left(KEY, FENCE, SETTLE)).isEqualTo(Duration.ofSeconds(3));
    pass(3);
    assertThat(settling.left(KEY, FENCE, SETTLE)).isZero();
  }

  @Test
  void countsFromTheFirstLookForWhatWasLostBeforeTheStart() {
    assertThat(settling.left(KEY, FENCE, SETTLE)).isEqualTo(SETTLE);
    pass(1);
    assertThat(settling.left(KEY, FENCE, SETTLE)).isEqualTo(Duration.ofSeconds(4));
  }

  @Test
  void anotherLossRunsAnew() {
    settling.lost(KEY, FENCE);
    pass(4);
    settling.lost(KEY, FENCE);
    pass(4);

    assertThat(settling.left(KEY, FENCE, SETTLE)).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void whatIsKnownIsForgotten() {
    settling.lost(KEY, FENCE);
    pass(9);
    settling.settled(KEY);

    assertThat(settling.left(KEY, FENCE, SETTLE)).isEqualTo(SETTLE);
  }
}
