package org.hansa.core.runtime.delivery;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.hansa.core.api.Ref;

/**
 * Keys that could run now: two levels, in each the tenants take turns, in a tenant first come first
 * served. Not thread-safe.
 */
final class Ready {

  /** So often in a row may the first level go before the second, which thus never starves. */
  private static final int MOST_FIRST_IN_A_ROW = 8;

  private final Map<String, Set<Ref>> first = new LinkedHashMap<>();
  private final Map<String, Set<Ref>> second = new LinkedHashMap<>();
  private int firstInARow;
  private int size;

  /** Adds a key that is in neither level. */
  void add(Ref key, boolean goesFirst) {
    level(goesFirst).computeIfAbsent(key.tenant(), t -> new LinkedHashSet<>()).add(key);
    size++;
  }

  void remove(Ref key, boolean goesFirst) {
    Map<String, Set<Ref>> level = level(goesFirst);
    Set<Ref> keys = level.getOrDefault(key.tenant(), Set.of());
    if (keys.contains(key)) {
      keys.remove(key);
      size--;
      if (keys.isEmpty()) {
        level.remove(key.tenant());
      }
    }
  }

  int size() {
    return size;
  }

  /**
   * The keys of which one is the oldest: all of the first level, to which keys rise that are older
   * than those before them, and every tenant's foremost of the second.
   */
  Stream<Ref> candidates() {
    return Stream.concat(
        first.values().stream().flatMap(Set::stream),
        second.values().stream().map(keys -> keys.iterator().next()));
  }

  Optional<Ref> poll() {
    boolean yields = firstInARow >= MOST_FIRST_IN_A_ROW && !second.isEmpty();
    if (first.isEmpty() || yields) {
      firstInARow = 0;
      return next(second);
    }
    firstInARow++;
    return next(first);
  }

  private Map<String, Set<Ref>> level(boolean goesFirst) {
    return goesFirst ? first : second;
  }

  /** The first tenant's oldest key; the tenant then goes to the end. */
  private Optional<Ref> next(Map<String, Set<Ref>> level) {
    Iterator<Map.Entry<String, Set<Ref>>> tenants = level.entrySet().iterator();
    if (!tenants.hasNext()) {
      return Optional.empty();
    }
    Map.Entry<String, Set<Ref>> turn = tenants.next();
    String tenant = turn.getKey();
    Set<Ref> keys = turn.getValue();
    tenants.remove();
    Iterator<Ref> oldest = keys.iterator();
    Ref key = oldest.next();
    oldest.remove();
    size--;
    if (!keys.isEmpty()) {
      level.put(tenant, keys);
    }
    return Optional.of(key);
  }
}
