package org.hansa.core.api;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What is installed, by name, and of each the versions that there are: whoever does not ask for one
 * gets the newest, and of two alike the one that came last. Thread-safe.
 *
 * @param <T> what is installed, known by its identity
 */
public final class Versions<T> {

  /**
   * @param version as people write it: numbers and words between dots and the like
   */
  public record Installed<T>(String name, String version, T what) {}

  /** What comes before a release: {@code 1.0.0-rc1} is older than {@code 1.0.0}. */
  private static final Pattern BEFORE = Pattern.compile("-(?=[A-Za-z])");

  /** Numbers as numbers, and before words: {@code 1.10} is newer than {@code 1.9}. */
  private static final Comparator<String> ORDER =
      (one, other) -> {
        String[] left = BEFORE.split(one, 2);
        String[] right = BEFORE.split(other, 2);
        int order = parts(left[0], right[0]);
        if (order != 0 || left.length != right.length) {
          return order != 0 ? order : Integer.compare(right.length, left.length);
        }
        return left.length == 1 ? 0 : parts(left[1], right[1]);
      };

  private final Map<String, List<Installed<T>>> all = new TreeMap<>();

  private static int parts(String one, String other) {
    String[] left = one.split("[^0-9A-Za-z]+", -1);
    String[] right = other.split("[^0-9A-Za-z]+", -1);
    for (int i = 0; i < Math.min(left.length, right.length); i++) {
      int order = part(left[i], right[i]);
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(left.length, right.length);
  }

  private static int part(String left, String right) {
    boolean numbers = left.matches("[0-9]{1,18}") && right.matches("[0-9]{1,18}");
    return numbers
        ? Long.compare(Long.parseLong(left), Long.parseLong(right))
        : left.compareTo(right);
  }

  public synchronized void add(String name, String version, T what) {
    List<Installed<T>> known = all.computeIfAbsent(name, n -> new ArrayList<>());
    known.add(new Installed<>(name, version, what));
    known.sort(Comparator.comparing(Installed::version, ORDER));
  }

  public synchronized void remove(T what) {
    all.values().forEach(known -> known.removeIf(i -> i.what() == what));
    all.values().removeIf(List::isEmpty);
  }

  /** The newest of a name, or the version that is asked for; empty if it is not there. */
  public synchronized Optional<T> get(String name, Optional<String> version) {
    List<Installed<T>> known = all.getOrDefault(name, List.of());
    return known.stream()
        .filter(i -> version.isEmpty() || i.version().equals(version.get()))
        .reduce((older, newer) -> newer)
        .map(Installed::what);
  }

  /** The versions of a name, oldest first. */
  public synchronized List<String> of(String name) {
    return all.getOrDefault(name, List.of()).stream().map(Installed::version).distinct().toList();
  }

  /** All, by name, oldest first. */
  public synchronized List<Installed<T>> all() {
    return all.values().stream().flatMap(List::stream).toList();
  }
}
