package org.hansa.core.testing;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.hansa.core.api.Claims;
import org.hansa.core.api.Keys;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Reservation;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;

/** A snapshot in memory, for tests: immutable, copied whole when forked. */
public final class Snapshots implements Snapshot {

  private final long revision;
  private final Instant now;
  private final SortedMap<Ref, Resource> all;

  private Snapshots(long revision, Instant now, SortedMap<Ref, Resource> all) {
    this.revision = revision;
    this.now = now;
    this.all = all;
  }

  public static Snapshot of(Instant now, Collection<Resource> resources) {
    return new Snapshots(0, now, new TreeMap<>()).with(List.copyOf(resources), List.of());
  }

  public static Snapshot empty(Instant now) {
    return of(now, List.of());
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
    return Optional.ofNullable(all.get(ref));
  }

  @Override
  public Stream<Resource> list(String kind) {
    return all.values().stream().filter(r -> r.ref().kind().equals(kind));
  }

  @Override
  public Stream<Resource> list(String kind, String tenant) {
    return list(kind).filter(r -> r.ref().tenant().equals(tenant));
  }

  @Override
  public List<Resource> owned(Resource owner) {
    return all.values().stream()
        .filter(r -> r.owner().filter(owner.asOwner()::equals).isPresent())
        .toList();
  }

  @Override
  public Claims claims(Ref pool) {
    Map<String, BigDecimal> amounts = new HashMap<>();
    Set<String> keys = new HashSet<>();
    list(Reservation.KIND)
        .map(r -> r.spec().as(Reservation.Spec.class))
        .filter(spec -> spec.pool().equals(pool.toString()))
        .forEach(
            spec -> {
              spec.amounts().forEach((unit, n) -> amounts.merge(unit, n, BigDecimal::add));
              for (String key : spec.keys()) {
                if (!keys.add(key)) {
                  throw new AssertionError(key + " of " + pool + " is reserved twice");
                }
              }
            });
    return new Claims(amounts, Keys.of(keys));
  }

  @Override
  public List<String> kinds() {
    return all.keySet().stream().map(Ref::kind).distinct().toList();
  }

  @Override
  public Snapshot at(Instant later) {
    return new Snapshots(revision, later, all);
  }

  @Override
  public Snapshot with(List<Resource> puts, List<Ref> removes) {
    TreeMap<Ref, Resource> next = new TreeMap<>(all);
    puts.forEach(r -> next.put(r.ref(), r.withRevision(revision + 1)));
    removes.forEach(next::remove);
    return new Snapshots(revision + 1, now, next);
  }

  @Override
  public String toString() {
    return all.keySet().toString();
  }
}
