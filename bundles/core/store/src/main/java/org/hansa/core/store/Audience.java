package org.hansa.core.store;

import java.util.List;

/** Who is told of commits, in order. Of the writer. */
interface Audience {

  /**
   * After the commit. If it throws, nobody was told, or all were: it can be called again with the
   * same.
   *
   * @param dropped up to where the changes are gone, as far as it knows
   * @param show makes the new state readable
   */
  void publish(List<Commit> commits, long revision, long dropped, Runnable show);

  /**
   * Before changes are dropped: nothing that somebody has yet to see.
   *
   * @return up to where they may be
   */
  long forget(long upTo);
}
