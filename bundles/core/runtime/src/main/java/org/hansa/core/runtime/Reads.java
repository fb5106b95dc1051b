package org.hansa.core.runtime;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.control.Change;
import org.hansa.core.api.control.Relied;

/**
 * What a step's writes rest on: the stepped resource and each that it writes must still be as the
 * step saw it, else it is made again. So nobody's write is overwritten unseen.
 */
final class Reads {

  private Reads() {}

  static List<Relied> of(Snapshot seen, Resource stepped, List<Change> changes) {
    Set<Ref> refs = new TreeSet<>();
    refs.add(stepped.ref());
    changes.forEach(change -> ref(change, refs));
    return refs.stream().flatMap(ref -> seen.get(ref).stream()).map(Relied::unchanged).toList();
  }

  private static void ref(Change change, Set<Ref> refs) {
    if (change instanceof Change.Put put) {
      refs.add(put.draft().ref());
    } else if (change instanceof Change.Status status) {
      refs.add(status.ref());
    } else if (change instanceof Change.Delete delete) {
      refs.add(delete.ref());
    } else if (change instanceof Change.Finalizer finalizer) {
      refs.add(finalizer.ref());
    }
  }
}
