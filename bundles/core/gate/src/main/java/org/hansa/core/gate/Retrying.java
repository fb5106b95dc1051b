package org.hansa.core.gate;

import java.util.ArrayDeque;
import java.util.Deque;
import org.hansa.core.api.Condition;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;

/** What is tried again when a person says so. */
final class Retrying {

  private Retrying() {}

  /** The resource itself, and whatever it owns, directly or not, that has failed. */
  static void mark(Work work, Ref ref) {
    Resource named = work.existing(ref);
    Deque<Resource> open = new ArrayDeque<>(work.state().owned(named));
    work.put(named.retried());
    while (!open.isEmpty()) {
      Resource next = open.remove();
      open.addAll(work.state().owned(next));
      if (hasFailed(next)) {
        work.put(next.retried());
      }
    }
  }

  private static boolean hasFailed(Resource resource) {
    return resource.is(Condition.STALLED)
        || resource.observed().values().stream().anyMatch(o -> o.failure().isPresent());
  }
}
