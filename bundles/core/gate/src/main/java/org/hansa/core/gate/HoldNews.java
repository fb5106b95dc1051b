package org.hansa.core.gate;

import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.hansa.core.api.Json;
import org.hansa.core.api.Resource;

/** Which holds a transaction set and released: who waits for whom must be found in the audit. */
record HoldNews(SortedSet<String> held, SortedSet<String> released) {

  private static final HoldNews NONE = new HoldNews(new TreeSet<>(), new TreeSet<>());

  static HoldNews of(Optional<Resource> before, Optional<Resource> after) {
    if (before.map(Resource::holds).equals(after.map(Resource::holds))) {
      return NONE;
    }
    SortedSet<String> held = holds(after);
    held.removeAll(holds(before));
    SortedSet<String> released = after.isEmpty() ? new TreeSet<>() : holds(before);
    released.removeAll(holds(after));
    return new HoldNews(held, released);
  }

  /** Adds one more member, with the names of holds, to an object of JSON; nothing if none. */
  static void say(StringBuilder object, String member, SortedSet<String> holds) {
    String before = ",\"" + member + "\":[";
    for (String hold : holds) {
      Json.quote(object.append(before), hold);
      before = ",";
    }
    object.append(holds.isEmpty() ? "" : "]");
  }

  private static SortedSet<String> holds(Optional<Resource> resource) {
    return new TreeSet<>(resource.map(Resource::holds).orElseGet(TreeSet::new));
  }
}
