package org.hansa.core.gate;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.hansa.core.api.Resource;

/** Which holds a transaction set and released: who waits for whom must be found in the audit. */
record HoldNews(SortedSet<String> held, SortedSet<String> released) {

  static HoldNews of(Optional<Resource> before, Optional<Resource> after) {
    SortedSet<String> held = holds(after);
    held.removeAll(holds(before));
    SortedSet<String> released = after.isEmpty() ? new TreeSet<>() : holds(before);
    released.removeAll(holds(after));
    return new HoldNews(held, released);
  }

  /** Adds them to what the audit says of a change. */
  void say(ObjectNode change) {
    if (!held.isEmpty()) {
      ArrayNode all = change.putArray("held");
      held.forEach(all::add);
    }
    if (!released.isEmpty()) {
      ArrayNode all = change.putArray("released");
      released.forEach(all::add);
    }
  }

  private static SortedSet<String> holds(Optional<Resource> resource) {
    return new TreeSet<>(resource.map(Resource::holds).orElseGet(TreeSet::new));
  }
}
