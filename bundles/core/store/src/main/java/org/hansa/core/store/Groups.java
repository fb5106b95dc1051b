package org.hansa.core.store;

import java.util.Optional;
import java.util.stream.Stream;
import org.hansa.core.api.Ref;
import org.pcollections.HashPMap;
import org.pcollections.HashTreePMap;
import org.pcollections.TreePSet;

/** References by what they have in common. An immutable value. */
final class Groups<K> {

  private static final Groups<?> NONE = new Groups<>(HashTreePMap.empty());

  private final HashPMap<K, TreePSet<Ref>> members;

  private Groups(HashPMap<K, TreePSet<Ref>> members) {
    this.members = members;
  }

  @SuppressWarnings("unchecked") // an empty map has no key
  static <K> Groups<K> none() {
    return (Groups<K>) NONE;
  }

  /** In order. */
  Stream<Ref> of(K group) {
    return members.getOrDefault(group, TreePSet.empty()).stream();
  }

  /** As this, but the member is no more in the group that it left and is in the one it joined. */
  Groups<K> moved(Ref member, Optional<K> left, Optional<K> joined) {
    if (left.equals(joined)) {
      return this;
    }
    HashPMap<K, TreePSet<Ref>> next = members;
    if (left.isPresent()) {
      TreePSet<Ref> rest = next.getOrDefault(left.get(), TreePSet.empty()).minus(member);
      next = rest.isEmpty() ? next.minus(left.get()) : next.plus(left.get(), rest);
    }
    if (joined.isPresent()) {
      next =
          next.plus(joined.get(), next.getOrDefault(joined.get(), TreePSet.empty()).plus(member));
    }
    return new Groups<>(next);
  }
}
