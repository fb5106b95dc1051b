package org.hansa.core.runtime.delivery;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hansa.core.api.Ref;

/**
 * Where the keys of a queue lie: ready, delayed, parked or in work. Each is in one place; who has
 * no more reason to be here is forgotten. Times are the engine's. Not thread-safe.
 */
final class Shelf {

  private final boolean urgentFirst;
  private final Map<Ref, QueueKey> keys = new HashMap<>();
  private final Ready<Ref> ready = new Ready<>(Ref::tenant);
  private final Delays delays = new Delays();
  private long numbers;
  private int running;
  private int parked;
  private int failing;

  Shelf(boolean urgentFirst) {
    this.urgentFirst = urgentFirst;
  }

  /** A key that was not here is NEW and must be put somewhere. */
  QueueKey key(Ref ref) {
    return keys.computeIfAbsent(ref, QueueKey::new);
  }

  void ready(QueueKey key, Urgency urgency, Duration now) {
    leave(key);
    key.state = QueueKey.State.READY;
    key.first = urgency.isFirst() && urgentFirst;
    key.since = now;
    key.number = numbers++ + (urgency == Urgency.CALLED ? Long.MIN_VALUE : 0);
    ready.add(key.ref, key.number, key.first);
  }

  /** A ready key may rise to the first level; it does not fall. */
  void raise(QueueKey key, Urgency urgency) {
    if (urgency.isFirst() && urgentFirst && !key.first) {
      ready.remove(key.ref, key.number, false);
      ready.add(key.ref, key.number, true);
      key.first = true;
    }
  }

  /** Until a time, or sooner if it was here until a sooner one. */
  void delay(QueueKey key, QueueKey.State state, Duration at) {
    Duration soonest = delays.at(key.ref).filter(set -> set.compareTo(at) < 0).orElse(at);
    leave(key);
    key.state = state;
    delays.set(key.ref, soonest);
  }

  void park(QueueKey key, String controller) {
    leave(key);
    key.state = QueueKey.State.PARKED;
    key.parkedFor = controller;
    parked++;
  }

  void forget(QueueKey key) {
    leave(key);
    keys.remove(key.ref);
  }

  /** Counts one more failure in a row. */
  void failed(QueueKey key) {
    failing += key.failures == 0 ? 1 : 0;
    key.failures++;
  }

  /** It works again. */
  void recovered(QueueKey key) {
    failing -= key.failures == 0 ? 0 : 1;
    key.failures = 0;
  }

  /** The next ready key, now in work; empty if none is ready. */
  Optional<QueueKey> take() {
    Optional<QueueKey> taken = ready.poll().map(keys::get);
    taken.ifPresent(
        key -> {
          key.state = QueueKey.State.RUNNING;
          running++;
        });
    return taken;
  }

  /** Delayed keys whose time has come, soonest first; they are to be put elsewhere. */
  List<QueueKey> due(Duration now) {
    return delays.take(now).stream().map(keys::get).toList();
  }

  Optional<Duration> firstDue() {
    return delays.first();
  }

  List<QueueKey> parked(String controller) {
    return keys.values().stream()
        .filter(k -> k.state == QueueKey.State.PARKED && k.parkedFor.equals(controller))
        .toList();
  }

  int running() {
    return running;
  }

  QueueFigures figures(String controller, Duration now, long steps, long failures) {
    Duration oldest =
        ready
            .oldest()
            .map(ref -> now.minus(keys.get(ref).since))
            .max(Duration::compareTo)
            .orElse(Duration.ZERO);
    return new QueueFigures(
        "",
        controller,
        ready.size(),
        oldest,
        running,
        delays.size(),
        failing,
        parked,
        steps,
        failures);
  }

  private void leave(QueueKey key) {
    switch (key.state) {
      case READY -> ready.remove(key.ref, key.number, key.first);
      case RUNNING -> running--;
      case DELAYED, FAILED -> delays.remove(key.ref);
      case PARKED -> parked--;
      case NEW -> {}
    }
    key.state = QueueKey.State.NEW;
  }
}
