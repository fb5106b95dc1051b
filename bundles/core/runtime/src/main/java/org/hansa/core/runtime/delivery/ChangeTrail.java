package org.hansa.core.runtime.delivery;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.gate.Gate;
import org.hansa.core.api.gate.Principal;
import org.hansa.core.api.store.Changed;
import org.hansa.core.api.store.Store;

/** Changes of resources of some kinds, as far as the bundle may read them. */
final class ChangeTrail implements Trail {

  private static final int AT_ONCE = 500;

  private final Store store;
  private final Gate gate;
  private final Principal principal;
  private final Set<String> kinds;

  ChangeTrail(Store store, Gate gate, Principal principal, Set<String> kinds) {
    this.store = store;
    this.gate = gate;
    this.principal = principal;
    this.kinds = new TreeSet<>(kinds);
  }

  @Override
  public long start() {
    return LIST;
  }

  @Override
  public Stretch read(long position) {
    return position == LIST ? list() : changes(position);
  }

  /** All that stands, between two marks: what was there before and is not listed is gone. */
  private Stretch list() {
    Snapshot now = gate.view(principal);
    long revision = now.revision();
    Iterator<Parcel> all =
        Stream.of(
                Stream.of(Parcel.mark("RELIST", revision, LIST)),
                kinds.stream().flatMap(now::list).map(r -> Parcel.listed(r, revision)),
                Stream.of(Parcel.mark("RELISTED", revision, revision)))
            .flatMap(s -> s)
            .iterator();
    return new Stretch(all, revision);
  }

  /** Within a transaction the position stays before it: it is delivered whole, or again. */
  private Stretch changes(long position) {
    List<Changed> changes = store.changes(position, AT_ONCE);
    Map<String, Boolean> readable = new HashMap<>();
    List<Parcel> parcels = new ArrayList<>();
    long before = position;
    for (int i = 0; i < changes.size(); i++) {
      Changed change = changes.get(i);
      boolean last = i + 1 == changes.size() || changes.get(i + 1).revision() != change.revision();
      long after = last ? change.revision() : before;
      if (isFor(change.resource(), readable)) {
        parcels.add(Parcel.changed(change, after));
      }
      before = after;
    }
    return new Stretch(parcels.iterator(), before);
  }

  private boolean isFor(Resource resource, Map<String, Boolean> readable) {
    Ref ref = resource.ref();
    return kinds.contains(ref.kind())
        && readable.computeIfAbsent(
            ref.kind() + "/" + ref.tenant(),
            key -> gate.may(principal, "read", ref.kind(), ref.tenant()));
  }

  @Override
  public long behind(long position) {
    return store.snapshot().revision() - Math.max(0, position);
  }

  @Override
  public boolean isPolled() {
    return false;
  }
}
