package org.hansa.platform.place.sites;

/**
 * Moves of several at once, where single ones lead nowhere: a site is left by all that are on it,
 * so that it need not be open; and those who must be in the same place go to another.
 */
final class Together {

  /** More are not moved at once: it would take longer than it is worth. */
  private static final int MOST = 500;

  private static final int AROUND = 48;

  private final Placement placement;
  private final Candidates candidates;
  private final Journal journal;

  Together(Placement placement, Candidates candidates) {
    this.placement = placement;
    this.candidates = candidates;
    this.journal = new Journal(placement);
  }

  /**
   * All leave a site for another, as far as there is room, and for those of their candidates that
   * are open.
   */
  boolean leave(int site, int other, double limit) {
    if (placement.count(site) > MOST) {
      return false;
    }
    long before = placement.objective();
    double most = limit + placement.instance().sites().opening()[site];
    int closed = placement.count(other) == 0 ? other : Placement.NOWHERE;
    while (placement.count(site) > 0) {
      int workload = placement.member(site, placement.count(site) - 1);
      int best = Placement.NOWHERE;
      long least = Long.MAX_VALUE;
      for (int i = 0; i < candidates.width(); i++) {
        int to = candidates.get(workload, i);
        if (to != site && to != Placement.NOWHERE && (to == closed || placement.count(to) > 0)) {
          long change = placement.change(workload, to);
          if (change < least && placement.fits(workload, to) && placement.allows(workload, to)) {
            least = change;
            best = to;
          }
        }
      }
      if (best == Placement.NOWHERE) {
        journal.undo();
        return false;
      }
      journal.move(workload, best);
      if (placement.count(site) > 0 && placement.objective() - before > most) {
        journal.undo();
        return false;
      }
    }
    return ended(before, limit);
  }

  /** All of some go to a site, or to the sites of its zone. */
  boolean follow(int[] workloads, boolean isOfZone, int site, double limit) {
    if (workloads.length > MOST) {
      return false;
    }
    long before = placement.objective();
    // Where some are in the old place and some in the new one, the rule would refuse each.
    for (int workload : workloads) {
      journal.move(workload, Placement.NOWHERE);
    }
    for (int workload : workloads) {
      int to = isOfZone ? cheapest(workload, site) : site;
      if (to == Placement.NOWHERE
          || !placement.fits(workload, to)
          || !placement.allows(workload, to)) {
        journal.undo();
        return false;
      }
      journal.move(workload, to);
    }
    return ended(before, limit);
  }

  /**
   * The cheapest of some sites in the zone of a site, with room: of its candidates and those around
   * it.
   */
  private int cheapest(int workload, int site) {
    int[] zones = placement.instance().sites().zones();
    int best = Placement.NOWHERE;
    long least = Long.MAX_VALUE;
    for (int i = 0; i < candidates.width() + AROUND; i++) {
      int beside = Math.floorMod(site + i - candidates.width(), zones.length);
      int to = i < candidates.width() ? candidates.get(workload, i) : beside;
      if (to != Placement.NOWHERE && zones[to] == zones[site]) {
        long change = placement.change(workload, to);
        if (change < least && placement.fits(workload, to) && placement.allows(workload, to)) {
          least = change;
          best = to;
        }
      }
    }
    return best;
  }

  private boolean ended(long before, double limit) {
    if (placement.objective() - before > limit) {
      journal.undo();
      return false;
    }
    journal.end();
    return true;
  }
}
