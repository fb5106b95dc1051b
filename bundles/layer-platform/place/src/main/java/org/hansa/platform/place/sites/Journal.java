package org.hansa.platform.place.sites;

import java.util.Arrays;

/** Moves that are made together, or taken back together. */
final class Journal {

  private static final int FEW = 64;

  private final Placement placement;
  private int[] workloads = new int[FEW];
  private int[] froms = new int[FEW];
  private int many;

  Journal(Placement placement) {
    this.placement = placement;
  }

  void move(int workload, int to) {
    if (many == workloads.length) {
      workloads = Arrays.copyOf(workloads, 2 * many);
      froms = Arrays.copyOf(froms, 2 * many);
    }
    workloads[many] = workload;
    froms[many++] = placement.at(workload);
    placement.move(workload, to);
  }

  /** All since the last end are kept. */
  void end() {
    many = 0;
  }

  /** All since the last end are taken back. */
  void undo() {
    while (many > 0) {
      placement.move(workloads[--many], froms[many]);
    }
  }
}
