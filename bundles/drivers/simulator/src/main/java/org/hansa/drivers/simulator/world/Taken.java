package org.hansa.drivers.simulator.world;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What all others have taken, while one object is made or changed. */
public final class Taken {

  private final Sums sums;
  private final String uid;
  private final Map<String, Long> own = new HashMap<>();

  /**
   * @param mine what the object has taken until now, which it gives back first
   */
  Taken(Sums sums, String uid, List<Hold> mine) {
    this.sums = sums;
    this.uid = uid;
    mine.forEach(hold -> own.merge(hold.what(), -hold.amount(), Long::sum));
  }

  public long of(String what) {
    return sums.of(what) + own.getOrDefault(what, 0L);
  }

  /** Somebody else who has it. */
  public Optional<String> by(String what) {
    return sums.holders(what).stream().filter(other -> !other.equals(uid)).findFirst();
  }

  /** The object takes this too: so much less is there for what it takes next. */
  public void add(Hold hold) {
    own.merge(hold.what(), hold.amount(), Long::sum);
  }
}
