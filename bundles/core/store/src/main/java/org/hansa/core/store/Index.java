package org.hansa.core.store;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.hansa.core.api.Claims;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Reservation;
import org.hansa.core.api.Resource;
import org.pcollections.HashPMap;
import org.pcollections.HashTreePMap;
import org.pcollections.TreePMap;

/**
 * Resources by kind, tenant and name; by the uid of their owner; by kind, tenant and application;
 * and what is claimed of each pool, and by each tenant, kept up to date by difference. An immutable
 * value.
 */
final class Index {

  static final Index EMPTY =
      new Index(
          TreePMap.empty(),
          Groups.none(),
          Groups.none(),
          HashTreePMap.empty(),
          HashTreePMap.empty());

  private final TreePMap<String, Kind> kinds;
  private final Groups<String> children;
  private final Groups<Labelled> labelled;
  private final HashPMap<Ref, Tally> tallies;

  /** Amounts alone: a key is one only within its pool. */
  private final HashPMap<String, Tally> tenants;

  /**
   * The resources of one kind, by tenant and name.
   *
   * @param bytes about what they take in the heap
   */
  private record Kind(TreePMap<String, TreePMap<String, Resource>> tenants, long bytes) {

    static final Kind NONE = new Kind(TreePMap.empty(), 0);

    TreePMap<String, Resource> names(String tenant) {
      return tenants.getOrDefault(tenant, TreePMap.empty());
    }
  }

  private record Labelled(String kind, String tenant, String application) {

    static Optional<Labelled> of(Resource resource) {
      Ref ref = resource.ref();
      return Optional.ofNullable(resource.labels().get(Resource.APPLICATION))
          .map(application -> new Labelled(ref.kind(), ref.tenant(), application));
    }
  }

  private Index(
      TreePMap<String, Kind> kinds,
      Groups<String> children,
      Groups<Labelled> labelled,
      HashPMap<Ref, Tally> tallies,
      HashPMap<String, Tally> tenants) {
    this.kinds = kinds;
    this.children = children;
    this.labelled = labelled;
    this.tallies = tallies;
    this.tenants = tenants;
  }

  Optional<Resource> get(Ref ref) {
    return Optional.ofNullable(
        kinds.getOrDefault(ref.kind(), Kind.NONE).names(ref.tenant()).get(ref.name()));
  }

  Stream<Resource> list(String kind) {
    return tenants(kind).values().stream().flatMap(names -> names.values().stream());
  }

  Stream<Resource> list(String kind, String tenant) {
    return kinds.getOrDefault(kind, Kind.NONE).names(tenant).values().stream();
  }

  List<Resource> owned(String uid) {
    return children.of(uid).flatMap(ref -> get(ref).stream()).toList();
  }

  List<Resource> labelled(String kind, String tenant, String application) {
    return labelled
        .of(new Labelled(kind, tenant, application))
        .flatMap(ref -> get(ref).stream())
        .toList();
  }

  Claims claims(Ref pool) {
    return tallies.getOrDefault(pool, Tally.NONE).claims();
  }

  List<String> kinds() {
    return List.copyOf(kinds.keySet());
  }

  long count(String kind, String tenant) {
    return kinds.getOrDefault(kind, Kind.NONE).names(tenant).size();
  }

  Map<String, BigDecimal> reserved(String tenant) {
    return tenants.getOrDefault(tenant, Tally.NONE).claims().amounts();
  }

  /** How many resources of a kind there are; takes as long as there are tenants. */
  long count(String kind) {
    return tenants(kind).values().stream().mapToLong(TreePMap::size).sum();
  }

  /** About how much heap the resources of a kind take. */
  long bytes(String kind) {
    return kinds.getOrDefault(kind, Kind.NONE).bytes();
  }

  Index put(Resource next) {
    Ref ref = next.ref();
    Kind kind = kinds.getOrDefault(ref.kind(), Kind.NONE);
    TreePMap<String, Resource> names = kind.names(ref.tenant());
    Optional<Resource> former = Optional.ofNullable(names.get(ref.name()));
    Optional<Resource> later = Optional.of(next);
    long bytes = kind.bytes() - former.map(Footprint::of).orElse(0L) + Footprint.of(next);
    Kind more = new Kind(kind.tenants().plus(ref.tenant(), names.plus(ref.name(), next)), bytes);
    return with(kinds.plus(ref.kind(), more), ref, former, later);
  }

  Index remove(Ref ref) {
    Kind kind = kinds.getOrDefault(ref.kind(), Kind.NONE);
    Optional<Resource> former = Optional.ofNullable(kind.names(ref.tenant()).get(ref.name()));
    if (former.isEmpty()) {
      return this;
    }
    TreePMap<String, Resource> names = kind.names(ref.tenant()).minus(ref.name());
    TreePMap<String, TreePMap<String, Resource>> tenants =
        names.isEmpty()
            ? kind.tenants().minus(ref.tenant())
            : kind.tenants().plus(ref.tenant(), names);
    Kind rest = new Kind(tenants, kind.bytes() - Footprint.of(former.get()));
    return with(
        tenants.isEmpty() ? kinds.minus(ref.kind()) : kinds.plus(ref.kind(), rest),
        ref,
        former,
        Optional.empty());
  }

  private Index with(
      TreePMap<String, Kind> all, Ref ref, Optional<Resource> former, Optional<Resource> later) {
    Groups<String> owned =
        children.moved(ref, former.flatMap(Index::owner), later.flatMap(Index::owner));
    Groups<Labelled> marked =
        labelled.moved(ref, former.flatMap(Labelled::of), later.flatMap(Labelled::of));
    boolean tallied =
        ref.kind().equals(Reservation.KIND)
            && !former.map(Resource::spec).equals(later.map(Resource::spec));
    if (!tallied) {
      return new Index(all, owned, marked, tallies, tenants);
    }
    Optional<Reservation.Spec> less = former.map(Tally::read);
    Optional<Reservation.Spec> more = later.map(Tally::read);
    HashPMap<Ref, Tally> pools = moved(tallies, Index::pool, less, more);
    HashPMap<String, Tally> own =
        moved(tenants, spec -> ref.tenant(), less.map(Tally::amounts), more.map(Tally::amounts));
    return new Index(all, owned, marked, pools, own);
  }

  private static Ref pool(Reservation.Spec spec) {
    return Ref.parse(spec.pool());
  }

  private static Optional<String> owner(Resource resource) {
    return resource.owner().map(Resource.Owner::uid);
  }

  private TreePMap<String, TreePMap<String, Resource>> tenants(String kind) {
    return kinds.getOrDefault(kind, Kind.NONE).tenants();
  }

  private static <K> HashPMap<K, Tally> moved(
      HashPMap<K, Tally> tallies,
      Function<Reservation.Spec, K> of,
      Optional<Reservation.Spec> less,
      Optional<Reservation.Spec> more) {
    HashPMap<K, Tally> next = tallies;
    if (less.isPresent()) {
      K key = of.apply(less.get());
      next = with(next, key, next.getOrDefault(key, Tally.NONE).minus(less.get()));
    }
    if (more.isPresent()) {
      K key = of.apply(more.get());
      next = with(next, key, next.getOrDefault(key, Tally.NONE).plus(more.get()));
    }
    return next;
  }

  private static <K> HashPMap<K, Tally> with(HashPMap<K, Tally> tallies, K key, Tally tally) {
    return tally.isNothing() ? tallies.minus(key) : tallies.plus(key, tally);
  }
}
