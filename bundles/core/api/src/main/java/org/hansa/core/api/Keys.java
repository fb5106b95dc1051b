package org.hansa.core.api;

import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which parts of a pool are taken whole. Those that are numbered, as {@code tcp/20001}, are held as
 * bits, so that one more, how many of a range and the first that is free cost the same whether few
 * are taken or many. An immutable value.
 */
public final class Keys {

  public static final Keys NONE = new Keys(Map.of(), Set.of(), 0);

  private final Map<String, Numbers> numbered;
  private final Set<String> others;
  private final int size;

  /** A key as {@code name/number}, written as numbers are; of others the number is -1. */
  private record Key(String name, int number) {

    static Key of(String text) {
      int slash = text.lastIndexOf('/');
      int number = number(text, slash + 1);
      return slash < 0 || number < 0
          ? new Key(text, -1)
          : new Key(text.substring(0, slash), number);
    }

    private static int number(String text, int from) {
      int digits = text.length() - from;
      if (digits < 1 || digits > 5 || (digits > 1 && text.charAt(from) == '0')) {
        return -1;
      }
      int number = 0;
      for (int i = from; i < text.length(); i++) {
        char c = text.charAt(i);
        if (c < '0' || c > '9') {
          return -1;
        }
        number = 10 * number + c - '0';
      }
      return number < Numbers.END ? number : -1;
    }

    boolean isNumbered() {
      return number >= 0;
    }
  }

  private Keys(Map<String, Numbers> numbered, Set<String> others, int size) {
    this.numbered = numbered;
    this.others = others;
    this.size = size;
  }

  public static Keys of(Collection<String> keys) {
    Keys all = NONE;
    for (String key : keys) {
      all = all.plus(key);
    }
    return all;
  }

  public boolean contains(String key) {
    Key k = Key.of(key);
    return k.isNumbered() ? numbers(k.name()).contains(k.number()) : others.contains(key);
  }

  public int size() {
    return size;
  }

  public boolean isEmpty() {
    return size == 0;
  }

  /** How many of {@code name/first} to {@code name/last} are taken. */
  public int count(String name, int first, int last) {
    return numbers(name).count(Math.max(0, first), Math.min(last, Numbers.END - 1));
  }

  /** The lowest number of {@code name/first} to {@code name/last} that is not taken. */
  public OptionalInt free(String name, int first, int last) {
    int free = numbers(name).free(Math.max(0, first));
    return free <= Math.min(last, Numbers.END - 1) ? OptionalInt.of(free) : OptionalInt.empty();
  }

  public Keys plus(String key) {
    return contains(key) ? this : changed(key, true);
  }

  public Keys minus(String key) {
    return contains(key) ? changed(key, false) : this;
  }

  private Keys changed(String key, boolean taken) {
    int now = taken ? size + 1 : size - 1;
    Key k = Key.of(key);
    if (k.isNumbered()) {
      Map<String, Numbers> next = new TreeMap<>(numbered);
      Numbers numbers = numbers(k.name()).flipped(k.number());
      if (numbers.isEmpty()) {
        next.remove(k.name());
      } else {
        next.put(k.name(), numbers);
      }
      return new Keys(next, others, now);
    }
    Set<String> next = new HashSet<>(others);
    if (taken) {
      next.add(key);
    } else {
      next.remove(key);
    }
    return new Keys(numbered, next, now);
  }

  private Numbers numbers(String name) {
    return numbered.getOrDefault(name, Numbers.NONE);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Keys keys
        && numbered.equals(keys.numbered)
        && others.equals(keys.others);
  }

  @Override
  public int hashCode() {
    return Objects.hash(numbered, others);
  }

  @Override
  public String toString() {
    return size + " keys of " + numbered.keySet() + " and " + others;
  }
}
