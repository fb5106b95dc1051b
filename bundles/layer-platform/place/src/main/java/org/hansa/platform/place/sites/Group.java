package org.hansa.platform.place.sites;

/**
 * A rule over several workloads.
 *
 * @param kind what it asks of any two of them
 * @param isOfZone whether of their zones, else of their sites
 */
@SuppressWarnings("ArrayRecordComponent") // as large as they are, and never compared
public record Group(Kind kind, boolean isOfZone, int[] workloads) {

  /** What is asked. */
  public enum Kind {
    APART,
    SAME
  }

  /**
   * Whether one of them may go to a site, as the others stand; those without a place do not count.
   */
  boolean allows(int workload, int site, int[] at, int[] zones) {
    for (int other : workloads) {
      if (other != workload && at[other] != Placement.NOWHERE) {
        boolean same = isOfZone ? zones[at[other]] == zones[site] : at[other] == site;
        if (same != (kind == Kind.SAME)) {
          return false;
        }
      }
    }
    return true;
  }
}
