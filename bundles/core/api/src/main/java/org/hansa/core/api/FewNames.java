package org.hansa.core.api;

import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** A sorted set of a few names, immutable; as {@link Few} is of maps. */
@SuppressWarnings("JdkObsolete") // as there
final class FewNames extends AbstractSet<String> implements SortedSet<String> {

  private static final FewNames NONE = new FewNames(new String[0]);

  private final String[] names;

  private FewNames(String[] names) {
    this.names = names;
  }

  /** The same content; itself if it is of this kind already. */
  static SortedSet<String> of(Set<String> set) {
    if (set instanceof FewNames few) {
      return few;
    }
    if (set.isEmpty()) {
      return NONE;
    }
    String[] names = set.toArray(String[]::new);
    Arrays.sort(names);
    return new FewNames(names);
  }

  @Override
  public Iterator<String> iterator() {
    return List.of(names).iterator();
  }

  @Override
  public int size() {
    return names.length;
  }

  @Override
  public boolean contains(Object name) {
    return name instanceof String text && Arrays.binarySearch(names, text) >= 0;
  }

  @Override
  public Comparator<? super String> comparator() {
    return null; // the names' own order
  }

  @Override
  public SortedSet<String> subSet(String from, String to) {
    return Collections.unmodifiableSortedSet(new TreeSet<String>(this).subSet(from, to));
  }

  @Override
  public SortedSet<String> headSet(String to) {
    return Collections.unmodifiableSortedSet(new TreeSet<String>(this).headSet(to));
  }

  @Override
  public SortedSet<String> tailSet(String from) {
    return Collections.unmodifiableSortedSet(new TreeSet<String>(this).tailSet(from));
  }

  @Override
  public String first() {
    return at(0);
  }

  @Override
  public String last() {
    return at(names.length - 1);
  }

  private String at(int index) {
    if (names.length == 0) {
      throw new NoSuchElementException("it is empty");
    }
    return names[index];
  }
}
