package org.hansa.core.runtime.delivery;

import java.util.Iterator;
import org.hansa.core.api.Problem;

/** What a follower goes along: in commit order, from a position. */
interface Trail {

  /** The position before everything: the next stretch begins with what stands. */
  long LIST = -1;

  /** Where one begins that is new. */
  long start();

  /**
   * What comes next; empty and without end of its own if there is nothing yet.
   *
   * @throws Problem EXHAUSTED if what follows the position is not kept any more
   */
  Stretch read(long position);

  /** By how much the position is behind what is committed. */
  long behind(long position);

  /**
   * True if not everything on it is told by a commit of resources: then it is asked now and then.
   */
  boolean isPolled();

  /**
   * @param end up to where all is delivered once these are
   */
  record Stretch(Iterator<Parcel> parcels, long end) {}
}
