package org.hansa.core.store;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.hansa.core.api.Claims;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.store.Changed;

/**
 * A snapshot over persistent maps: a fork costs what it changes times the logarithm of the whole.
 * Immutable, so reading takes no lock.
 */
final class PersistentSnapshot implements Snapshot {

  private final long revision;
  private final Instant now;
  private final Index index;

  private PersistentSnapshot(long revision, Instant now, Index index) {
    this.revision = revision;
    this.now = now;
    this.index = index;
  }

  static PersistentSnapshot empty(Instant now) {
    return new PersistentSnapshot(0, now, Index.EMPTY);
  }

  @Override
  public long revision() {
    return revision;
  }

  @Override
  public Instant now() {
    return now;
  }

  @Override
  public Optional<Resource> get(Ref ref) {
    return index.get(ref);
  }

  @Override
  public Stream<Resource> list(String kind) {
    return index.list(kind);
  }

  @Override
  public Stream<Resource> list(String kind, String tenant) {
    return index.list(kind, tenant);
  }

  @Override
  public List<Resource> owned(Resource owner) {
    return index.owned(owner.uid());
  }

  @Override
  public List<Resource> labelled(String kind, String tenant, String application) {
    return index.labelled(kind, tenant, application);
  }

  @Override
  public Claims claims(Ref pool) {
    return index.claims(pool);
  }

  @Override
  public long count(String kind, String tenant) {
    return index.count(kind, tenant);
  }

  @Override
  public Map<String, BigDecimal> reserved(String tenant) {
    return index.reserved(tenant);
  }

  @Override
  public List<String> kinds() {
    return index.kinds();
  }

  /** How many resources of a kind there are. */
  long count(String kind) {
    return index.count(kind);
  }

  /** About how much heap the resources of a kind take; {@link Footprint} says what is counted. */
  long bytes(String kind) {
    return index.bytes(kind);
  }

  @Override
  public PersistentSnapshot at(Instant time) {
    return new PersistentSnapshot(revision, time, index);
  }

  /** Puts come first, in order: of two of one reference the later stands. */
  @Override
  public PersistentSnapshot with(List<Resource> puts, List<Ref> removes) {
    Index next = index;
    for (Resource put : puts) {
      next = next.put(put);
    }
    for (Ref gone : removes) {
      next = next.remove(gone);
    }
    return new PersistentSnapshot(revision, now, next);
  }

  /** The state after another's commit on this one. */
  PersistentSnapshot with(Commit commit) {
    Map<Ref, Resource> puts = new LinkedHashMap<>();
    Set<Ref> removes = new LinkedHashSet<>();
    for (Changed change : commit.changes()) {
      Ref ref = change.resource().ref();
      if (change.op() == Changed.Op.DELETED) {
        removes.add(ref);
      } else {
        puts.put(ref, change.resource());
      }
    }
    removes.removeAll(puts.keySet()); // one of the name went, and another came
    return with(List.copyOf(puts.values()), List.copyOf(removes)).committed(commit.revision());
  }

  /** The same state, committed as this revision. */
  PersistentSnapshot committed(long as) {
    return new PersistentSnapshot(as, now, index);
  }

  @Override
  public String toString() {
    return "Snapshot[" + revision + " at " + now + "]";
  }
}
