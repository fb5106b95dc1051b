package org.hansa.itests.simulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongFunction;
import org.hansa.core.api.Follower;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.store.Changed;
import org.hansa.core.api.store.Leases;
import org.hansa.itests.simulation.Invariants.Rule;

/**
 * A partner's system, which a route tells what changes: it outlives every node, remembers what it
 * was told, and compares that with what was committed.
 */
final class Partner {

  static final Ref FOLLOWER = new Ref(Follower.KIND, "system", "partner");
  static final List<String> KINDS = List.of("Application", "Instance");

  private static final int PARTITION = Leases.partition(FOLLOWER);

  /** Who tells it, by which right; another tells again what may not have arrived. */
  private record Teller(String node, long lapses, Optional<Long> epoch) {}

  private final Invariants invariants;
  private final Faults faults;
  private final LongFunction<Snapshot> stood;
  private final List<Changed> committed = new ArrayList<>();
  private final Map<String, Integer> places = new HashMap<>();
  private Map<Ref, Resource> known = new TreeMap<>();
  private Optional<Map<Ref, Resource>> list = Optional.empty();
  private Optional<Teller> last = Optional.empty();
  private boolean failed;
  private int next;
  private int most;

  /**
   * @param stood the state at a revision
   */
  Partner(Invariants invariants, Faults faults, LongFunction<Snapshot> stood) {
    this.invariants = invariants;
    this.faults = faults;
    this.stood = stood;
  }

  /** What it is to be told of, and what is written of how far it was told. */
  void committed(List<Changed> changes) {
    for (Changed change : changes) {
      Resource resource = change.resource();
      if (KINDS.contains(resource.ref().kind())) {
        places.put(place(change.op().name(), change.revision(), resource.ref()), committed.size());
        committed.add(change);
      } else if (resource.ref().equals(FOLLOWER) && first(cursor(resource)) > most) {
        broken("its cursor is at " + cursor(resource) + ", which it was not told of");
      }
    }
  }

  private static String place(String op, long revision, Ref ref) {
    return op + " " + ref + " " + revision;
  }

  /** All up to here was told, as was written; -1 if nothing. */
  private static long cursor(Resource follower) {
    return follower.status().at("/position").map(p -> p.asLong()).orElse(-1L);
  }

  /** The place of the first change after a revision. */
  private int first(long after) {
    int place = committed.size();
    while (place > 0 && committed.get(place - 1).revision() > after) {
      place--;
    }
    return place;
  }

  /** By the route: one of RELIST, LISTED, RELISTED, CREATED, UPDATED, DELETED. */
  void told(Node by, String what, long revision, Optional<Resource> resource) {
    boolean again = isAgain(by);
    switch (what) {
      case "RELIST" -> {
        faults.count(Happening.FOLLOWER_LISTS_ANEW);
        list = Optional.of(new TreeMap<>());
      }
      case "LISTED" -> listed().put(resource.orElseThrow().ref(), resource.get());
      case "RELISTED" -> listed(revision);
      default -> changed(what, revision, resource.orElseThrow(), again);
    }
  }

  /** What it does after that is told it again. */
  void failed() {
    failed = true;
  }

  private boolean isAgain(Node by) {
    Teller teller = new Teller(by.node(), by.lapses(), invariants.epoch(PARTITION));
    boolean again = failed || last.filter(teller::equals).isEmpty();
    failed = false;
    if (last.filter(l -> !l.node().equals(teller.node())).isPresent()) {
      faults.count(Happening.FOLLOWER_MOVES);
    }
    last = Optional.of(teller);
    return again;
  }

  /** Who was not told that a list begins takes it for what was added. */
  private Map<Ref, Resource> listed() {
    if (list.isEmpty()) {
      list = Optional.of(new TreeMap<>(known));
    }
    return list.get();
  }

  private void listed(long revision) {
    Map<Ref, Resource> stands = standing(stood.apply(revision));
    if (!listed().equals(stands)) {
      invariants.broken(
          Rule.A_RELIST_IS_WHAT_STANDS,
          "at " + revision + " stand " + stands.keySet() + ", told were " + listed().keySet());
    }
    known = listed();
    list = Optional.empty();
    next = first(revision);
    most = Math.max(most, next);
  }

  private static Map<Ref, Resource> standing(Snapshot state) {
    Map<Ref, Resource> all = new TreeMap<>();
    KINDS.forEach(kind -> state.list(kind).forEach(r -> all.put(r.ref(), r)));
    return all;
  }

  private void changed(String op, long revision, Resource resource, boolean again) {
    Integer place = places.get(place(op, revision, resource.ref()));
    if (place == null || !committed.get(place).resource().equals(resource)) {
      broken(op + " " + resource.ref() + " " + revision + " was never committed so");
      return;
    }
    if (list.isPresent() || place > next) {
      broken(resource.ref() + " at " + revision + " is told, and what is before it is not");
    } else if (place < next) {
      faults.count(Happening.FOLLOWED_AGAIN);
      repeated(place, again, resource.ref() + " at " + revision);
    }
    next = place + 1;
    most = Math.max(most, next);
    if (op.equals(Changed.Op.DELETED.name())) {
      known.remove(resource.ref());
    } else {
      known.put(resource.ref(), resource);
    }
  }

  /**
   * From the cursor on, and only if whoever told it is gone, had to pause, or was not understood.
   */
  private void repeated(int place, boolean again, String what) {
    long cursor =
        invariants.newest().flatMap(s -> s.get(FOLLOWER)).map(Partner::cursor).orElse(-1L);
    if (!again || place < first(cursor)) {
      invariants.broken(
          Rule.FOLLOWED_AGAIN_ONLY_IF_IN_DOUBT, what + " is told again; the cursor is " + cursor);
    }
  }

  /** It knows what stands: nothing has changed for long. */
  void rested(Snapshot now) {
    if (list.isPresent() || next != committed.size() || !known.equals(standing(now))) {
      broken("at rest it knows " + known.keySet() + ", and " + standing(now).keySet() + " stand");
    }
  }

  private void broken(String how) {
    invariants.broken(Rule.FOLLOWED_WITHOUT_GAP, how);
  }
}
