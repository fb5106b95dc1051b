package org.hansa.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class RetentionTest {

  private static final int RETAINED = 100;

  /** Of sizes drawn anew: too few are never left, and not many more than asked. */
  @Test
  void asManyAsAskedAreKeptAndLittleMore() {
    Random random = new Random(7);
    Retention retention = new Retention(RETAINED);
    long[] changes = new long[2000];
    long dropped = 0;
    for (int revision = 1; revision < changes.length; revision++) {
      changes[revision] = random.nextInt(4);
      retention.add(revision, changes[revision]);
      long surplus = retention.surplus();
      if (surplus >= 0) {
        assertThat(surplus).isGreaterThan(dropped);
        // Now and then less could go than was asked for: a watch still needs it.
        dropped = random.nextInt(5) == 0 ? Math.max(dropped, surplus - 2) : surplus;
        retention.dropped(dropped);
      }
      long kept = 0;
      for (int r = (int) dropped + 1; r <= revision; r++) {
        kept += changes[r];
      }
      if (dropped > 0) {
        assertThat(kept).isBetween((long) RETAINED, RETAINED + 40L);
      }
    }
    assertThat(dropped).isGreaterThan(1500);
  }

  /** Commits of many changes each, as under load: what is kept does not grow with them. */
  @Test
  void largeCommitsDoNotPileUp() {
    Retention retention = new Retention(RETAINED);
    long dropped = 0;
    for (int revision = 1; revision < 1000; revision++) {
      retention.add(revision, 35);
      long surplus = retention.surplus();
      if (surplus >= 0) {
        dropped = surplus;
        retention.dropped(dropped);
      }
      assertThat((revision - dropped) * 35).isLessThan(RETAINED + 80L);
    }
  }

  @Test
  void entriesAloneAreNoChanges() {
    Retention retention = new Retention(RETAINED);
    for (int revision = 1; revision < 10_000; revision++) {
      retention.add(revision, 0);
    }
    assertThat(retention.surplus()).isNegative();
  }
}
