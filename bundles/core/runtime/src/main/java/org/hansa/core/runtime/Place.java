package org.hansa.core.runtime;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.hansa.core.runtime.Tickets.Waiter;
import org.hansa.core.runtime.delivery.Ready;

/**
 * An endpoint, where so many are at a time. Who comes when it is full waits: tenants take turns,
 * what has an effect goes before what only looks. When one leaves, the next is called and its place
 * is kept for a moment. Another of its tenant that comes by meanwhile takes it, and the one that
 * was called waits where it did: so no place stays empty while there is somebody to fill it. Not
 * thread-safe.
 */
final class Place {

  /**
   * @param number less of who came sooner
   * @param since by the clock that nobody can set
   */
  private record Wait(long number, boolean goesFirst, long since) {}

  /** The same of who is called, and since when. */
  private record Called(Wait how, long since) {}

  private final int places;
  private final long kept;
  private final Ready<Waiter> line = new Ready<>(w -> w.ref().tenant());
  private final Map<Waiter, Wait> waiting = new LinkedHashMap<>();
  private final Map<Waiter, Called> called = new LinkedHashMap<>();
  private long numbers;
  private int inside;

  /**
   * @param kept nanoseconds that a place is kept for whom it was called to
   */
  Place(int places, long kept) {
    this.places = places;
    this.kept = kept;
  }

  /** False if it has to wait, which it does from now on, or goes on to. */
  boolean enter(Waiter who, boolean goesFirst, long now) {
    if (called.containsKey(who) || hasRoom() || takesTheTurnOfAnother(who)) {
      leave(who);
      inside++;
      return true;
    }
    Wait before = waiting.get(who);
    if (before == null) {
      await(who, new Wait(numbers++, goesFirst, now));
    } else if (goesFirst && !before.goesFirst()) {
      leave(who);
      await(who, new Wait(before.number(), true, before.since()));
    }
    return false;
  }

  private boolean hasRoom() {
    return waiting.isEmpty() && inside + called.size() < places;
  }

  private boolean takesTheTurnOfAnother(Waiter who) {
    String tenant = who.ref().tenant();
    Optional<Waiter> other =
        called.keySet().stream().filter(w -> w.ref().tenant().equals(tenant)).findFirst();
    other.ifPresent(w -> await(w, called.remove(w).how()));
    return other.isPresent();
  }

  private void await(Waiter who, Wait how) {
    waiting.put(who, how);
    line.add(who, how.number(), how.goesFirst());
  }

  /** It neither waits nor is called any more. */
  void leave(Waiter who) {
    called.remove(who);
    Optional.ofNullable(waiting.remove(who))
        .ifPresent(how -> line.remove(who, how.number(), how.goesFirst()));
  }

  /** One that was inside is not any more. */
  void exit() {
    inside--;
  }

  /** Who is called to the places that are free now. */
  List<Waiter> call(long now) {
    List<Waiter> next = new ArrayList<>();
    while (inside + called.size() < places && !waiting.isEmpty()) {
      Waiter who = line.poll().orElseThrow();
      called.put(who, new Called(waiting.remove(who), now));
      next.add(who);
    }
    return next;
  }

  /** Forgets who was called and does not come, and answers them: their route may have gone. */
  List<Waiter> drop(long now) {
    List<Waiter> gone =
        called.entrySet().stream()
            .filter(e -> now - e.getValue().since() > kept)
            .map(Map.Entry::getKey)
            .toList();
    gone.forEach(called::remove);
    return gone;
  }

  boolean isCalled(Waiter who) {
    return called.containsKey(who);
  }

  boolean isEmpty() {
    return inside == 0 && waiting.isEmpty() && called.isEmpty();
  }

  int waiting() {
    return waiting.size() + called.size();
  }

  /** Nanoseconds that the one has waited who waits longest. */
  long longest(long now) {
    return Stream.concat(waiting.values().stream(), called.values().stream().map(Called::how))
        .mapToLong(w -> now - w.since())
        .max()
        .orElse(0);
  }
}
