package org.hansa.core.runtime.delivery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.hansa.core.api.Ref;

/** Keys that are to be looked at later, each once, by the engine's time. Not thread-safe. */
final class Delays {

  private record Due(Duration at, long number, Ref key) {}

  private final TreeSet<Due> order =
      new TreeSet<>(Comparator.comparing(Due::at).thenComparing(Due::number));
  private final Map<Ref, Due> byKey = new HashMap<>();
  private long added;

  /** Sets the time of a key, sooner or later than it was. */
  void set(Ref key, Duration at) {
    remove(key);
    Due due = new Due(at, added++, key);
    order.add(due);
    byKey.put(key, due);
  }

  void remove(Ref key) {
    Optional.ofNullable(byKey.remove(key)).ifPresent(order::remove);
  }

  Optional<Duration> at(Ref key) {
    return Optional.ofNullable(byKey.get(key)).map(Due::at);
  }

  Optional<Duration> first() {
    return order.isEmpty() ? Optional.empty() : Optional.of(order.first().at());
  }

  /** Takes out what is due, soonest first. */
  List<Ref> take(Duration now) {
    List<Ref> taken = new ArrayList<>();
    while (!order.isEmpty() && order.first().at().compareTo(now) <= 0) {
      Ref key = order.first().key();
      remove(key);
      taken.add(key);
    }
    return taken;
  }

  int size() {
    return order.size();
  }
}
