package org.hansa.drivers.hansa;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** When what has stopped may be forgotten. */
class PartingsTest {

  private static final String UID = "one";

  private final Partings partings = new Partings();

  private boolean isOver(boolean removing, long seconds) {
    return partings.isOver(UID, removing, TimeUnit.SECONDS.toNanos(seconds));
  }

  @Test
  void whatWasNeverMeteredGoesAtOnce() {
    partings.asked(UID);

    assertThat(isOver(false, 100)).isTrue();
    assertThat(isOver(true, 100)).isTrue();
  }

  @Test
  void whatIsOnlyLookedAtGoesByNoLook() {
    assertThat(isOver(false, 100)).isFalse();
    assertThat(isOver(false, 100_000)).as("by another's removal, after a restart").isFalse();
    assertThat(isOver(true, 100_000)).isTrue();
  }

  @Test
  void whatIsMeteredGoesWhenItWasReadToItsEnd() {
    partings.asked(UID);
    partings.metered(UID, false);

    assertThat(isOver(true, 100)).isFalse();
    assertThat(isOver(false, 100)).isFalse();

    partings.metered(UID, true);

    assertThat(isOver(true, 100)).isTrue();
  }

  @Test
  void whoDoesNotReadIsNotWaitedForLong() {
    partings.asked(UID);
    partings.metered(UID, false);

    assertThat(isOver(false, 100)).isFalse();
    assertThat(isOver(false, 104)).isFalse();
    assertThat(isOver(false, 105)).isTrue();
    assertThat(isOver(true, 159)).as("who removes reads, if it can be read").isFalse();
    assertThat(isOver(true, 160)).isTrue();
  }

  @Test
  void whatIsMadeAnewPartsAnew() {
    partings.asked(UID);
    partings.metered(UID, true);
    partings.forget(UID);
    partings.metered(UID, false);

    assertThat(isOver(true, 100)).isFalse();
  }
}
