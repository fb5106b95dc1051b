package org.hansa.core.api;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A sorted map of a few entries, immutable: a third of the room of a tree, and given on from one
 * state of a resource to the next without a copy.
 */
@SuppressWarnings("JdkObsolete") // resources have sorted maps, and no more is needed of one
final class Few<V> extends AbstractMap<String, V> implements SortedMap<String, V> {

  private static final Few<?> NONE = new Few<>(new String[0], new Object[0]);

  private final String[] keys;
  private final Object[] values;

  private Few(String[] keys, Object[] values) {
    this.keys = keys;
    this.values = values;
  }

  /** The same content; itself if it is of this kind already. */
  @SuppressWarnings("unchecked") // nothing is in the empty one
  static <V> SortedMap<String, V> of(Map<String, V> map) {
    if (map instanceof Few<V> few) {
      return few;
    }
    if (map.isEmpty()) {
      return (Few<V>) NONE;
    }
    // By itself, for a sorted map may be in an order of its own.
    String[] keys = map.keySet().toArray(String[]::new);
    Arrays.sort(keys);
    Object[] values = new Object[keys.length];
    for (int i = 0; i < keys.length; i++) {
      values[i] = Objects.requireNonNull(map.get(keys[i]), keys[i]);
    }
    return new Few<>(keys, values);
  }

  @SuppressWarnings("unchecked") // they came from a map of these
  private V value(int at) {
    return (V) values[at];
  }

  @Override
  public V get(Object key) {
    int at = key instanceof String text ? Arrays.binarySearch(keys, text) : -1;
    return at < 0 ? null : value(at);
  }

  @Override
  public boolean containsKey(Object key) {
    return get(key) != null;
  }

  @Override
  public int size() {
    return keys.length;
  }

  @Override
  public Set<Map.Entry<String, V>> entrySet() {
    return new AbstractSet<>() {
      @Override
      public Iterator<Map.Entry<String, V>> iterator() {
        return new Iterator<>() {
          private int at;

          @Override
          public boolean hasNext() {
            return at < keys.length;
          }

          @Override
          public Map.Entry<String, V> next() {
            if (at >= keys.length) {
              throw new NoSuchElementException("there are no more");
            }
            Map.Entry<String, V> next = Map.entry(keys[at], value(at));
            at++;
            return next;
          }
        };
      }

      @Override
      public int size() {
        return keys.length;
      }
    };
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Few<?> few
        ? Arrays.equals(keys, few.keys) && Arrays.equals(values, few.values)
        : super.equals(other);
  }

  @Override
  public int hashCode() {
    return super.hashCode();
  }

  @Override
  public Comparator<? super String> comparator() {
    return null; // the keys' own order
  }

  @Override
  public SortedMap<String, V> subMap(String from, String to) {
    return Collections.unmodifiableSortedMap(new TreeMap<>(this).subMap(from, to));
  }

  @Override
  public SortedMap<String, V> headMap(String to) {
    return Collections.unmodifiableSortedMap(new TreeMap<>(this).headMap(to));
  }

  @Override
  public SortedMap<String, V> tailMap(String from) {
    return Collections.unmodifiableSortedMap(new TreeMap<>(this).tailMap(from));
  }

  @Override
  public String firstKey() {
    return at(0);
  }

  @Override
  public String lastKey() {
    return at(keys.length - 1);
  }

  private String at(int index) {
    if (keys.length == 0) {
      throw new NoSuchElementException("it is empty");
    }
    return keys[index];
  }
}
