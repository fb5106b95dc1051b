package org.hansa.core.runtime.delivery;

import java.util.Collections;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.LongFunction;

/** What lies ahead of one follower, read from its trail a stretch at a time. Of one turn. */
final class Ahead {

  private Iterator<Parcel> parcels = Collections.emptyIterator();
  private Optional<Parcel> current = Optional.empty();
  private long end;

  /** Forgets what was read: the next is read from here. */
  void begin(long position) {
    parcels = Collections.emptyIterator();
    current = Optional.empty();
    end = position;
  }

  /** Up to where all is delivered once what was read is. */
  long end() {
    return end;
  }

  /** The parcel that is to be given, the same until it is {@link #taken}. */
  Optional<Parcel> current() {
    if (current.isEmpty() && parcels.hasNext()) {
      current = Optional.of(parcels.next());
    }
    return current;
  }

  void taken() {
    current = Optional.empty();
  }

  /**
   * Reads on; false if there is nothing new.
   *
   * @param read what is on the trail from a position
   */
  boolean read(LongFunction<Trail.Stretch> read) {
    long before = end;
    Trail.Stretch stretch = read.apply(before);
    parcels = stretch.parcels();
    end = stretch.end();
    return end != before || parcels.hasNext();
  }
}
