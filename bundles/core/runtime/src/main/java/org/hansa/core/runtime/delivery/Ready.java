package org.hansa.core.runtime.delivery;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Keys whose turn could be next: two levels, in each the tenants take turns, in a tenant the least
 * number comes first. Not thread-safe.
 */
public final class Ready<K> {

  /** So often in a row may the first level go before the second, which thus never starves. */
  private static final int MOST_FIRST_IN_A_ROW = 8;

  private final Map<String, NavigableMap<Long, K>> first = new LinkedHashMap<>();
  private final Map<String, NavigableMap<Long, K>> second = new LinkedHashMap<>();
  private final Function<K, String> tenant;
  private int firstInARow;
  private int size;

  public Ready(Function<K, String> tenant) {
    this.tenant = tenant;
  }

  /**
   * Adds a key that is in neither level.
   *
   * @param number its own: of keys that are older it is less; below 0 of one that goes before all
   *     that are not, though it came later
   */
  public void add(K key, long number, boolean goesFirst) {
    level(goesFirst).computeIfAbsent(tenant.apply(key), t -> new TreeMap<>()).put(number, key);
    size++;
  }

  public void remove(K key, long number, boolean goesFirst) {
    NavigableMap<Long, K> keys = level(goesFirst).get(tenant.apply(key));
    if (keys != null && keys.remove(number, key)) {
      size--;
      if (keys.isEmpty()) {
        level(goesFirst).remove(tenant.apply(key));
      }
    }
  }

  int size() {
    return size;
  }

  /** Every tenant's oldest of each level: one that goes before all others only if it is alone. */
  Stream<K> oldest() {
    return Stream.of(first, second)
        .flatMap(level -> level.values().stream())
        .map(keys -> Optional.ofNullable(keys.ceilingEntry(0L)).orElseGet(keys::firstEntry))
        .map(Map.Entry::getValue);
  }

  public Optional<K> poll() {
    boolean yields = firstInARow >= MOST_FIRST_IN_A_ROW && !second.isEmpty();
    if (first.isEmpty() || yields) {
      firstInARow = 0;
      return next(second);
    }
    firstInARow++;
    return next(first);
  }

  private Map<String, NavigableMap<Long, K>> level(boolean goesFirst) {
    return goesFirst ? first : second;
  }

  /** The first tenant's oldest key; the tenant then goes to the end. */
  private Optional<K> next(Map<String, NavigableMap<Long, K>> level) {
    Iterator<Map.Entry<String, NavigableMap<Long, K>>> tenants = level.entrySet().iterator();
    if (!tenants.hasNext()) {
      return Optional.empty();
    }
    Map.Entry<String, NavigableMap<Long, K>> turn = tenants.next();
    String whose = turn.getKey();
    NavigableMap<Long, K> keys = turn.getValue();
    tenants.remove();
    K key = keys.pollFirstEntry().getValue();
    size--;
    if (!keys.isEmpty()) {
      level.put(whose, keys);
    }
    return Optional.of(key);
  }
}
