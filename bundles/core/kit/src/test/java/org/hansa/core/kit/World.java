package org.hansa.core.kit;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** What is behind the model's endpoint, whoever looks at it. */
final class World {

  /** An object, under whatever installation and uid. */
  static final class Thing {
    final int id;
    Record spec;

    /** How often it must be looked at until it has settled. */
    int looks;

    Thing(int id, Record spec, int looks) {
      this.id = id;
      this.spec = spec;
      this.looks = looks;
    }
  }

  private final AtomicInteger ids = new AtomicInteger();
  private final Map<Made, Thing> things = new ConcurrentSkipListMap<>(World::order);
  private final Map<Integer, Relay> relays = new ConcurrentHashMap<>();
  private final CountDownLatch over = new CountDownLatch(1);
  final Set<String> burnt = ConcurrentHashMap.newKeySet();
  final AtomicInteger busy = new AtomicInteger();
  final AtomicInteger counter = new AtomicInteger(1_000);

  private static int order(Made a, Made b) {
    return a.toString().compareTo(b.toString());
  }

  Map<Integer, Relay> relays() {
    return relays;
  }

  Map<Made, Thing> things() {
    return things;
  }

  Thing fresh(Record spec, int looks) {
    return new Thing(ids.incrementAndGet(), spec, looks);
  }

  Optional<Thing> get(Made key) {
    return Optional.ofNullable(things.get(key));
  }

  /** Objects of all installations. */
  <S extends Record> List<S> specs(Class<S> type) {
    return things.values().stream()
        .map(t -> t.spec)
        .filter(type::isInstance)
        .map(type::cast)
        .toList();
  }

  /** As a call that never returns, whatever is done to its thread; until the test is over. */
  void hang() {
    boolean interrupted = false;
    while (over.getCount() > 0) {
      try {
        over.await();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  void end() {
    over.countDown();
    relays.values().forEach(Relay::close);
  }
}
