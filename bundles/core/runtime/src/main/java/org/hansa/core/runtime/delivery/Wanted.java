package org.hansa.core.runtime.delivery;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.store.Changed;

/**
 * Tells changes of what is wanted (made, respecified, released, to be deleted) from changes of what
 * is observed. Not thread-safe.
 */
final class Wanted {

  private record Mark(String uid, long generation, boolean deleting, Set<String> holds) {

    static Mark of(Resource resource) {
      return new Mark(
          resource.uid(), resource.generation(), resource.isDeleting(), resource.holds());
    }
  }

  private final Map<Ref, Mark> marks = new HashMap<>();

  /** Begins anew from this state. */
  void begin(Snapshot snapshot) {
    marks.clear();
    snapshot.kinds().stream()
        .flatMap(snapshot::list)
        .forEach(resource -> marks.put(resource.ref(), Mark.of(resource)));
  }

  /** Takes a change in; true if what is wanted of the resource changed. */
  boolean changes(Changed changed) {
    Ref ref = changed.resource().ref();
    if (changed.op() == Changed.Op.DELETED) {
      marks.remove(ref);
      return false;
    }
    Mark next = Mark.of(changed.resource());
    return !next.equals(marks.put(ref, next));
  }
}
