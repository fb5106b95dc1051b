package org.hansa.itests.simulation;

import java.time.Duration;
import org.hansa.core.store.SimStore;

/** What becomes of the writes of one node, as the seed says. */
final class Mishaps {

  /** One task in so many can wait for what it writes; that costs two changes of thread. */
  private static final int MAY_HANG = 20;

  private static final int LEASE_MAY_HANG = 10;

  /** One write in so many of what a driver said; who asks one can always wait. */
  private static final int OUTCOME_HANGS = 10;

  /** Longer than its lease, and than the real store has patience. */
  private static final int LONGEST_HANG = 20_000;

  private final String node;
  private final Scheduler scheduler;
  private final Faults faults;

  Mishaps(String node, Scheduler scheduler, Faults faults) {
    this.node = node;
    this.scheduler = scheduler;
    this.faults = faults;
  }

  /** Whether what the next task writes can hang: then it is run where it can wait. */
  boolean mayHang() {
    return faults.hits(MAY_HANG);
  }

  boolean leaseMayHang() {
    return faults.hits(LEASE_MAY_HANG);
  }

  /** What becomes of a write. */
  SimStore.Fate write() {
    Happening hang =
        drawIfItMayWait(
            Fiber.hasCalled() ? OUTCOME_HANGS : 2,
            Happening.WRITE_HANGS_BEFORE,
            Happening.WRITE_HANGS_BEFORE,
            Happening.WRITE_HANGS_AFTER,
            Happening.WRITE_HANGS_AND_IS_LOST,
            Happening.WRITE_HANGS_AND_FAILS_AFTER);
    if (hang == Happening.NOTHING) {
      return quick();
    }
    faults.passes();
    if (Fiber.hasCalled()) {
      faults.count(Happening.OUTCOME_HANGS);
    }
    return told(hang);
  }

  private Happening drawIfItMayWait(int rarity, Happening... of) {
    if (Fiber.mayWait()) {
      return faults.draw(rarity, of);
    }
    faults.passes();
    return Happening.NOTHING;
  }

  private SimStore.Fate quick() {
    Happening fault =
        faults.draw(
            25,
            Happening.NOTHING,
            Happening.WRITE_FAILS_BEFORE,
            Happening.WRITE_FAILS_BEFORE,
            Happening.WRITE_FAILS_AFTER,
            Happening.WRITE_FAILS_AFTER,
            Happening.NODE_DIES_BEFORE_A_WRITE,
            Happening.NODE_DIES_AFTER_A_WRITE);
    return told(fault);
  }

  /** What becomes of a renewal. */
  SimStore.Fate lease() {
    Happening late = drawIfItMayWait(2, Happening.LEASE_ANSWERED_LATE);
    if (late == Happening.NOTHING) {
      return told(faults.draw(12, Happening.LEASE_FAILS_BEFORE, Happening.LEASE_FAILS_AFTER));
    }
    faults.passes();
    return told(late);
  }

  /** Others run until it is answered; its node may be dead by then. */
  void hang() {
    try {
      scheduler.sleep(Duration.ofMillis(500 + faults.amount(LONGEST_HANG)));
    } catch (Fiber.Died e) {
      faults.count(Happening.NODE_DIES_WHILE_A_WRITE_HANGS);
      throw e;
    }
  }

  private SimStore.Fate told(Happening fault) {
    if (fault != Happening.NOTHING) {
      scheduler.say(node + ": " + fault);
    }
    return switch (fault) {
      case WRITE_FAILS_BEFORE, LEASE_FAILS_BEFORE -> SimStore.Fate.FAILS_BEFORE;
      case WRITE_FAILS_AFTER, LEASE_FAILS_AFTER -> SimStore.Fate.FAILS_AFTER;
      case WRITE_HANGS_BEFORE -> SimStore.Fate.HANGS_BEFORE;
      case WRITE_HANGS_AFTER, LEASE_ANSWERED_LATE -> SimStore.Fate.HANGS_AFTER;
      case WRITE_HANGS_AND_IS_LOST -> SimStore.Fate.HANGS_AND_IS_LOST;
      case WRITE_HANGS_AND_FAILS_AFTER -> SimStore.Fate.HANGS_AND_FAILS_AFTER;
      case NODE_DIES_BEFORE_A_WRITE -> SimStore.Fate.DIES_BEFORE;
      case NODE_DIES_AFTER_A_WRITE -> SimStore.Fate.DIES_AFTER;
      default -> SimStore.Fate.DONE;
    };
  }
}
