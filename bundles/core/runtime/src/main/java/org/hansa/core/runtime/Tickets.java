package org.hansa.core.runtime;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.ToDoubleFunction;
import org.hansa.core.api.Ref;
import org.hansa.core.api.metrics.Family;
import org.hansa.core.api.metrics.Sample;
import org.hansa.core.api.store.Fence;

/**
 * The rights to make driver calls: one at a time for a key, and a bounded number for an endpoint.
 * Who finds an endpoint busy is woken when its turn has come. Thread-safe.
 */
final class Tickets {

  /** For one endpoint, at once. */
  static final int PERMITS = 8;

  private static final Duration KEPT = Duration.ofSeconds(2);

  /**
   * The right to make one call, to be used or given back.
   *
   * @param fence under which what comes of it is committed
   * @param number tells it from others for the same
   */
  record Ticket(Calls.Key key, Fence fence, Ref endpoint, long number) {}

  /** A resource's step. */
  record Waiter(String controller, Ref ref) {}

  private final Map<Calls.Key, Ticket> flying = new ConcurrentHashMap<>();
  private final AtomicLong numbers = new AtomicLong();
  private final LongSupplier nanos;
  private final Consumer<Waiter> wake;

  /** Of an endpoint where nobody is or waits, nothing is kept. Guarded by this. */
  private final Map<Ref, Place> places = new TreeMap<>();

  /** At which endpoint each waits, or is called to. Written by whoever has the lock. */
  private final Map<Waiter, Ref> waiting = new ConcurrentHashMap<>();

  /**
   * @param nanos as {@link System#nanoTime}
   * @param wake has a step made soon; quick
   */
  Tickets(LongSupplier nanos, Consumer<Waiter> wake) {
    this.nanos = nanos;
    this.wake = wake;
  }

  boolean inFlight(Calls.Key key) {
    return flying.containsKey(key);
  }

  /**
   * A ticket; unless the key is taken, or the endpoint is busy: then it waits there, and is woken
   * when it may ask again.
   *
   * @param hasEffect whether the call has; what has goes before what only looks
   */
  Optional<Ticket> reserve(
      Waiter who, Calls.Key key, Fence fence, Ref endpoint, boolean hasEffect) {
    List<Waiter> woken = new ArrayList<>();
    try {
      synchronized (this) {
        if (flying.containsKey(key)) {
          return Optional.empty();
        }
        Optional.ofNullable(waiting.get(who))
            .filter(former -> !former.equals(endpoint))
            .ifPresent(former -> leave(who, former, woken));
        Place place = places.computeIfAbsent(endpoint, e -> new Place(PERMITS, KEPT.toNanos()));
        call(place, woken);
        if (!place.enter(who, hasEffect, now())) {
          waiting.put(who, endpoint);
          return Optional.empty();
        }
        waiting.remove(who);
        Ticket ticket = new Ticket(key, fence, endpoint, numbers.incrementAndGet());
        flying.put(key, ticket);
        return Optional.of(ticket);
      }
    } finally {
      woken.forEach(wake);
    }
  }

  /** What has been given back is not given back again. */
  void giveBack(Ticket ticket) {
    List<Waiter> woken = new ArrayList<>();
    synchronized (this) {
      if (flying.remove(ticket.key(), ticket)) {
        places.get(ticket.endpoint()).exit();
        next(ticket.endpoint(), woken);
      }
    }
    woken.forEach(wake);
  }

  /** Whether a place is kept for it: it takes that, or passes. */
  boolean isCalled(Waiter who) {
    Ref endpoint = waiting.get(who);
    if (endpoint == null) {
      return false; // most of the time, and then it costs nothing
    }
    synchronized (this) {
      Place place = places.get(endpoint);
      return place != null && place.isCalled(who);
    }
  }

  /** It was called, and does not want the place any more. */
  void pass(Waiter who) {
    List<Waiter> woken = new ArrayList<>();
    synchronized (this) {
      Optional.ofNullable(waiting.get(who)).ifPresent(endpoint -> leave(who, endpoint, woken));
    }
    woken.forEach(wake);
  }

  private void leave(Waiter who, Ref endpoint, List<Waiter> woken) {
    waiting.remove(who);
    Optional.ofNullable(places.get(endpoint)).ifPresent(place -> place.leave(who));
    next(endpoint, woken);
  }

  private void next(Ref endpoint, List<Waiter> woken) {
    Place place = places.get(endpoint);
    if (place != null) {
      call(place, woken);
      if (place.isEmpty()) {
        places.remove(endpoint);
      }
    }
  }

  private void call(Place place, List<Waiter> woken) {
    place.drop(now()).forEach(waiting::remove);
    woken.addAll(place.call(now()));
  }

  private long now() {
    return nanos.getAsLong();
  }

  /** How many wait for a place there. */
  synchronized int waiting(Ref endpoint) {
    return Optional.ofNullable(places.get(endpoint)).map(Place::waiting).orElse(0);
  }

  /** What waits, for operators. */
  synchronized List<Family> families() {
    return List.of(
        gauges(
            "hansa_endpoint_waiting",
            "Resources that wait for a place at an endpoint; none said if there are none.",
            Place::waiting),
        gauges(
            "hansa_endpoint_oldest_seconds",
            "How long the oldest of hansa_endpoint_waiting has waited.",
            place -> place.longest(now()) / 1e9));
  }

  private Family gauges(String name, String help, ToDoubleFunction<Place> value) {
    List<Sample> samples = new ArrayList<>();
    places.forEach(
        (endpoint, place) -> {
          if (place.waiting() > 0) {
            String which = endpoint.tenant() + "/" + endpoint.name();
            samples.add(Sample.gauge(Map.of("endpoint", which), value.applyAsDouble(place)));
          }
        });
    return new Family(name, Family.Type.GAUGE, help, samples);
  }
}
