package org.hansa.core.runtime.delivery;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The followers of all routes that run. Of a name there is one at a time: while a route bundle is
 * being replaced the newer waits until the older has ended. Thread-safe.
 */
final class Followings {

  private final SortedMap<String, Deque<Following>> byName = new TreeMap<>();

  void open(Following following) {
    boolean first;
    synchronized (this) {
      Deque<Following> all = byName.computeIfAbsent(following.name(), n -> new ArrayDeque<>());
      first = all.isEmpty();
      all.addLast(following);
    }
    if (first) {
      following.start();
    }
  }

  void close(Following following) {
    Optional<Following> next = Optional.empty();
    synchronized (this) {
      Deque<Following> all = byName.getOrDefault(following.name(), new ArrayDeque<>());
      boolean ran = all.peekFirst() == following;
      all.remove(following);
      if (all.isEmpty()) {
        byName.remove(following.name());
      } else if (ran) {
        next = Optional.of(all.getFirst());
      }
    }
    next.ifPresent(Following::start);
  }

  /** Something was committed, or work has come to this node. */
  void wake() {
    heads().forEach(Following::wake);
  }

  List<FollowerFigures> figures() {
    return heads().stream().flatMap(f -> f.figures().stream()).toList();
  }

  private synchronized Collection<Following> heads() {
    return byName.values().stream().map(Deque::getFirst).toList();
  }
}
