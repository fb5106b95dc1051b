package org.hansa.core.runtime.delivery;

/** Why a key is woken: whether it goes first, and whether it may cut its backoff short. */
enum Urgency {
  /** Something was observed or decided elsewhere. */
  OBSERVED(false, false),
  /** Its resource is being deleted. */
  DELETING(true, false),
  /** What is wanted of it changed: maybe that cures the failure. */
  WANTED(true, true);

  private final boolean first;
  private final boolean cutsBackoff;

  Urgency(boolean first, boolean cutsBackoff) {
    this.first = first;
    this.cutsBackoff = cutsBackoff;
  }

  boolean isFirst() {
    return first;
  }

  boolean cutsBackoff() {
    return cutsBackoff;
  }

  Urgency or(Urgency other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
