package org.hansa.itests.simulation;

/** What can go wrong, or at least be awkward: each is counted, so that none is only believed in. */
enum Happening {
  NOTHING,

  // A write of a node.
  WRITE_FAILS_BEFORE,
  WRITE_FAILS_AFTER,
  NODE_DIES_BEFORE_A_WRITE,
  NODE_DIES_AFTER_A_WRITE,
  LEASE_FAILS_BEFORE,
  LEASE_FAILS_AFTER,
  COMMIT_SEEN_LATE,

  // A driver call that only looks.
  LOOK_FAILS,
  LOOK_HANGS,
  LOOK_ANSWERED_SLOWLY,
  LOOK_ANSWERED_TOO_LATE,
  LIST_OMITS,
  LIST_SHOWS_WHAT_WAS,
  LIST_REPEATS,

  // A driver call with an effect.
  ACT_REFUSED,
  ACT_FAILS_BEFORE,
  ACT_FAILS_AFTER,
  ACT_LANDS_LATER,
  ACT_HANGS_BEFORE,
  ACT_HANGS_AFTER,
  ACT_ANSWERED_TOO_LATE,

  // Machines, clocks, workloads.
  NODE_DIES,
  NODE_STANDS_STILL,
  NODE_OUTSLEEPS_ITS_LEASE,
  NODE_CUT_OFF,
  CLOCK_SET,
  LOG_COMPACTED,
  WORKLOAD_ENDS,

  // What follows from them, and what people do meanwhile.
  WRITE_FENCED_OFF,
  WATCH_TAKEN_UP,
  WATCH_LISTS_ANEW,
  HELD,
  RELEASED,
  RETRIED,
  STRANGER_REFUSED,
  PLAN_OUTDATED,
  PLAN_APPLIED_LATER
}
