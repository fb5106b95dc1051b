package org.hansa.itests.bench.timefold;

/** A site, as Timefold sees it. */
@SuppressWarnings("ArrayRecordComponent") // never compared by what is in it
public record Spot(int number, long[] room, long opening) {

  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return number;
  }
}
