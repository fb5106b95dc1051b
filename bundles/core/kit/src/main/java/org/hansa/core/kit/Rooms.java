package org.hansa.core.kit;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Of which abilities anything could be made, and why not. Thread-safe. */
final class Rooms {

  private final Set<String> some = new HashSet<>();
  private final Map<String, String> none = new TreeMap<>();

  /**
   * @param lack why it cannot be tried now; empty if it can
   */
  synchronized void asked(String ability, Optional<String> lack) {
    lack.ifPresentOrElse(why -> none.putIfAbsent(ability, why), () -> some.add(ability));
  }

  /** Those of which nothing could ever be made. */
  synchronized List<String> lacking() {
    return none.entrySet().stream()
        .filter(e -> !some.contains(e.getKey()))
        .map(e -> e.getKey() + ": " + e.getValue())
        .toList();
  }
}
