package org.hansa.drivers.hansa;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What is known of workloads that are to go: whether what they have used was read to its end.
 *
 * <p>A workload is first stopped, and the application that stands for it is deleted only when its
 * meter was read once more, for nobody could read it later. Who removes reads it each time; who
 * only looks, as a kit does, is not waited for long. After a restart none of this is known, and
 * what stands there still is removed by the next removal, with a reading before it. Thread-safe.
 */
final class Partings {

  /** Nobody removes any more: then a look ends it. */
  private static final Duration LOOKED = Duration.ofSeconds(5);

  /** It cannot be read: that must not keep it for ever. */
  private static final Duration REMOVED = Duration.ofMinutes(1);

  /**
   * One of them.
   *
   * @param asked whether its removal was asked for
   * @param metered whether its meter was ever read
   * @param last whether that was so when nothing ran any more
   * @param since when nothing was first seen to run, by {@link System#nanoTime}
   */
  private record Parting(boolean asked, boolean metered, boolean last, Optional<Long> since) {
    static final Parting NONE = new Parting(false, false, false, Optional.empty());
  }

  private final Map<String, Parting> all = new ConcurrentHashMap<>();

  /** Its removal is asked for. */
  void asked(String uid) {
    all.compute(uid, (u, p) -> of(p, true, false, false));
  }

  boolean isAsked(String uid) {
    return all.getOrDefault(uid, Parting.NONE).asked();
  }

  /**
   * Its meter was read.
   *
   * @param last whether nothing ran any more
   */
  void metered(String uid, boolean last) {
    all.compute(uid, (u, p) -> of(p, false, true, last));
  }

  private static Parting of(Parting before, boolean asked, boolean metered, boolean last) {
    Parting b = before == null ? Parting.NONE : before;
    return new Parting(b.asked || asked, b.metered || metered, b.last || last, b.since);
  }

  /**
   * Whether what is stopped may be deleted.
   *
   * @param removing whether that is asked for just now, else it is looked at
   */
  boolean isOver(String uid, boolean removing, long nanos) {
    Parting now =
        all.compute(
            uid,
            (u, p) -> {
              Parting b = p == null ? Parting.NONE : p;
              return new Parting(b.asked, b.metered, b.last, Optional.of(b.since.orElse(nanos)));
            });
    Duration waited = Duration.ofNanos(nanos - now.since.orElse(nanos));
    Duration patience = removing ? REMOVED : LOOKED;
    return (removing || now.asked) && (now.last || !now.metered || waited.compareTo(patience) >= 0);
  }

  void forget(String uid) {
    all.remove(uid);
  }
}
