package org.hansa.core.runtime.delivery;

import java.util.stream.Stream;

/** Why a key is woken: whether it goes first, and whether it may cut its backoff short. */
public enum Urgency {
  /** Something was observed or decided elsewhere. */
  OBSERVED(false, false),
  /** What it asked for has come to an end. */
  ANSWERED(false, true),
  /** Its resource is being deleted. */
  DELETING(true, false),
  /** A place is kept for it that others wait for: it goes before all of its tenant. */
  CALLED(true, false),
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

  /** With the rights of both. */
  Urgency or(Urgency other) {
    return Stream.of(values())
        .filter(u -> u.first == (first || other.first))
        .filter(u -> u.cutsBackoff == (cutsBackoff || other.cutsBackoff))
        .findFirst()
        .orElseThrow();
  }
}
