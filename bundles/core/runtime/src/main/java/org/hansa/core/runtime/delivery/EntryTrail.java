package org.hansa.core.runtime.delivery;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.hansa.core.api.Follower;
import org.hansa.core.api.Ref;
import org.hansa.core.api.gate.Gate;
import org.hansa.core.api.gate.Principal;
import org.hansa.core.api.store.Entry;
import org.hansa.core.api.store.Store;

/**
 * Entries of a record stream, as far as the bundle may read them. What speaks of followers is left
 * out: the cursor that is written for one entry must not be the next.
 */
final class EntryTrail implements Trail {

  private static final int AT_ONCE = 500;

  private final Store store;
  private final Gate gate;
  private final Principal principal;
  private final String stream;
  private final String kind;

  EntryTrail(Store store, Gate gate, Principal principal, String stream) {
    this.store = store;
    this.gate = gate;
    this.principal = principal;
    this.stream = stream;
    // The word under which the gate's rights know it: Audit.
    this.kind = stream.substring(0, 1).toUpperCase(Locale.ROOT) + stream.substring(1);
  }

  @Override
  public long start() {
    return 0;
  }

  @Override
  public Stretch read(long position) {
    Store.Page page = store.entries(Store.Query.all(stream, Math.max(0, position), AT_ONCE));
    Map<String, Boolean> readable = new HashMap<>();
    List<Parcel> parcels = new ArrayList<>();
    long end = position;
    for (Store.Numbered numbered : page.entries()) {
      end = numbered.number();
      if (isFor(numbered.entry(), readable)) {
        parcels.add(Parcel.entry(numbered));
      }
    }
    return new Stretch(parcels.iterator(), end);
  }

  private boolean isFor(Entry entry, Map<String, Boolean> readable) {
    Optional<Ref> subject = entry.subject();
    return subject.filter(s -> s.kind().equals(Follower.KIND)).isEmpty()
        && readable.computeIfAbsent(
            subject.map(Ref::tenant).orElse(Principal.SYSTEM_TENANT),
            tenant -> gate.may(principal, "read", kind, tenant));
  }

  @Override
  public long behind(long position) {
    Store.Query newest =
        new Store.Query(
            stream,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            0,
            true,
            1);
    return store.entries(newest).entries().stream()
        .mapToLong(Store.Numbered::number)
        .map(number -> Math.max(0, number - position))
        .findFirst()
        .orElse(0);
  }

  /** A refusal or an event is recorded without any resource being changed. */
  @Override
  public boolean isPolled() {
    return true;
  }
}
