package org.hansa.core.api;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.osgi.annotation.versioning.ProviderType;

/**
 * All managed resources at one revision: an immutable value. Reading takes no lock; a fork shares
 * structure and costs only what it changes.
 */
@ProviderType
public interface Snapshot {

  long revision();

  /** The time at which the reader began: a step reads the clock nowhere else. */
  Instant now();

  Optional<Resource> get(Ref ref);

  /** All of a kind, by tenant and name. */
  Stream<Resource> list(String kind);

  /** All of a kind in a tenant, by name. */
  Stream<Resource> list(String kind, String tenant);

  /** The resources that this one owns directly, in order of their references. */
  List<Resource> owned(Resource owner);

  /**
   * All of a kind in a tenant that carry the label {@link Resource#APPLICATION} with this value, in
   * order of their names.
   */
  default List<Resource> labelled(String kind, String tenant, String application) {
    return list(kind, tenant)
        .filter(r -> application.equals(r.labels().get(Resource.APPLICATION)))
        .toList();
  }

  /** What is reserved of a pool. */
  Claims claims(Ref pool);

  /** How many of a kind a tenant has, without those below it. */
  default long count(String kind, String tenant) {
    return list(kind, tenant).count();
  }

  /** What a tenant's reservations add up to, by unit, without those below it. */
  default Map<String, BigDecimal> reserved(String tenant) {
    Map<String, BigDecimal> sums = new TreeMap<>();
    list(Reservation.KIND, tenant)
        .map(r -> r.spec().as(Reservation.Spec.class))
        .forEach(spec -> spec.amounts().forEach((unit, n) -> sums.merge(unit, n, BigDecimal::add)));
    return sums;
  }

  /** The names of the kinds that have at least one resource, in order. */
  List<String> kinds();

  /** This snapshot, read at another time. */
  Snapshot at(Instant now);

  /** A fork in which these resources stand so, and those are gone. */
  Snapshot with(List<Resource> puts, List<Ref> removes);
}
