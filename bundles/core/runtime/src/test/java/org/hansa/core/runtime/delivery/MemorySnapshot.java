package org.hansa.core.runtime.delivery;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.hansa.core.api.Claims;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;

/** As much of a snapshot as delivery reads. */
record MemorySnapshot(long revision, NavigableMap<Ref, Resource> resources) implements Snapshot {

  MemorySnapshot(long revision, Collection<Resource> resources) {
    this(revision, new TreeMap<>());
    resources.forEach(r -> this.resources.put(r.ref(), r));
  }

  @Override
  public Instant now() {
    return Things.NOW;
  }

  @Override
  public Optional<Resource> get(Ref ref) {
    return Optional.ofNullable(resources.get(ref));
  }

  @Override
  public Stream<Resource> list(String kind) {
    return resources.values().stream().filter(r -> r.ref().kind().equals(kind));
  }

  @Override
  public Stream<Resource> list(String kind, String tenant) {
    return list(kind).filter(r -> r.ref().tenant().equals(tenant));
  }

  @Override
  public List<Resource> owned(Resource owner) {
    return resources.values().stream()
        .filter(r -> r.owner().equals(Optional.of(owner.asOwner())))
        .toList();
  }

  @Override
  public Claims claims(Ref pool) {
    return Claims.NONE;
  }

  @Override
  public List<String> kinds() {
    return resources.keySet().stream().map(Ref::kind).distinct().toList();
  }

  @Override
  public Snapshot at(Instant now) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Snapshot with(List<Resource> puts, List<Ref> removes) {
    NavigableMap<Ref, Resource> next = new TreeMap<>(resources);
    puts.forEach(r -> next.put(r.ref(), r.withRevision(revision + 1)));
    removes.forEach(next::remove);
    return new MemorySnapshot(revision + 1, next);
  }
}
