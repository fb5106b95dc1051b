package org.hansa.core.runtime;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.hansa.core.api.Ref;
import org.hansa.core.api.store.Leases;

/**
 * When things were last observed, in memory: an observation that changed only its time writes
 * nothing. After a start everything is stale, and so is observed before anything is done to it.
 */
final class Freshness {

  /** How old an observation may be before a controller decides by it. */
  static final Duration MAX_AGE = Duration.ofSeconds(30);

  private final Map<Calls.Key, Instant> seen = new ConcurrentHashMap<>();

  /** By uid; each a small map of its own, for there are as many as objects. */
  private final Map<String, Map<String, Ref>> controllers = new ConcurrentHashMap<>();

  private final Map<Ref, Instant> endpoints = new ConcurrentHashMap<>();

  /** An endpoint has answered, whatever it said. */
  void answered(Ref endpoint, Instant now) {
    endpoints.put(endpoint, now);
  }

  void seen(Calls.Key key, Ref resource, Instant now) {
    seen.put(key, now);
    if (!resource.equals(controllers.getOrDefault(key.uid(), Map.of()).get(key.controller()))) {
      controllers.merge(key.uid(), Map.of(key.controller(), resource), Freshness::both);
    }
  }

  private static Map<String, Ref> both(Map<String, Ref> some, Map<String, Ref> more) {
    Map<String, Ref> both = new TreeMap<>(some); // in an order that a simulation can repeat
    both.putAll(more);
    return both;
  }

  /** When last seen, if since the start. */
  Optional<Instant> at(Calls.Key key) {
    return Optional.ofNullable(seen.get(key));
  }

  /** When each endpoint last answered. */
  Map<Ref, Instant> endpoints() {
    return Map.copyOf(endpoints);
  }

  /** Something may have happened to the object: who knows of it must look again. */
  Map<String, Ref> stale(String uid) {
    Map<String, Ref> who = controllers.getOrDefault(uid, Map.of());
    who.keySet().forEach(controller -> seen.remove(new Calls.Key(uid, controller)));
    return who;
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
    Map<String, Ref> who = controllers.remove(uid);
    Set<String> names = who == null ? Set.of() : who.keySet();
    names.forEach(controller -> seen.remove(new Calls.Key(uid, controller)));
  }
}
