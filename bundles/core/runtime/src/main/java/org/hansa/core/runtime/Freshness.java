package org.hansa.core.runtime;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.hansa.core.api.Ref;
import org.hansa.core.api.store.Leases;

/**
 * How old what is known is, in memory: an observation that changed only its time writes nothing. It
 * is as old as the beginning of the call that saw it, whenever that was answered, by the clock that
 * nobody can set. After a start everything is stale, and so is observed before anything is done to
 * it. Thread-safe.
 */
final class Freshness {

  /** How old an observation may be before a controller decides by it. */
  static final Duration MAX_AGE = Duration.ofSeconds(30);

  private final LongSupplier nanos;

  /** When the call began that saw it. */
  private final Map<Calls.Key, Long> seen = new ConcurrentHashMap<>();

  /**
   * By uid; each a small map of its own, for there are as many as objects. What is kept of an
   * object besides is changed while its entry here is held.
   */
  private final Map<String, Map<String, Ref>> controllers = new ConcurrentHashMap<>();

  /** By uid: when something may last have happened. */
  private final Map<String, Long> hinted = new ConcurrentHashMap<>();

  /** What was last answered of these did not count. */
  private final Set<Calls.Key> discounted = ConcurrentHashMap.newKeySet();

  private final Map<Ref, Long> endpoints = new ConcurrentHashMap<>();

  /**
   * @param nanos as {@link System#nanoTime}
   */
  Freshness(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /**
   * An endpoint has answered, whatever it said.
   *
   * @param asked when the call began, in nanoseconds as given here
   */
  void answered(Ref endpoint, long asked) {
    endpoints.merge(endpoint, asked, (a, b) -> a - b > 0 ? a : b);
  }

  /** A call is about to begin: what happens to the object from now on matters to its controller. */
  void asking(Calls.Key key, Ref resource) {
    if (!resource.equals(controllers.getOrDefault(key.uid(), Map.of()).get(key.controller()))) {
      controllers.merge(key.uid(), Map.of(key.controller(), resource), Freshness::both);
    }
  }

  /**
   * It was answered. That counts for nothing if it was forgotten meanwhile, or something may have
   * happened to the object; but the next answer does, else nothing could be decided of an object
   * whose driver says so whenever it is asked.
   *
   * @param asked when the call began, in nanoseconds as given here
   */
  void seen(Calls.Key key, long asked) {
    controllers.computeIfPresent(
        key.uid(),
        (uid, who) -> {
          Long hint = hinted.get(uid);
          boolean old = hint != null && asked - hint <= 0;
          if (old && discounted.add(key)) {
            return who;
          }
          discounted.remove(key);
          if (who.containsKey(key.controller())) {
            seen.put(key, asked);
          }
          return who;
        });
  }

  private static Map<String, Ref> both(Map<String, Ref> some, Map<String, Ref> more) {
    Map<String, Ref> both = new TreeMap<>(some); // in an order that a simulation can repeat
    both.putAll(more);
    return both;
  }

  /** How long ago it was as it was last seen, if that was since the start. */
  Optional<Duration> age(Calls.Key key) {
    return age(seen.get(key));
  }

  /** How long ago it was last asked something that it answered, if that was since the start. */
  Optional<Duration> age(Ref endpoint) {
    return age(endpoints.get(endpoint));
  }

  private Optional<Duration> age(Long asked) {
    return Optional.ofNullable(asked).map(at -> Duration.ofNanos(nanos.getAsLong() - at));
  }

  /** Something may have happened to the object: who knows of it, or just asks, must look again. */
  Map<String, Ref> stale(String uid) {
    Map<String, Ref> known =
        controllers.computeIfPresent(
            uid,
            (any, who) -> {
              hinted.put(uid, nanos.getAsLong());
              unsee(uid, who);
              return who;
            });
    return known == null ? Map.of() : known;
  }

  /** Others hold these partitions now: what this node has seen there is history. */
  void forget(Set<Integer> partitions) {
    List<String> uids =
        controllers.entrySet().stream()
            .filter(
                e ->
                    e.getValue().values().stream()
                        .anyMatch(ref -> partitions.contains(Leases.partition(ref))))
            .map(Map.Entry::getKey)
            .toList();
    uids.forEach(this::forget);
  }

  void forget(String uid) {
    controllers.computeIfPresent(
        uid,
        (any, who) -> {
          hinted.remove(uid);
          unsee(uid, who);
          who.keySet().forEach(controller -> discounted.remove(new Calls.Key(uid, controller)));
          return null;
        });
  }

  private void unsee(String uid, Map<String, Ref> who) {
    who.keySet().forEach(controller -> seen.remove(new Calls.Key(uid, controller)));
  }
}
